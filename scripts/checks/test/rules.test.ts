import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deployabilityRules } from '../deployability/deployability.ts';
import { metadataRules } from '../metadata/metadata.ts';
import { packageModel } from '../rules/package-model.ts';
import { applyRules, type Rule } from '../rules/rule.ts';
import { codeExamples } from './examples/code.ts';
import type { Overlay } from './examples/metadata-text.ts';
import { objectExamples } from './examples/objects.ts';
import { metadataExamples, reachExamples } from './examples/reach.ts';
import { soundWith } from './projects.ts';

const deployability: Readonly<Record<string, Overlay>> = { ...objectExamples, ...reachExamples, ...codeExamples };

const findsItsExample = (rule: Rule, example: Overlay | undefined): void => {
  assert.ok(example, `the rule ${rule.id} has no example`);
  const found = applyRules([rule], packageModel(soundWith(example)));
  assert.ok(found.length > 0, `the rule ${rule.id} does not find its example`);
  for (const { file, line } of found) {
    assert.ok(file in example, `${file} is no file of the example`);
    assert.ok(line > 0);
  }
};

describe('a rule about what Salesforce refuses', () => {
  it('exists at least sixty times, each with message, source and remedy', () => {
    assert.ok(deployabilityRules.length >= 60);
    assert.equal(new Set(deployabilityRules.map(({ id }) => id)).size, deployabilityRules.length);
    for (const { id, refused, message, source, remedy } of deployabilityRules) {
      assert.ok(refused && message && source && remedy, `${id} lacks a text`);
    }
  });

  it('finds nothing in a sound project', () => {
    assert.deepEqual(applyRules(deployabilityRules, packageModel(soundWith({}))), []);
  });

  for (const rule of deployabilityRules)
    it(`finds ${rule.refused}`, () => findsItsExample(rule, deployability[rule.id]));
});

describe('a rule about metadata', () => {
  it('finds nothing in a sound project', () => {
    assert.deepEqual(applyRules(metadataRules, packageModel(soundWith({}))), []);
  });

  for (const rule of metadataRules) it(`finds ${rule.refused}`, () => findsItsExample(rule, metadataExamples[rule.id]));
});
