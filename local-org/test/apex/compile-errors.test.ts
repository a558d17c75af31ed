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

const MEMBERS: Readonly<Record<string, readonly [string, string | null]>> = {
  'A method stands in for a virtual one only with override': [
    'public virtual class P { public virtual void f() {} } public class C extends P { public void f() {} }',
    'Method must use the override keyword: void A.C.f()',
  ],
  'An abstract method may be implemented without override': [
    'public abstract class P { public abstract void f(); } public class C extends P { public void f() {} }',
    null,
  ],
  'override needs something to override': [
    'public virtual class P { } public class C extends P { public override void f() {} }',
    '@Override specified for non-overriding method: void A.C.f()',
  ],
  'A method that is not virtual cannot be overridden': [
    'public virtual class P { public void f() {} } public class C extends P { public override void f() {} }',
    'Non-virtual, non-abstract methods cannot be overridden: void A.C.f()',
  ],
  'toString and equals may be written with and without override': [
    'public class C { public override String toString() { return null; } public Boolean equals(Object o) { return true; } public Integer hashCode() { return 1; } }',
    null,
  ],
  'A final field is set in declarations, initialisers and constructors': [
    'final Integer a = 1; final Integer b; static final Integer C; final Integer d; { b = 2; } static { C = 3; } A() { d = 4; this.d = 5; }',
    null,
  ],
  'A final field is not set in a method': [
    'final Integer a; void f() { a = 1; }',
    'Final members can only be assigned in their declaration, init blocks, or constructors: a',
  ],
  'A static final field is not set in a constructor': [
    'static final Integer A1; A() { A1 = 1; }',
    'Final members can only be assigned in their declaration, init blocks, or constructors: A1',
  ],
  'A call with null that fits two methods equally is ambiguous': [
    'void f(String s) {} void f(Date d) {} void g() { f(null); }',
    'Method signature is ambiguous: f(null)',
  ],
  'A call with null means the narrower of two methods': [
    'public virtual class P { } public class C extends P { } void f(P p) {} void f(C c) {} void g() { f(null); }',
    null,
  ],
};

for (const [rule, [members, expected]] of Object.entries(MEMBERS)) {
  test(rule, () => {
    const problems = problemsOf({ A: `public class A { ${members} }` });
    assert.deepEqual(
      problems.map((p) => p.replace(/^\S+ /, '')),
      expected === null ? [] : [expected],
    );
  });
}

test('Protected members belong to their file and to subclasses', () => {
  const Base =
    'public virtual class Base { protected Integer n = 1; protected void f() {} protected static void g() {} }';
  assert.deepEqual(
    problemsOf({ Base, Child: 'public class Child extends Base { void h() { n = 2; f(); this.f(); } }' }),
    [],
  );
  assert.deepEqual(
    problemsOf({ Base, Other: 'public class Other { void h(Base b) { b.n = 2; b.f(); Base.g(); } }' }).map((p) =>
      p.replace(/^\S+ /, ''),
    ),
    ['Variable is not visible: Base.n', 'Method is not visible: Base.f()', 'Method is not visible: Base.g()'],
  );
});

test('@TestVisible opens a private setter to tests, and to nobody else', () => {
  const Holder = 'public class Holder { public Boolean x { get; @TestVisible private set; } }';
  const user = (head: string): string => `${head} class User1 { static void f() { new Holder().x = true; } }`;
  assert.deepEqual(problemsOf({ Holder, User1: user('@IsTest private') }), []);
  assert.deepEqual(
    problemsOf({ Holder, User1: user('public') }).map((p) => p.replace(/^\S+ /, '')),
    ['Field is not writeable: x'],
  );
});
