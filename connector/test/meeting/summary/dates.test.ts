import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDate } from '../../../src/meeting/summary/dates.ts';
import { findDueDate, readDuePart } from '../../../src/meeting/summary/due-dates.ts';

/** A Wednesday. */
const MEETING_DAY = '2026-07-15';

describe('a date in a summary', () => {
  for (const [text, day] of [
    ['2026-08-01', '2026-08-01'],
    ['2026/8/1', '2026-08-01'],
    ['01.08.2026', '2026-08-01'],
    ['1.8.26', '2026-08-01'],
    ['1. 8. 2026', '2026-08-01'],
    ['01.08.', '2026-08-01'],
    ['1.8.', '2026-08-01'],
    ['1 August 2026', '2026-08-01'],
    ['1st of August', '2026-08-01'],
    ['August 1, 2026', '2026-08-01'],
    ['Aug 1', '2026-08-01'],
    ['1. August', '2026-08-01'],
    ['1. Aug. 2026', '2026-08-01'],
    ['3. März 2027', '2027-03-03'],
    ['24. Jänner', '2027-01-24'],
    ['Friday, 24 July', '2026-07-24'],
    ['Freitag, den 24. Juli', '2026-07-24'],
    ['Freitag, 24.07.2026', '2026-07-24'],
    ['7/24/2026', '2026-07-24'],
    ['24/7/2026', '2026-07-24'],
    ['Friday', '2026-07-17'],
    ['Montag', '2026-07-20'],
    ['tomorrow', '2026-07-16'],
    ['übermorgen', '2026-07-17'],
    ['heute', '2026-07-15'],
    ['in two weeks', '2026-07-29'],
    ['innerhalb von 3 Tagen', '2026-07-18'],
    ['in einer Woche', '2026-07-22'],
    ['end of the month', '2026-07-31'],
    ['Ende des Monats', '2026-07-31'],
    ['Ende August', '2026-08-31'],
    ['end of February 2028', '2028-02-29'],
  ] as const) {
    it(`"${text}" is ${day}`, () => assert.equal(readDate(text, MEETING_DAY), day));
  }

  for (const text of [
    '7/8/2026',
    'next Friday',
    'nächsten Freitag',
    'next week',
    'nächste Woche',
    'Wednesday',
    'soon',
    '30.02.2026',
    '2026-13-01',
    '12:30',
    'Q3',
    'mid August',
    'may',
    '',
  ]) {
    it(`"${text}" is none, or could be more than one`, () => assert.equal(readDate(text, MEETING_DAY), undefined));
  }

  it('needs the meeting’s day when it does not name its year', () => {
    assert.equal(readDate('1 August', undefined), undefined);
    assert.equal(readDate('Friday', undefined), undefined);
    assert.equal(readDate('1 August 2026', undefined), '2026-08-01');
  });

  it('without a year is the next one, even when that is next year', () => {
    assert.equal(readDate('10 January', '2026-12-20'), '2027-01-10');
  });
});

describe('a due date', () => {
  for (const part of [
    'due 2026-08-01',
    'due: 1 August',
    'Deadline: Aug 1',
    'by 1 August',
    'bis 1. August',
    'bis zum 01.08.',
    'fällig am 01.08.2026',
    'Frist: 1.8.',
    'spätestens 1. August',
    '2026-08-01',
  ]) {
    it(`is read from "${part}"`, () => assert.equal(readDuePart(part, MEETING_DAY), '2026-08-01'));
  }

  it('is found in a sentence', () => {
    for (const text of [
      'send it by 1 August please',
      'Bis 1. August: Angebot senden',
      'schicken bis spätestens 01.08.2026',
    ]) {
      assert.equal(findDueDate(text, MEETING_DAY)?.due, '2026-08-01', text);
    }
  });

  it('is not made of a word that only begins like a label, nor of a person', () => {
    assert.equal(findDueDate('bypass 2026-08-01', MEETING_DAY), undefined);
    assert.equal(findDueDate('review by Anna', MEETING_DAY), undefined);
  });
});
