import type { DemoAction } from '../demodesk/actions.ts';
import type { Attendee, MeetingStatus } from './schema.ts';

/** Demodesk's `status` is free text in its API description: the words of a meeting's life that can be expected. */
const LIFECYCLE_WORDS: Record<string, MeetingStatus> = {
  scheduled: 'scheduled',
  pending: 'scheduled',
  upcoming: 'scheduled',
  planned: 'scheduled',
  started: 'in_progress',
  running: 'in_progress',
  active: 'in_progress',
  in_progress: 'in_progress',
  ended: 'completed',
  completed: 'completed',
  complete: 'completed',
  finished: 'completed',
  done: 'completed',
  canceled: 'canceled',
  cancelled: 'canceled',
  no_show: 'no_show',
  noshow: 'no_show',
};

const lifecycleStatus = (word: string): MeetingStatus | undefined => {
  const key = word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return Object.hasOwn(LIFECYCLE_WORDS, key) ? LIFECYCLE_WORDS[key] : undefined;
};

/** What a demo event says about how the meeting stands and what came of it. */
export interface Standing {
  status: MeetingStatus | null;
  outcome: string | null;
}

/**
 * @param event the action, Demodesk's `status` text, the planned start and the time of the event
 * @returns the status; a `status` text that is no word of a meeting's life, e.g. "Qualified", is its outcome
 */
export const standingOf = (event: {
  action: DemoAction;
  status: string | null;
  startsAt: string | null;
  createdAt: string | null;
}): Standing => {
  const said = event.status === null ? undefined : lifecycleStatus(event.status);
  const outcome = said === undefined ? event.status : null;
  switch (event.action) {
    case 'demo.scheduled':
    case 'demo.rescheduled':
      return { status: 'scheduled', outcome };
    case 'demo.canceled':
      return { status: 'canceled', outcome };
    case 'demo.started':
      return { status: 'in_progress', outcome };
    case 'demo.ended':
      return { status: said === 'no_show' || said === 'canceled' ? said : 'completed', outcome };
    case 'demo.handovered': {
      // A new host is not a new state; but a meeting that lies ahead is a planned one.
      const ahead = event.startsAt !== null && event.createdAt !== null && event.startsAt > event.createdAt;
      return { status: said ?? (ahead ? 'scheduled' : null), outcome };
    }
    case 'demo.call_note_updated':
    case 'demo.event_response_updated':
      return { status: said ?? null, outcome };
  }
};

/**
 * The status of a meeting that has been recorded.
 *
 * @param attendees who was invited and who came, as far as known
 * @returns `no_show` when customers were invited and every one of them is known to have stayed away
 */
export const recordedStatus = (attendees: readonly Attendee[]): MeetingStatus => {
  const customers = attendees.filter(({ role }) => role === 'customer');
  const nobodyCame = customers.length > 0 && customers.every(({ attended }) => attended === false);
  return nobodyCame ? 'no_show' : 'completed';
};
