import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CompileError } from '../../src/errors.ts';
import { plainXml } from '../../src/schema/metadata/plain-xml.ts';
import { childrenOf, readXml, textOf, type XmlElement } from '../../src/schema/metadata/xml.ts';

const read = (text: string): XmlElement => {
  const folder = mkdtempSync(join(tmpdir(), 'xml-'));
  try {
    const file = join(folder, 'X.labels-meta.xml');
    writeFileSync(file, text);
    return readXml(file, 'CustomLabels');
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test('Ordinary metadata is read with its attributes, entities and comments', () => {
  const text =
    '<?xml version="1.0" encoding="UTF-8"?>\n<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">\n' +
    '  <!-- <labels>not this</labels> -->\n  <labels>\n    <value>a &lt; b &amp;amp; &quot;c&quot;</value>\n    <none/>\n  </labels>\n</CustomLabels>\n';
  const root = plainXml(text);
  assert.ok(root);
  assert.deepEqual(root.attributes, { xmlns: 'http://soap.sforce.com/2006/04/metadata' });
  assert.deepEqual(
    childrenOf(root, 'labels').map((label) => [textOf(label, 'value'), textOf(label, 'none')]),
    [['a < b &amp; "c"', '']],
  );
  assert.deepEqual(read(text), root);
});

test('What ordinary metadata does not have is left to the whole parser', () => {
  for (const text of [
    '<CustomLabels><labels><value><![CDATA[<b>]]></value></labels></CustomLabels>',
    '<CustomLabels>\r\n<labels/>\r\n</CustomLabels>',
    "<CustomLabels a='b'/>",
    '<!DOCTYPE CustomLabels><CustomLabels/>',
  ]) {
    assert.equal(plainXml(text), undefined, text);
    assert.equal(read(text).name, 'CustomLabels');
  }
});

test('A document that is not well formed is refused', () => {
  for (const text of ['<CustomLabels><a></CustomLabels>', '<CustomLabels>', '<CustomLabels></CustomLabels>x<a>', '']) {
    assert.equal(plainXml(text), undefined, text);
    assert.throws(() => read(text), CompileError, text);
  }
});
