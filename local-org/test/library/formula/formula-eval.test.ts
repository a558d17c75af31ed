import { answers } from '../apex-cases.ts';
import { apexTest } from '../apex-tests.ts';

const FILES = {
  Boat: `global class Boat { global Integer length; global Decimal price { get { return length * 10; } } global Account owner; global String name; }`,
  Hidden: `public class Hidden { public Integer length; }`,
};

answers(
  'A formula is evaluated for an Apex object or a record',
  {
    "return Formula.builder().withType(Account.class).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula('name & \" (\" & website & \")\"').build().evaluate(new Account(Name = 'Acme', Website = 'acme.example'));":
      'Acme (acme.example)',
    "return Formula.builder().withType(Account.SObjectType).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula('{!name} at {!website}').parseAsTemplate(true).build().evaluate(new Account(Name = 'Acme', Website = 'x'));":
      'Acme at x',
    "return Formula.builder().withType(Account.class).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula('name & website').build().getReferencedFields();":
      '{name, website}',
    "Boat b = new Boat(); b.length = 5; b.owner = new Account(Name = 'O'); return Formula.builder().withType(Boat.class).withReturnType(FormulaEval.FormulaReturnType.BOOLEAN).withFormula('price > 40 && owner.Name = \"O\"').build().evaluate(b);":
      'true',
    'Boat b = new Boat(); return Formula.builder().withType(Boat.class).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula(\'IF(ISBLANK(owner.Name), "none", owner.Name)\').build().evaluate(b);':
      'none',
    "Boat b = new Boat(); b.length = 7; return (Integer) Formula.builder().withType(Boat.class).withReturnType(FormulaEval.FormulaReturnType.INTEGER).withFormula('length * 2').build().evaluate(b);":
      '14',
    "return Formula.builder().withType(Boat.class).withReturnType(FormulaEval.FormulaReturnType.STRING).withGlobalVariables(new List<FormulaEval.FormulaGlobal>{ FormulaEval.FormulaGlobal.USER }).withFormula('$User.LastName').build().evaluate(new Boat());":
      'Admin',
  },
  FILES,
);

apexTest(
  'A formula that is wrong is refused when it is built',
  `for (FormulaEval.FormulaBuilder wrong : new List<FormulaEval.FormulaBuilder>{
     Formula.builder().withType(Boat.class).withFormula('nothing = 1'),
     Formula.builder().withType(Boat.class).withFormula('length +'),
     Formula.builder().withType(Hidden.class).withFormula('length = 1'),
     Formula.builder().withType(Boat.class).withFormula('$User.Id = "x"'),
     Formula.builder().withFormula('1 = 1') }) {
     try { wrong.withReturnType(FormulaEval.FormulaReturnType.BOOLEAN).build(); Assert.fail(); }
     catch (FormulaValidationException e) { Assert.isNotNull(e.getMessage()); }
   }`,
  FILES,
);

answers('The header of change events holds what is put into it', {
  "EventBus.ChangeEventHeader h = new EventBus.ChangeEventHeader(); h.setEntityName('Account'); h.changeType = 'UPDATE'; h.setRecordIds(new List<String>{ 'x' }); return h.getEntityName() + h.getChangeType() + h.recordIds + h.getChangedFields() + h.getCommitUser() + h.isTransactionEnd();":
    'AccountUPDATE(x)()nullfalse',
});
