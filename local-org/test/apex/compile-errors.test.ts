import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './apex-project.ts';

test('All problems of all classes are reported at once', () => {
  const problems = problemsOf({
    A: 'public class A {\n  void f() {\n    x = 1;\n    y = 2;\n  }\n}',
    B: 'public class B {\n  Integer f() {\n  }\n}',
  });
  assert.deepEqual(problems, [
    '3:5 Variable does not exist: x',
    '4:5 Variable does not exist: y',
    '3:1 Missing return statement required return type: Integer',
  ]);
});

const refused: Readonly<Record<string, string>> = {
  "Integer i = 'x';": 'Illegal assignment from String to Integer',
  'Integer i = 1.5;': 'Illegal assignment from Decimal to Integer',
  'Integer i; Integer I;': 'Duplicate variable: I',
  'Foo f;': 'Invalid type: Foo',
  'Account a = new Account(Nope__c = 1);': 'Field does not exist: Nope__c on Account',
  "'a'.nope();": 'Method does not exist or incorrect signature: void nope() from the type String',
  'insert 5;': 'DML requires SObject or SObject list type: Integer',
  '1 + 1;': 'Expression cannot be a statement.',
  'if (1) { }': 'Condition expression must be of type Boolean: Integer',
  'final Integer i = 1; i = 2;': 'Final variable has already been initialized: i',
};

for (const [statement, expected] of Object.entries(refused)) {
  test(`Refused: ${statement}`, () => {
    const problems = problemsOf({ A: `public class A {\n  void f() {\n${statement}\n  }\n}` });
    assert.deepEqual(
      problems.map((p) => p.replace(/^\S+ /, '')),
      [expected],
    );
  });
}

test('A class must implement its interfaces', () => {
  const problems = problemsOf({
    A: 'public class A implements B {}',
    B: 'public interface B { Integer f(String s); }',
  });
  assert.deepEqual(problems, ['1:8 Class A must implement the method: Integer B.f(String)']);
});

test('A syntax error is reported with its place', () => {
  const [problem] = problemsOf({ A: 'public class A {\n  void f( {\n  }\n}' });
  assert.match(problem ?? '', /^2:/);
});
