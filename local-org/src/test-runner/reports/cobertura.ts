import type { CoverageReport, SourceCoverageReport } from '../report.ts';
import { xmlText } from './xml-text.ts';

const rate = (covered: number, total: number): string => (total === 0 ? 1 : covered / total).toFixed(4);

const classOf = ({ name, file, covered, total, lines, uncoveredLines }: SourceCoverageReport): string => {
  const missed = new Set(uncoveredLines);
  return [
    `        <class name="${xmlText(name)}" filename="${xmlText(file)}" line-rate="${rate(covered, total)}" branch-rate="0" complexity="0">`,
    '          <methods/>',
    '          <lines>',
    ...lines.map((line) => `            <line number="${line}" hits="${missed.has(line) ? 0 : 1}" branch="false"/>`),
    '          </lines>',
    '        </class>',
  ].join('\n');
};

/**
 * Writes coverage as Cobertura XML. Lines only: the local org does not count branches, and how often a line ran is
 * only known as never or at least once.
 *
 * @param root the folder that file names are relative to
 * @returns the document
 */
export const coberturaReport = ({ classes }: CoverageReport, root: string): string => {
  const covered = classes.reduce((sum, each) => sum + each.covered, 0);
  const total = classes.reduce((sum, each) => sum + each.total, 0);
  const lines = `lines-covered="${covered}" lines-valid="${total}" line-rate="${rate(covered, total)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<coverage ${lines} branches-covered="0" branches-valid="0" branch-rate="0" complexity="0" version="1" timestamp="0">`,
    `  <sources><source>${xmlText(root)}</source></sources>`,
    '  <packages>',
    `    <package name="apex" line-rate="${rate(covered, total)}" branch-rate="0" complexity="0">`,
    '      <classes>',
    ...classes.map(classOf),
    '      </classes>',
    '    </package>',
    '  </packages>',
    '</coverage>',
    '',
  ].join('\n');
};
