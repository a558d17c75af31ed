import { apexTest } from '../apex-tests.ts';

const FILES = {
  'flows/Greet.flow-meta.xml': '<Flow xmlns="http://soap.sforce.com/2006/04/metadata"></Flow>',
  Greeter: `global class Greeter {
    global class Input { @InvocableVariable(required=true) global String name; @InvocableVariable global Integer times; }
    global class Output { @InvocableVariable global String text; }
    @InvocableMethod(label='Greet')
    global static List<Output> greet(List<Input> inputs) {
      List<Output> outputs = new List<Output>();
      for (Input i : inputs) {
        Output o = new Output();
        o.text = 'Hello ' + i.name.repeat(i.times == null ? 1 : i.times);
        outputs.add(o);
      }
      return outputs;
    }
  }`,
  Doubler: `public class Doubler { @InvocableMethod public static List<Integer> twice(List<Integer> numbers) {
    List<Integer> result = new List<Integer>(); for (Integer n : numbers) result.add(2 * n); return result; } }`,
};

apexTest(
  'An invocable method is called with all invocations and answers outputs by name',
  `Invocable.Action action = Invocable.Action.createCustomAction('apex', 'Greeter');
   Assert.areEqual('Greeter', action.getName());
   Assert.isFalse(action.isStandard());
   action.setInvocationParameter('name', 'A').setInvocationParameter('times', 2);
   action.addInvocation();
   action.setInvocationParameter('name', 'B');
   List<Invocable.Action.Result> results = action.invoke();
   Assert.areEqual(2, results.size());
   Assert.isTrue(results[0].isSuccess());
   Assert.areEqual('Hello AA', results[0].getOutputParameters().get('text'));
   Assert.areEqual('Hello B', results[1].getOutputParameters().get('text'));
   Invocable.Action plain = Invocable.Action.createCustomAction('apex', 'Doubler');
   plain.setInvocations(new List<Map<String, Object>>{ new Map<String, Object>{ 'numbers' => 4 } });
   Assert.areEqual(8, plain.invoke()[0].getOutputParameters().get('output'));`,
  FILES,
);

apexTest(
  'What fails is told in the results, and a flow is refused loudly only when the project has it',
  `Invocable.Action action = Invocable.Action.createCustomAction('apex', 'Greeter');
   Assert.isFalse(action.invoke()[0].isSuccess());
   Assert.isTrue(action.invoke()[0].getErrors()[0].getMessage().contains('name'));
   Assert.isFalse(Invocable.Action.createCustomAction('flow', 'Nothing').invoke()[0].isSuccess());
   Invocable.Action.Error error = (Invocable.Action.Error) JSON.deserialize('{"code":"C","message":"M"}', Invocable.Action.Error.class);
   Assert.areEqual('C M', error.getCode() + ' ' + error.getMessage());`,
  FILES,
);
