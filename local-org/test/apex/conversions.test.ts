import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from './apex-project.ts';

test('A query may be the argument where one record is expected', () => {
  const members = "static String nameOf(SObject o) { return (String) o.get('Name'); }";
  assert.equal(
    evaluate("insert new Account(Name = 'Acme'); return nameOf([SELECT Name FROM Account LIMIT 1]);", members),
    'Acme',
  );
});

test('A set of texts is no set of Ids, a set of Ids is one of texts', () => {
  assert.equal(
    evaluate(
      "Object texts = new Set<String>{ 'foo' }; Object ids = new Set<Id>(); return (texts instanceof Set<Id>) + ' ' + (texts instanceof Set<String>) + ' ' + (ids instanceof Set<String>);",
    ),
    'false true true',
  );
});

test('An Iterable of objects may be given for one of texts', () => {
  const members =
    'static Integer count(Iterable<String> all) { Integer n = 0; for (String s : all) { n++; } return n; }';
  assert.equal(evaluate("Iterable<Object> all = new List<Object>{ 'a', 'b' }; return count(all);", members), '2');
});
