import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callStatic, evaluate, orgOf } from './apex-project.ts';

test('A virtual method is the one of the object, super the one of the parent', () => {
  const members = `
    public virtual class Shape { public virtual Integer area() { return 1; } public Integer twice() { return area() * 2; } }
    public class Square extends Shape { Integer side; public Square(Integer side) { this.side = side; }
      public override Integer area() { return side * side + super.area(); } }`;
  assert.equal(evaluate('Shape s = new Square(3); return s.twice();', members), '20');
});

test('The initialisers of the whole object run first, then the constructors, those of the parent first', () => {
  const members = `
    static List<String> log = new List<String>();
    static String note(String s) { log.add(s); return s; }
    public virtual class Base { String a = note('base field'); public Base() { note('base'); } }
    public class Child extends Base { String b = note('child field'); { note('child block'); }
      public Child() { this(1); note('child'); } public Child(Integer i) { super(); note('child int'); } }`;
  assert.equal(
    evaluate("new Child(); return String.join(log, ', ');", members),
    'base field, child field, child block, base, child int, child',
  );
});

test('A method that a constructor of the parent calls finds the fields of the child set', () => {
  const members = `
    public abstract class Base { public Base() { hook(); } protected abstract void hook(); }
    public class Child extends Base { public List<String> log = new List<String>(); protected override void hook() { log.add('hook'); } }`;
  assert.equal(evaluate('return new Child().log;', members), '(hook)');
});

test('A constructor may return early', () => {
  const members = `public class Part { public String state = 'new'; public Part(Boolean stop) { if (stop) { return; } state = 'ready'; } }`;
  assert.equal(evaluate("return new Part(true).state + ' ' + new Part(false).state;", members), 'new ready');
});

test('Static variables are set once per transaction, at the first use of their class', () => {
  const org = orgOf({
    Counter:
      'public class Counter { static Integer n = start(); static Integer start() { return 10; } public static Integer next() { return ++n; } }',
  });
  assert.equal(callStatic(org, 'Counter', 'next'), '11');
  assert.equal(callStatic(org, 'Counter', 'next'), '11');
});

test('Property accessors see the stored value under the name of the property', () => {
  const members = `
    public class Person { public String name { get { if (name == null) { name = 'nobody'; } return name; } set { name = value.toUpperCase(); } }
      public Integer age { get; private set; } public Person birthday() { age = age == null ? 1 : age + 1; return this; } }
    static Integer total { get { return total == null ? 7 : total; } set; }`;
  assert.equal(
    evaluate(
      "Person p = new Person(); String a = p.name; p.name = 'ada'; total = total + 1; return a + p.name + p.birthday().birthday().age + total;",
      members,
    ),
    'nobodyADA28',
  );
});

test('Enums know their constants, names and positions', () => {
  const members = 'public enum Color { RED, GREEN, BLUE }';
  assert.equal(
    evaluate(
      "return Color.values().size() + Color.BLUE.name() + Color.GREEN.ordinal() + Color.valueOf('red') + (Color.RED == Color.valueOf('RED'));",
      members,
    ),
    '3BLUE1REDtrue',
  );
});

test('switch chooses by value, by enum, by type and by null', () => {
  const members = `
    public enum Color { RED, GREEN }
    static String color(Color c) { switch on c { when RED { return 'r'; } when GREEN { return 'g'; } when null { return 'n'; } } return '?'; }
    static String text(String s) { switch on s { when 'a', 'b' { return 'ab'; } when else { return 'else'; } } }
    static String row(SObject o) { switch on o { when Account a { return 'account ' + a.Name; } when Contact c { return 'contact'; } when else { return 'other'; } } }
    static Integer loop() { Integer n = 0; for (Integer i = 0; i < 5; i++) { switch on i { when 3 { break; } when else { n += i; } } } return n; }`;
  assert.equal(
    evaluate(
      "return color(Color.RED) + color(null) + text('b') + text('B') + row(new Account(Name = 'x')) + row(new Lead()) + loop();",
      members,
    ),
    'rnabelseaccount xother3',
  );
});

test('An interface may be implemented by several classes and passed around', () => {
  const members = `
    public interface Greeter { String greet(String name); }
    public class Polite implements Greeter { public String greet(String name) { return 'Dear ' + name; } }
    public class Short implements Greeter { public String greet(String name) { return 'Hi ' + name; } }`;
  assert.equal(
    evaluate(
      "String s = ''; for (Greeter g : new List<Greeter>{ new Polite(), new Short() }) { s += g.greet('A') + ';'; } return s;",
      members,
    ),
    'Dear A;Hi A;',
  );
});

test('Overloads are chosen by the static types of the arguments', () => {
  const members = `
    static String f(Integer i) { return 'Integer'; } static String f(Long i) { return 'Long'; } static String f(Decimal i) { return 'Decimal'; }
    static String f(Object o) { return 'Object'; } static String f(String s) { return 'String'; } static String f(SObject s) { return 'SObject'; }
    static String f(List<SObject> s) { return 'List<SObject>'; }`;
  assert.equal(
    evaluate(
      "Object o = 'x'; Double d = 1; return f(1) + f(1L) + f(1.5) + f(d) + f(o) + f('s') + f(new Account()) + f(new List<Contact>()) + f(Date.today());",
      members,
    ),
    'IntegerLongDecimalDecimalObjectStringSObjectList<SObject>Object',
  );
});

test('Names are the same in any case, and a variable hides a type of its name', () => {
  assert.equal(evaluate("ACCOUNT account = NEW account(NAME = 'x'); return Account.name + account.NAME;"), 'xx');
});

test('An inner class reaches private statics of its outer class', () => {
  const members = `private static Integer secret = 4; private static Integer twice(Integer n) { return n * 2; } public class Inner { public Integer ask() { return twice(secret); } }`;
  assert.equal(evaluate('return new Inner().ask();', members), '8');
});

test('A class is reached with and without its namespace', () => {
  const org = orgOf(
    {
      Calls:
        'public class Calls { public static String run() { return demo.Other.name() + Other.name() + demo.Other.Part.class.getName(); } }',
      Other: "public class Other { public static String name() { return 'o'; } public class Part {} }",
    },
    'demo',
  );
  assert.equal(callStatic(org, 'Calls', 'run').slice(0, 2), 'oo');
});
