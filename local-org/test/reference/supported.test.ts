import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { refusals } from '../../src/reference/refusals.ts';
import { supportedDocument } from '../../src/reference/supported.ts';

void test('SUPPORTED.md says what the code has; `local-org supported` writes it anew', () => {
  assert.equal(readFileSync(new URL('../../SUPPORTED.md', import.meta.url), 'utf8'), supportedDocument());
});

void test('A refusal is listed with the words that a person meets', () => {
  assert.ok(refusals().some(({ part, texts }) => part === 'apex' && texts.includes('SOQL FROM with several objects')));
});
