import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEMO_ACTIONS } from '../../src/demodesk/actions.ts';
import type { DemoAction } from '../../src/demodesk/actions.ts';
import { demoAttributes } from '../../src/demodesk/attributes.ts';
import { meetingFromDemo } from '../../src/meeting/demo-meeting.ts';
import { meeting as meetingSchema } from '../../src/meeting/schema.ts';
import type { Attendee, Meeting } from '../../src/meeting/schema.ts';

const HOST = 'lena@demodesk-local.example';

const meetingOf = (action: DemoAction, attributes: Record<string, unknown>): Meeting =>
  meetingFromDemo({
    id: '48120',
    action,
    createdAt: '2026-07-14T08:47:32.000Z',
    attributes: demoAttributes.parse({ hostEmail: HOST, ...attributes }),
  });

const byEmail = (meeting: Meeting): Record<string, Attendee> =>
  Object.fromEntries((meeting.attendees ?? []).map((person): [string, Attendee] => [person.email ?? '', person]));

describe('a demo event', () => {
  for (const [action, status] of [
    ['demo.scheduled', 'scheduled'],
    ['demo.rescheduled', 'scheduled'],
    ['demo.canceled', 'canceled'],
    ['demo.started', 'in_progress'],
    ['demo.ended', 'completed'],
    ['demo.call_note_updated', null],
    ['demo.event_response_updated', null],
    ['demo.handovered', null],
  ] as const) {
    it(`${action} says the meeting is ${status ?? 'as it was'}`, () => {
      assert.equal(meetingOf(action, {}).status, status);
    });
  }

  it('with nothing but an id is a valid meeting that knows nothing else', () => {
    for (const action of DEMO_ACTIONS) {
      const { id, status, host, modifiedAt, ...rest } = meetingOf(action, { hostEmail: null });
      meetingSchema.parse({ id, status, host, modifiedAt, ...rest });
      assert.deepEqual(new Set(Object.values(rest)), new Set([null]));
    }
  });

  it('that ended without the customer is a no-show when Demodesk says so', () => {
    assert.equal(meetingOf('demo.ended', { status: 'No-Show' }).status, 'no_show');
  });

  it('takes a status that is no step of a meeting for its outcome', () => {
    const meeting = meetingOf('demo.ended', { status: 'Qualified' });
    assert.deepEqual([meeting.status, meeting.outcome], ['completed', 'Qualified']);
  });

  it('handed over before it begins is a scheduled meeting', () => {
    assert.equal(meetingOf('demo.handovered', { startDate: '2026-07-20T08:00:00Z' }).status, 'scheduled');
  });

  it('counts its minutes from start to end, whatever its duration claims', () => {
    const times = { startDate: '2026-07-14T08:00:00Z', endDate: '2026-07-14T08:45:00Z', duration: 45 };
    assert.equal(meetingOf('demo.scheduled', times).durationMinutes, 45);
  });

  for (const [duration, minutes] of [
    [2700, 45],
    [30, null],
    [-5, null],
    [1e9, null],
  ] as const) {
    it(`without an end reads a duration of ${duration} as ${minutes ?? 'no'} minutes`, () => {
      const times = { startDate: '2026-07-14T08:00:00Z', endDate: null, duration };
      assert.equal(meetingOf('demo.scheduled', times).durationMinutes, minutes);
    });
  }

  it('has no length when it ends before it starts', () => {
    const times = { startDate: '2026-07-14T09:00:00Z', endDate: '2026-07-14T08:00:00Z' };
    assert.equal(meetingOf('demo.ended', times).durationMinutes, null);
  });

  it('names host and booked customer', () => {
    const meeting = meetingOf('demo.scheduled', {
      participantEmail: 'Anna.Bergmann@Nordlicht-Energie.de',
      participantFirstName: 'Anna',
      participantLastName: 'Bergmann',
    });
    const customer = byEmail(meeting)['anna.bergmann@nordlicht-energie.de'];
    assert.deepEqual([customer?.name, customer?.role, customer?.attended], ['Anna Bergmann', 'customer', null]);
    assert.equal(byEmail(meeting)[HOST]?.role, 'host');
  });

  it('does not know who comes when it names nobody', () => {
    assert.equal(meetingOf('demo.started', {}).attendees, null);
  });

  it('tells colleagues from customers by the host’s domain, and leaves rooms out', () => {
    const attendees = [
      { email: 'David@demodesk-local.example', displayName: 'David', responseStatus: 'declined' },
      { email: 'anna@nordlicht-energie.de', displayName: null, responseStatus: 'accepted' },
      { email: 'room@resource.calendar.google.com', displayName: 'Room', responseStatus: 'accepted' },
    ];
    const people = byEmail(meetingOf('demo.event_response_updated', { event: { attendees } }));
    assert.deepEqual(Object.keys(people), [HOST, 'david@demodesk-local.example', 'anna@nordlicht-energie.de']);
    assert.equal(people['david@demodesk-local.example']?.role, 'team');
    assert.deepEqual(
      [people['anna@nordlicht-energie.de']?.role, people['anna@nordlicht-energie.de']?.response],
      ['customer', 'accepted'],
    );
  });

  it('of an internal meeting has no customers', () => {
    const meeting = meetingOf('demo.ended', {
      attendeeClassification: 'internal_meeting',
      participantEmail: 'x@y.example',
    });
    assert.equal(meeting.classification, 'internal');
    assert.equal(byEmail(meeting)['x@y.example']?.role, 'team');
  });

  it('keeps Salesforce ids as hints, integers as strings and blanks as none', () => {
    const ids = { salesforceEventId: '', salesforceAccountId: 1001, salesforceOpportunityId: '006xx' };
    assert.deepEqual(meetingOf('demo.ended', ids).hints, {
      eventId: null,
      accountId: '1001',
      opportunityId: '006xx',
    });
  });

  it('turns HTML notes into text, keeps empty notes empty and missing ones unknown', () => {
    assert.equal(
      meetingOf('demo.ended', { notes: '<p>Fish &amp; chips</p><ul><li>one</li></ul>' }).notes,
      'Fish & chips\n\n- one',
    );
    assert.equal(meetingOf('demo.ended', { notes: '' }).notes, '');
    assert.equal(meetingOf('demo.ended', { notes: null }).notes, null);
  });

  it('is as old as its demo says, else as its event', () => {
    assert.equal(meetingOf('demo.ended', { updatedAt: '2026-07-14T08:47:30Z' }).modifiedAt, '2026-07-14T08:47:30.000Z');
    assert.equal(meetingOf('demo.ended', {}).modifiedAt, '2026-07-14T08:47:32.000Z');
  });

  it('holds nothing that a database refuses', () => {
    assert.equal(meetingOf('demo.ended', { notes: 'a\u0000b\uD800c' }).notes, 'ab\uFFFDc');
  });
});
