import assert from 'node:assert/strict';
import { test } from 'node:test';
import { affectedClasses } from '../../src/test-runner/affected-tests.ts';

const sources = [
  { name: 'Invoice', text: 'public class Invoice { Tax tax = new TAX(); }' },
  { name: 'Tax', text: 'public class Tax {}' },
  { name: 'InvoiceTest', text: '@IsTest class InvoiceTest { Invoice i; }' },
  { name: 'TaxTest', text: '@IsTest class TaxTest { Tax t; }' },
  { name: 'AddressTest', text: '@IsTest class AddressTest {}' },
  { name: 'OnInvoice', text: 'trigger OnInvoice on Invoice__c (after insert) { Invoice.check(); }' },
];

void test('A change reaches the classes that use what changed, directly or through others', () => {
  assert.deepEqual([...affectedClasses(sources, ['tax'])].sort(), [
    'invoice',
    'invoicetest',
    'oninvoice',
    'tax',
    'taxtest',
  ]);
});

void test('A change of a class that nobody uses reaches it alone', () => {
  assert.deepEqual([...affectedClasses(sources, ['AddressTest'])], ['addresstest']);
});

void test('Classes that use each other are found once', () => {
  const circle = [
    { name: 'A', text: 'class A { B b; }' },
    { name: 'B', text: 'class B { A a; }' },
  ];
  assert.deepEqual([...affectedClasses(circle, ['A'])].sort(), ['a', 'b']);
});
