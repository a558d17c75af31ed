import type { Line } from './lines.ts';
import { foldWords } from './words.ts';

type Column = 'task' | 'owner' | 'due';

const HEADERS: Record<Column, Set<string>> = {
  task: new Set(
    'task|tasks|action|actions|action item|action items|next step|next steps|to do|todo|what|description|aufgabe|aufgaben|massnahme|schritt|naechster schritt|was|beschreibung|aktion'.split(
      '|',
    ),
  ),
  owner: new Set(
    'owner|assignee|assigned to|who|responsible|responsible person|wer|verantwortlich|verantwortliche r|verantwortlicher|verantwortung|zustaendig|zustaendigkeit'.split(
      '|',
    ),
  ),
  due: new Set(
    'due|due date|date|deadline|when|by when|by|timeline|eta|bis|bis wann|wann|frist|faellig|faelligkeit|faellig am|termin|datum|zieldatum'.split(
      '|',
    ),
  ),
};

const LABELS: Record<Column, string> = { task: '', owner: 'Owner: ', due: 'due ' };
const BLANK = /^(?:[-–—?]*|n\/?a|tbd|offen|open)$/i;

const cellsOf = (line: Line): string[] =>
  line.text
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());

const columnOf = (cell: string): Column | undefined => {
  const folded = foldWords(cell);
  return (['task', 'owner', 'due'] as const).find((column) => HEADERS[column].has(folded));
};

/** A row as one item: "Send the quote – Owner: Anna – due 2026-08-01". */
const rowText = (cells: readonly string[], columns: readonly (Column | undefined)[]): string => {
  const part = (wanted: Column): string[] =>
    cells.filter((cell, index) => columns[index] === wanted && !BLANK.test(cell)).map((cell) => LABELS[wanted] + cell);
  return [...part('task'), ...part('owner'), ...part('due')].join(' – ');
};

/**
 * Turns the rows of Markdown tables into points of a list. A table without a column for the tasks stays as it is.
 *
 * @param lines the lines of a section
 */
export const tablesAsLists = (lines: readonly Line[]): Line[] => {
  const result: Line[] = [];
  let columns: (Column | undefined)[] | undefined;
  for (const line of lines) {
    const cells = line.text.startsWith('|') ? cellsOf(line) : undefined;
    if (!cells) {
      columns = undefined;
      result.push(line);
    } else if (cells.every((cell) => /^:?-*:?$/.test(cell))) continue;
    else if (columns) result.push({ ...line, text: rowText(cells, columns), bulleted: true, indent: 0 });
    else {
      const header = cells.map(columnOf);
      if (header.includes('task')) columns = header;
    }
  }
  return result;
};
