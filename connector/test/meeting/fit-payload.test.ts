import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blankMeeting } from '../../src/meeting/blank-meeting.ts';
import { CUT_MARK, cutAtWord, fitPayload, MAX_PAYLOAD_LENGTH } from '../../src/meeting/fit-payload.ts';
import { meetingPayload } from '../../src/meeting/schema.ts';
import type { Meeting, MeetingPayload } from '../../src/meeting/schema.ts';

const payloadOf = (parts: Partial<Meeting>): MeetingPayload => ({
  version: 1,
  deliveryKey: 'a:b:1:c',
  action: 'recording.transcription_postprocessed',
  meeting: { ...blankMeeting('1'), ...parts },
});
const lengthOf = (payload: MeetingPayload): number => JSON.stringify(payload).length;
const words = (count: number): string => 'wort '.repeat(count).trim();

describe('a payload', () => {
  it('that fits is left alone', () => {
    const payload = payloadOf({ summary: { text: words(1000), html: '<p>x</p>', language: 'de' } });
    assert.equal(fitPayload(payload), payload);
  });

  it('loses the summary’s HTML first, and nothing else when that is enough', () => {
    const summary = { text: words(20_000), html: `<p>${words(20_000)}</p>`, language: 'de' };
    assert.deepEqual(fitPayload(payloadOf({ summary })).meeting.summary, { ...summary, html: null });
  });

  it('then has its summary cut between two words, with a mark', () => {
    const payload = fitPayload(payloadOf({ summary: { text: words(40_000), html: null, language: null } }));
    const text = payload.meeting.summary?.text ?? '';
    assert.ok(text.endsWith(`wort${CUT_MARK}`));
    assert.ok(lengthOf(payload) <= MAX_PAYLOAD_LENGTH && lengthOf(payload) > MAX_PAYLOAD_LENGTH - 20);
  });

  it('counts characters as they are written in JSON: a line break takes two', () => {
    const payload = fitPayload(payloadOf({ summary: { text: '"\n'.repeat(60_000), html: null, language: null } }));
    assert.ok(lengthOf(payload) <= MAX_PAYLOAD_LENGTH);
  });

  it('always fits, however absurd the meeting', () => {
    const many = Array.from({ length: 5000 }, (_, index) => index);
    const payload = fitPayload(
      payloadOf({
        summary: { text: words(50_000), html: words(50_000), language: 'de' },
        notes: words(50_000),
        actionItems: many.map((index) => ({ key: `key-${index}`, text: words(20) })),
        keyMoments: many.map((index) => ({ atSeconds: index, title: words(20) })),
        attendees: many.map((index) => ({
          email: `p${index}@x.example`,
          name: words(5),
          role: 'customer',
          attended: null,
          response: null,
        })),
      }),
    );
    assert.ok(lengthOf(payload) <= MAX_PAYLOAD_LENGTH);
    meetingPayload.parse(payload);
    assert.ok((payload.meeting.attendees?.length ?? 0) > 100);
  });
});

describe('a cut text', () => {
  it('never ends inside a character', () => {
    for (let room = 10; room < 60; room += 1) {
      assert.ok(cutAtWord('👩🏽'.repeat(100), room).isWellFormed());
    }
  });

  it('ends somewhere in a text without spaces', () => {
    const cut = cutAtWord('長'.repeat(1000), 100);
    assert.ok(cut.length > 80 && cut.endsWith(CUT_MARK));
  });
});
