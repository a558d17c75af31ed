import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Summary } from '../../../src/demodesk/recordings.ts';
import { actionItem, keyMoment } from '../../../src/meeting/schema.ts';
import type { ActionItem } from '../../../src/meeting/schema.ts';
import { readActionItems } from '../../../src/meeting/summary/action-items.ts';
import { readLines } from '../../../src/meeting/summary/lines.ts';
import type { People } from '../../../src/meeting/summary/people.ts';
import { readSummaries } from '../../../src/meeting/summary/read-summaries.ts';
import type { Findings } from '../../../src/meeting/summary/read-summaries.ts';
import { randomTexts } from '../random-texts.ts';

const PEOPLE = [
  { email: 'lena.hoffmann@demodesk-local.example', name: 'Lena Hoffmann' },
  { email: 'anna.bergmann@nordlicht-energie.de', name: 'Anna Bergmann' },
  { email: 'jonas.weiss@nordlicht-energie.de', name: 'Jonas Weiß' },
  { email: 'katharina.vogt@vitalis-pharma.com', name: 'Dr. Katharina Vogt' },
];
const NO_SUMMARIES: readonly Summary[] = [];

const read = (text: string, meetingId = '48120'): Findings =>
  readSummaries({ text, html: null, language: null, updatedAt: null, id: null }, NO_SUMMARIES, {
    meetingId,
    startedAt: '2026-07-15T08:00:00.000Z',
    durationMs: null,
    people: PEOPLE,
  });

const itemsOf = (text: string): Omit<ActionItem, 'key'>[] | undefined =>
  read(text).actionItems?.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'key'))) as
    Omit<ActionItem, 'key'>[] | undefined;
const textsOf = (text: string): string[] | undefined => itemsOf(text)?.map((item) => item.text);
const one = (line: string): Omit<ActionItem, 'key'> | undefined => itemsOf(`Action items\n- ${line}`)?.[0];

describe('action items', () => {
  for (const heading of [
    'Action items',
    'ACTION ITEMS:',
    '## Action Items',
    '**Action items**',
    '**Next steps:**',
    'Action items ✅',
    '3. Next steps',
    'Next Steps & Action Items',
    'Agreed next steps',
    'Next steps for Nordlicht Energie',
    'To-dos',
    "To do's",
    'TODO',
    'Follow-ups',
    'Tasks (customer)',
    'Nächste Schritte',
    'NÄCHSTE SCHRITTE',
    'Naechste Schritte:',
    'Vereinbarte nächste Schritte',
    'Nächste Schritte und Aufgaben',
    'Aufgaben',
    'Maßnahmen:',
    'Massnahmen',
    'Weiteres Vorgehen',
    'To-do-Liste',
  ]) {
    it(`stand under "${heading}"`, () => {
      assert.deepEqual(textsOf(`Summary\nWe met.\n\n${heading}\n- Send the quote`), ['Send the quote']);
    });
  }

  for (const bullet of ['-', '*', '•', '–', '1.', '2)', '☐', '- [ ]', '[ ]', '* [ ]', '[]', '👉']) {
    it(`may begin with "${bullet}"`, () => {
      assert.deepEqual(textsOf(`Action items\n${bullet} Send the quote\n${bullet} Call back`), [
        'Send the quote',
        'Call back',
      ]);
    });
  }

  for (const box of ['- [x]', '[X]', '☑', '☒', '- ✔']) {
    it(`marked "${box}" are done and need no task`, () => {
      assert.deepEqual(textsOf(`Action items\n${box} Share the recording\n- [ ] Send the quote`), ['Send the quote']);
    });
  }

  for (const [line, assignee] of [
    ['Anna: send quote', 'Anna Bergmann'],
    ['anna bergmann: send quote', 'Anna Bergmann'],
    ['**Anna:** send quote', 'Anna Bergmann'],
    ['@Anna send quote', 'Anna Bergmann'],
    ['@Anna Bergmann: send quote', 'Anna Bergmann'],
    ['send quote @Anna', 'Anna Bergmann'],
    ['Anna – send quote', 'Anna Bergmann'],
    ['send quote (Owner: Anna)', 'Anna Bergmann'],
    ['send quote (Anna)', 'Anna Bergmann'],
    ['send quote [Anna]', 'Anna Bergmann'],
    ['send quote – verantwortlich: Anna', 'Anna Bergmann'],
    ['send quote – Owner: Anna', 'Anna Bergmann'],
    ['send quote | Anna', 'Anna Bergmann'],
    ['send quote (zuständig: Frau Bergmann)', 'Anna Bergmann'],
    ['Anna & Jonas: send quote', 'Anna Bergmann, Jonas Weiß'],
    ['Anna und Jonas: send quote', 'Anna Bergmann, Jonas Weiß'],
    ['Weiss: send quote', 'Jonas Weiß'],
    ['Dr. Vogt: send quote', 'Dr. Katharina Vogt'],
    ['anna.bergmann@nordlicht-energie.de: send quote', 'Anna Bergmann'],
    ['Marta: send quote', 'Marta'],
    ['Marta Sommer: send quote', 'Marta Sommer'],
    ['send quote (Owner: legal team)', 'legal team'],
  ] as const) {
    it(`name their owner: "${line}"`, () => assert.deepEqual(one(line), { text: 'send quote', assignee }));
  }

  for (const line of ['Anna will send the quote', 'Anna Bergmann prüft den Vertrag', 'Anna to call back']) {
    it(`keep their sentence whole when the owner is its subject: "${line}"`, () => {
      assert.deepEqual(one(line), { text: line, assignee: 'Anna Bergmann' });
    });
  }

  for (const line of [
    'Angebot: Preise prüfen',
    'Budget: confirm with finance',
    'Security review: ask for the report',
    'Klärung: Datenschutz',
    'https://example.com: read it',
    'send quote (as discussed)',
    'Anna and Marta meet',
    'compare A, B and C',
    'send quote (Anna, as discussed)',
  ]) {
    it(`keep what is no owner as text: "${line}"`, () => assert.deepEqual(one(line), { text: line }));
  }

  for (const [line, due] of [
    ['send quote (due 2026-08-01)', '2026-08-01'],
    ['send quote (2026-08-01)', '2026-08-01'],
    ['send quote – due: 1 August 2026', '2026-08-01'],
    ['send quote, due August 1, 2026', '2026-08-01'],
    ['send quote by August 1, 2026.', '2026-08-01'],
    ['send quote (bis 01.08.2026)', '2026-08-01'],
    ['send quote bis 1. August', '2026-08-01'],
    ['send quote bis zum 1.8.', '2026-08-01'],
    ['send quote (fällig: 01.08.2026)', '2026-08-01'],
    ['send quote by Friday', '2026-07-17'],
    ['send quote bis Freitag', '2026-07-17'],
    ['send quote within two weeks', '2026-07-29'],
  ] as const) {
    it(`name their due date: "${line}"`, () => assert.deepEqual(one(line), { text: 'send quote', due }));
  }

  for (const line of [
    'send quote by Wednesday',
    'send quote next Friday',
    'send quote (due 7/8/2026)',
    'call at 12:30',
  ]) {
    it(`keep what may be two dates as text: "${line}"`, () => assert.deepEqual(one(line), { text: line }));
  }

  it('have owner and date together, in any order', () => {
    for (const line of [
      'Anna: send quote (due 2026-08-01)',
      'send quote (Anna, due 2026-08-01)',
      'send quote (due: 2026-08-01, owner: Anna)',
      'send quote – Anna – bis 01.08.2026',
      'send quote – owner: Anna, due August 1, 2026',
      '@Anna send quote by 1 August',
    ]) {
      assert.deepEqual(one(line), { text: 'send quote', assignee: 'Anna Bergmann', due: '2026-08-01' }, line);
    }
  });

  it('may stand in a table, whose headings are English or German', () => {
    const expected = [
      { text: 'Send quote', assignee: 'Anna Bergmann', due: '2026-08-01' },
      { text: 'Call back', assignee: 'Jonas Weiß' },
    ];
    const rows = '|---|:--|---|\n| Send quote | Anna | 01.08.2026 |\n| Call back | Jonas | – |';
    assert.deepEqual(itemsOf(`Action items\n| Task | Owner | Due date |\n${rows}`), expected);
    assert.deepEqual(itemsOf(`Aufgaben\n| Aufgabe | Verantwortlich | Frist |\n${rows}`), expected);
  });

  it('may be grouped under their owner', () => {
    const expected = [
      { text: 'send quote', assignee: 'Anna Bergmann' },
      { text: 'check contract', assignee: 'Jonas Weiß' },
    ];
    assert.deepEqual(itemsOf('## Next steps\n### Anna\n- send quote\n### Jonas\n- check contract'), expected);
    assert.deepEqual(itemsOf('Next steps\n\nAnna:\n- send quote\n\nJonas Weiß:\n- check contract'), expected);
    assert.deepEqual(itemsOf('Next steps\n- Anna:\n  - send quote\n- Jonas:\n  - check contract'), expected);
    assert.deepEqual(
      itemsOf('**Next steps**\n**Us (Anna):**\n- send quote\n**Customer (Jonas Weiß):**\n- check contract'),
      expected,
    );
    assert.deepEqual(itemsOf('**Next steps**\n**Anna**\n- send quote\n**Jonas**\n- check contract'), expected);
  });

  it('take in the details below them', () => {
    assert.deepEqual(itemsOf('Action items\n- Send quote\n  - Owner: Anna\n  - Due: 2026-08-01\n- Call back'), [
      { text: 'Send quote', assignee: 'Anna Bergmann', due: '2026-08-01' },
      { text: 'Call back' },
    ]);
  });

  it('may stand on the heading’s own line, or on lines without bullets', () => {
    assert.deepEqual(textsOf('Next steps: send the quote.'), ['send the quote.']);
    assert.deepEqual(textsOf('Next steps\nSend the quote\nCall back'), ['Send the quote', 'Call back']);
    assert.deepEqual(textsOf('Next steps\nSend the quote\nCall back\n\nThanks everyone!')?.length, 2);
    assert.deepEqual(textsOf('Next steps\n\nSend the quote\n\nCall back'), ['Send the quote', 'Call back']);
  });

  it('end where the next section begins', () => {
    for (const next of ['Risks', '**Risks**', '## Anything', 'Offene Fragen:', 'Key moments', 'Our closing words']) {
      assert.deepEqual(textsOf(`## Action items\n- Send the quote\n\n${next}\n- Not a task`)?.[0], 'Send the quote');
      assert.equal(textsOf(`Action items\n- Send the quote\n\n${next}\n- Not a task`)?.length, 1, next);
    }
  });

  it('are collected from several sections', () => {
    assert.deepEqual(textsOf('Next steps (us)\n- One\n\nSummary\nText\n\nNext steps (customer)\n- Two'), [
      'One',
      'Two',
    ]);
  });

  it('are known to be none when the section says so, and unknown without a section', () => {
    for (const nothing of ['None', '- Keine', 'No action items.', 'n/a', '']) {
      assert.deepEqual(textsOf(`Action items\n${nothing}`), [], nothing);
    }
    assert.equal(textsOf('We spoke about action items and next steps for a while.'), undefined);
  });

  it('keep their key when owner, date, case or punctuation change, and have another in another meeting', () => {
    const keyOf = (line: string, meeting?: string) => read(`Action items\n- ${line}`, meeting).actionItems?.[0]?.key;
    const key = keyOf('Send the quote');
    assert.equal(keyOf('Anna: send the quote (due 2026-08-01)'), key);
    assert.notEqual(keyOf('Send the offer'), key);
    assert.notEqual(keyOf('Send the quote', '48121'), key);
  });

  it('written twice have two keys, the same in every run', () => {
    const keys = () => read('Action items\n- Call\n- Mail\n- call!').actionItems?.map(({ key }) => key);
    assert.equal(new Set(keys()).size, 3);
    assert.deepEqual(keys(), keys());
    assert.equal(keys()?.[2], `${keys()?.[0] ?? ''}-2`);
  });
});

describe('key moments', () => {
  for (const heading of [
    'Key moments',
    '## Highlights',
    'Chapters:',
    '**Wichtige Momente**',
    'Kapitel',
    'Schlüsselmomente',
    'Höhepunkte',
    'Timestamps',
  ]) {
    it(`stand under "${heading}"`, () => {
      assert.deepEqual(read(`${heading}\n- 12:34 Prices`).keyMoments, [{ atSeconds: 754, title: 'Prices' }]);
    });
  }

  for (const [line, atSeconds] of [
    ['[00:12:34] Prices', 754],
    ['12:34 Prices', 754],
    ['(12:34) Prices', 754],
    ['12:34 – Prices', 754],
    ['**12:34** Prices', 754],
    ['1:02:03: Prices', 3723],
    ['00:12:34 - 00:15:00 Prices', 754],
    ['[12:34–15:00] Prices', 754],
    ['Prices (12:34)', 754],
    ['Prices [01:02:03]', 3723],
    ['Prices – 12:34', 754],
    ['[12:34](https://demodesk.com/r/1?t=754) Prices', 754],
    ['75:10 Prices', 4510],
    ['00:00 Prices', 0],
    ['Prices and plans', undefined],
    ['12:34 Uhr Mittagessen', undefined],
    ['12:99 Prices', undefined],
    ['1:75:00 Prices', undefined],
  ] as const) {
    it(`${atSeconds === undefined ? 'do not include' : 'include'} "${line}"`, () => {
      const expected = atSeconds === undefined ? [] : [{ atSeconds, title: 'Prices' }];
      assert.deepEqual(read(`Key moments\n- ${line}`).keyMoments, expected);
    });
  }

  it('are in order of time, none twice, and may have their title on the next line', () => {
    assert.deepEqual(read('Chapters\n20:00 Two\n[10:00]\nOne\n20:00 Two').keyMoments, [
      { atSeconds: 600, title: 'One' },
      { atSeconds: 1200, title: 'Two' },
    ]);
  });

  it('lie within the recording', () => {
    const summary = { text: 'Highlights\n05:00 In\n55:00 Out', html: null, language: null, updatedAt: null, id: null };
    const context = { meetingId: '1', startedAt: null, durationMs: 600_000, people: [] };
    assert.deepEqual(readSummaries(summary, [], context).keyMoments, [{ atSeconds: 300, title: 'In' }]);
  });
});

describe('any summary', () => {
  const pieces = [
    'Action items',
    'Key moments',
    '\n',
    '\n\n',
    '- ',
    '[ ] ',
    '[x]',
    '12:34 ',
    'Anna',
    ': ',
    '@',
    '(',
    ')',
    '(due ',
    'bis ',
    '2026-08-01',
    '1. August',
    '**',
    '## ',
    ' – ',
    'Text',
    '👍',
    'שלום',
    '\uD800',
    ',',
    '.',
    '|',
  ];

  it('is read without an error, and what is found follows the contract', () => {
    for (const text of randomTexts(2000, pieces)) {
      const { actionItems, keyMoments } = read(`Action items\n${text}`);
      actionItems?.forEach((item) => actionItem.parse(item));
      keyMoments?.forEach((moment) => keyMoment.parse(moment));
      assert.equal(new Set(actionItems?.map(({ key }) => key)).size, actionItems?.length);
    }
  });

  it('is read line by line: no line is looked at twice and none is longer than the summary', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `- [ ] Anna: point ${index}`).join('\n');
    const lines = [...readLines(text)];
    assert.equal(lines.length, 10_000);
    assert.ok(lines.reduce((sum, line) => sum + line.text.length, 0) <= text.length);
  });

  it('costs the same for every action item, however nasty, and nothing beyond the two hundredth', () => {
    const nasty = ['(a, a, a) ', 'Anna – ', 'x, y; ', '@Anna ', ' by ', 'Owner: a, ', '[', 'due 1 ', 'Anna & '];
    const workFor = (piece: string, count: number): number => {
      let work = 0;
      const people: People = {
        find: () => {
          work += 1;
          return undefined;
        },
      };
      const text = Array.from({ length: count }, () => `- ${piece.repeat(990 / piece.length)}`).join('\n');
      readActionItems([...readLines(text)], { meetingId: '1', meetingDay: '2026-07-15', people });
      return work;
    };
    for (const piece of nasty) {
      const single = workFor(piece, 1);
      assert.ok(single < 1000, `${piece}: ${single}`);
      assert.equal(workFor(piece, 10), 10 * single, piece);
    }
    const items = read(`Action items\n${'- Call\n'.repeat(1000)}`).actionItems;
    assert.equal(items?.length, 200);
  });

  it('may be a single line of 100 kB: prose is not searched', () => {
    for (const piece of ['(', '- ', '**', 'a: ', '12:34 ', '[x](', ' – ', ' by ']) {
      const line = piece.repeat(100_000 / piece.length);
      assert.deepEqual(read(`Action items\n${line}`).actionItems, []);
      assert.deepEqual(read(`Key moments\n${line}`).keyMoments, []);
    }
  });
});
