import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transaction } from '../../src/runtime/transaction.ts';
import { runTransaction } from '../../src/runtime/execute.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { textOf } from '../../src/values/text.ts';
import { evaluate, orgOf } from './apex-project.ts';

test('Objects that implement Comparable are sorted by it', () => {
  assert.equal(
    evaluate(
      "List<P> l = new List<P>{ new P(3), new P(1) }; l.sort(); return l[0].n + ' ' + l[1].n;",
      'class P implements Comparable { public Integer n; P(Integer n) { this.n = n; } public Integer compareTo(Object o) { return n - ((P) o).n; } }',
    ),
    '1 3',
  );
});

test('Objects with equals and hashCode are one key in a map', () => {
  assert.equal(
    evaluate(
      "Map<K, String> m = new Map<K, String>(); m.put(new K('a'), 'x'); return m.get(new K('a')) + m.containsKey(new K('b'));",
      'class K { String s; K(String s) { this.s = s; } public Boolean equals(Object o) { return o instanceof K && ((K) o).s == s; } public Integer hashCode() { return s.hashCode(); } }',
    ),
    'xfalse',
  );
});

test('A loop walks over an Iterable written in Apex', () => {
  assert.equal(
    evaluate(
      "String s = ''; for (Integer i : new Range(3)) { s += i; } return s;",
      'class Range implements Iterable<Integer>, Iterator<Integer> { Integer n; Integer i = 0; Range(Integer n) { this.n = n; } public Iterator<Integer> iterator() { return this; } public Boolean hasNext() { return i < n; } public Integer next() { return i++; } }',
    ),
    '012',
  );
});

test('A list cannot be changed while a loop walks over it', () => {
  assert.equal(
    evaluate(
      'List<Integer> l = new List<Integer>{ 1, 2 }; try { for (Integer i : l) { l.add(i); } return l; } catch (Exception e) { return e.getMessage(); }',
    ),
    'Cannot modify a collection while it is being iterated.',
  );
});

test('A number is an instance of every wider number type', () => {
  assert.equal(
    evaluate(
      'Object o = 5; return String.valueOf(o instanceof Integer) + (o instanceof Decimal) + ((Decimal) o + (Long) o);',
    ),
    'truetrue10',
  );
});

test('A stub answers every method of a class through its handler', () => {
  const org = orgOf({
    Service:
      "public virtual class Service { public virtual String greet(String name) { return 'real ' + name; } public String call() { return greet('x'); } }",
    Run: "public class Run { public static String ask(Service s) { return s.greet('y') + String.valueOf(s).contains('__sfdc_ApexStub') + (s instanceof Service); } }",
  });
  runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous' }, () => {
    const { program } = transaction().org;
    const service = program.classes.find((c) => c.type.name === 'Service');
    const stub = service?.stub((_, method, args) => `${method.name}(${args.map(textOf).join()}) `);
    const ask = program.classes.find((c) => c.type.name === 'Run')?.methods[0];
    assert.equal(ask?.call(null, [stub]), 'greet(y) truetrue');
  });
});
