import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recordingAttributes } from '../../src/demodesk/attributes.ts';
import { recording as recordingSchema, summary as summarySchema } from '../../src/demodesk/recordings.ts';
import type { Summary } from '../../src/demodesk/recordings.ts';
import { meetingFromRecording } from '../../src/meeting/recording-meeting.ts';
import type { Meeting } from '../../src/meeting/schema.ts';

interface Parts {
  webhook?: Record<string, unknown>;
  recording?: Record<string, unknown> | undefined;
  summaries?: readonly Record<string, unknown>[];
}

const toSummary = (properties: Record<string, unknown>, index: number): Summary =>
  summarySchema.parse({ summaryId: index + 1, languageCode: 'en', content: '', ...properties });

const meetingOf = ({ webhook = {}, recording, summaries = [] }: Parts): Meeting =>
  meetingFromRecording({
    createdAt: '2026-07-14T09:00:00.000Z',
    attributes: recordingAttributes.parse({ demoId: 48120, token: 'abc', ...webhook }),
    recording: recording && recordingSchema.parse({ recordingToken: 'abc', demoId: '48120', ...recording }),
    summaries: summaries.map(toSummary),
  });

const customer = (attended: boolean, email: string | null = 'a@b.example') => ({
  displayName: 'Anna',
  email,
  permission: 'customer',
  attended,
});

describe('a recorded meeting', () => {
  it('has the id of its demo', () => {
    assert.equal(meetingOf({}).id, '48120');
  });

  it('has its length and end from the recording', () => {
    const recording = { demoStartDate: '2026-07-14T08:00:00Z', durationMs: 2_758_000 };
    const meeting = meetingOf({ recording });
    assert.deepEqual([meeting.durationMinutes, meeting.endedAt], [46, '2026-07-14T08:45:58.000Z']);
  });

  it('is a no-show when customers were invited and none came', () => {
    const host = { displayName: 'Lena', email: 'l@d.example', permission: 'host', attended: true };
    assert.equal(meetingOf({ recording: { participants: [host, customer(false)] } }).status, 'no_show');
    assert.equal(meetingOf({ recording: { participants: [host, customer(true)] } }).status, 'completed');
    assert.equal(meetingOf({ recording: { participants: [host] } }).status, 'completed');
  });

  it('counts somebody who dropped out and joined again once, as present', () => {
    const participants = [customer(false, 'A@B.example'), customer(true), customer(true, null), customer(true, null)];
    const { attendees } = meetingOf({ recording: { participants } });
    assert.deepEqual(
      attendees?.map(({ email, attended }) => [email, attended]),
      [
        ['a@b.example', true],
        [null, true],
      ],
    );
  });

  it('is as new as the newest of recording and summary', () => {
    const recording = { updatedAt: '2026-07-14T09:00:00Z' };
    const summaries = [{ content: 'x', createdAt: '2026-07-14T09:30:00Z', updatedAt: '2026-07-14T09:30:00Z' }];
    assert.equal(meetingOf({ recording, summaries }).modifiedAt, '2026-07-14T09:30:00.000Z');
    assert.equal(meetingOf({ recording }).modifiedAt, '2026-07-14T09:00:00.000Z');
    assert.equal(meetingOf({}).modifiedAt, '2026-07-14T09:00:00.000Z');
  });
});

describe('the summary of a recorded meeting', () => {
  const old = { content: 'Old words', updatedAt: '2026-07-14T09:00:00Z', createdAt: '2026-07-14T09:00:00Z' };
  const fresh = { content: 'Fresh words', updatedAt: '2026-07-15T09:00:00Z', createdAt: '2026-07-15T09:00:00Z' };

  it('is the one the webhook calls primary, in the language that REST knows', () => {
    const webhook = { primaryAiSummaryPlaintext: 'Old\n words', latestAiSummaryPlaintext: 'Fresh words' };
    const summaries = [{ ...old, languageCode: 'de', htmlContent: '<p>Old words</p>' }, fresh];
    assert.deepEqual(meetingOf({ webhook, summaries }).summary, {
      text: 'Old words',
      html: '<p>Old words</p>',
      language: 'de',
    });
  });

  it('is the latest of the webhook when none is primary', () => {
    const webhook = { primaryAiSummaryPlaintext: null, latestAiSummaryPlaintext: 'Fresh words' };
    assert.equal(meetingOf({ webhook, summaries: [old] }).summary?.text, 'Fresh words');
  });

  it('is the newest of REST when the webhook has none', () => {
    assert.equal(meetingOf({ summaries: [old, fresh, { content: ' ' }] }).summary?.text, 'Fresh words');
  });

  it('is made of HTML when there is no text', () => {
    const webhook = { primaryAiSummaryHtml: '<h2>Next steps</h2><ul><li>Anna: call</li></ul>' };
    const meeting = meetingOf({ webhook });
    assert.equal(meeting.summary?.text, 'Next steps\n- Anna: call');
    assert.equal(meeting.actionItems?.length, 1);
  });

  it('is unknown when there is none', () => {
    const meeting = meetingOf({ webhook: { primaryAiSummaryPlaintext: '' } });
    assert.deepEqual([meeting.summary, meeting.actionItems, meeting.keyMoments], [null, null, null]);
  });

  it('leaves action items and key moments to another summary that has them', () => {
    const webhook = { primaryAiSummaryPlaintext: 'Just prose.' };
    const summaries = [
      { content: '- Send the quote', promptName: 'Next steps' },
      { content: 'Key moments\n- 01:00 Prices', promptName: 'Other' },
    ];
    const meeting = meetingOf({ webhook, summaries });
    assert.deepEqual(
      meeting.actionItems?.map(({ text }) => text),
      ['Send the quote'],
    );
    assert.deepEqual(meeting.keyMoments, [{ atSeconds: 60, title: 'Prices' }]);
  });
});
