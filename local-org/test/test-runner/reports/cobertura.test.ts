import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { coberturaReport } from '../../../src/test-runner/reports/cobertura.ts';

void test('Every executable line is listed with whether a test has run it', () => {
  const document = coberturaReport(
    {
      percent: 66.7,
      classes: [
        {
          ...{ name: 'Invoice', file: 'force-app/classes/Invoice.cls', covered: 2, total: 3 },
          ...{ lines: [3, 4, 9], uncoveredLines: [9] },
        },
      ],
    },
    '/project',
  );
  const { coverage } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(document) as {
    coverage: Record<string, unknown> & { packages: { package: { classes: { class: Record<string, unknown> } } } };
  };
  assert.equal(coverage['line-rate'], '0.6667');
  assert.deepEqual(coverage.sources, { source: '/project' });
  assert.deepEqual(coverage.packages.package.classes.class, {
    ...{ name: 'Invoice', filename: 'force-app/classes/Invoice.cls', 'line-rate': '0.6667' },
    ...{ 'branch-rate': '0', complexity: '0', methods: '' },
    lines: {
      line: [
        { number: '3', hits: '1', branch: 'false' },
        { number: '4', hits: '1', branch: 'false' },
        { number: '9', hits: '0', branch: 'false' },
      ],
    },
  });
});
