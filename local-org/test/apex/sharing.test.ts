import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orgOf, runScript, callStatic } from './apex-project.ts';

const CLASSES = {
  Reader: 'public class Reader { public static void read() { List<Account> a = [SELECT Id FROM Account]; } }',
  InheritedReader:
    'public inherited sharing class InheritedReader { public static void read() { List<Account> a = [SELECT Id FROM Account]; } @AuraEnabled public static String entry() { read(); return null; } }',
  WithSharing: `public with sharing class WithSharing {
    public static String calls() { Reader.read(); InheritedReader.read(); return null; }
    public static String callsAndReturns() { Silent.nothing(); WithoutSharing.calls(); Reader.read(); return null; }
    public static String dynamic() { Database.query('SELECT Id FROM Account'); return null; }
    public static String fails() { try { WithoutSharing.fails(); } catch (Exception e) { Reader.read(); } return null; } }`,
  WithoutSharing: `public without sharing class WithoutSharing {
    public static String calls() { Reader.read(); InheritedReader.read(); return null; }
    public static void fails() { Integer i = 1 / 0; } }`,
  Silent: `public class Silent { public static void nothing() { }
    public static String calls() { Reader.read(); InheritedReader.read(); return null; }
    @AuraEnabled public static String component() { Reader.read(); return null; } }`,
};

/** Whether each query that the work runs respects sharing, in order. */
const sharingOf = (work: (org: ReturnType<typeof orgOf>) => void): boolean[] => {
  const org = orgOf(CLASSES);
  const seen: boolean[] = [];
  const { database } = org;
  const query: typeof database.query = (text, context) => {
    seen.push(context.sharing);
    return database.query(text, context);
  };
  work({ ...org, database: { ...database, query } });
  return seen;
};

const queriesOf = (className: string, method: string): boolean[] =>
  sharingOf((org) => callStatic(org, className, method));

test('A class without a sharing keyword and one with inherited sharing keep the sharing of their caller', () => {
  assert.deepEqual(queriesOf('WithSharing', 'calls'), [true, true]);
  assert.deepEqual(queriesOf('WithoutSharing', 'calls'), [false, false]);
});

test('The sharing of the caller is back when a call returns or throws', () => {
  assert.deepEqual(queriesOf('WithSharing', 'callsAndReturns'), [false, false, true]);
  assert.deepEqual(queriesOf('WithSharing', 'fails'), [true]);
});

test('A class without a sharing keyword runs without sharing when it is where the transaction begins', () => {
  assert.deepEqual(queriesOf('Silent', 'calls'), [false, false]);
});

test('What a component calls runs with sharing unless its class says otherwise', () => {
  assert.deepEqual(queriesOf('Silent', 'component'), [true]);
  assert.deepEqual(queriesOf('InheritedReader', 'entry'), [true]);
});

test('A dynamic query has the sharing of the class that runs it', () => {
  assert.deepEqual(queriesOf('WithSharing', 'dynamic'), [true]);
});

test('An anonymous script runs with sharing', () => {
  assert.deepEqual(
    sharingOf((org) => runScript(org, 'Reader.read();')),
    [true],
  );
});
