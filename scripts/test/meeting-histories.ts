/** One delivery as the connector publishes it. */
export interface Told {
  readonly key: string;
  readonly action: string;
  readonly meetingId: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number | null;
  readonly payload: string;
}

/** Numbers that look random and are the same for the same seed. */
export interface Chance {
  /** @returns a whole number from 0, smaller than `below` */
  below(below: number): number;
  /** @returns true about `percent` times in a hundred */
  happens(percent: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** @param seed any whole number. Source of the generator: mulberry32, public domain. */
export const chanceOf = (seed: number): Chance => {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    happens: (percent) => below(100) < percent,
    pick: (from) => from[below(from.length)] ?? from[0],
    shuffled: (items) => {
      const mixed = items.map((item) => ({ item, place: next() }));
      return mixed.sort((a, b) => a.place - b.place).map(({ item }) => item);
    },
  };
};

const DAY = Date.parse('2026-07-14T00:00:00.000Z');
const MINUTE = 60_000;
const at = (minutes: number): string => new Date(DAY + minutes * MINUTE).toISOString();

const LENA = { email: 'lena@demodesk.example', name: 'Lena Hoffmann' };
const DAVID = { email: 'david@demodesk.example', name: 'David Novák' };

type Facts = Record<string, unknown>;

interface Meeting {
  readonly n: number;
  readonly chance: Chance;
  readonly hints: Facts | null;
  readonly classification: 'internal' | 'external';
  /** The customers are of a company that Salesforce knows; otherwise the sync creates them and their account. */
  readonly isAmongAcquaintances: boolean;
}

/** People whom nobody knows, by their address; most names are told in more than one way. */
const NEWCOMERS: readonly (readonly [string, readonly [string, ...string[]]])[] = [
  ['info', ['Zoë Mann', 'Frau Dr. Zoë Mann', 'Mann, Zoë']],
  ['b.adam', ['Bernd Adam', 'Bernd von Adam']],
  ['clara.neu', ['Clara Neu']],
];

const person = (chance: Chance, email: string, name: string, role: string, facts: Facts = {}): Facts => ({
  email: chance.happens(20) ? email.toUpperCase() : email,
  name: chance.happens(25) ? null : name,
  role,
  attended: null,
  response: null,
  ...facts,
});

const people = ({ n, chance, isAmongAcquaintances }: Meeting, facts: () => Facts = () => ({})): Facts[] => {
  const all = [
    ...(isAmongAcquaintances
      ? [
          person(chance, `anna@kunde${n}.example`, 'Anna Bergmann', 'customer', facts()),
          person(chance, `jonas@kunde${n}.example`, 'Jonas Weiß', 'customer', facts()),
        ]
      : NEWCOMERS.map(([address, names]) =>
          person(chance, `${address}@neu${n}.example`, chance.pick(names), 'customer', facts()),
        )),
    person(chance, `lead@interessent${n}.example`, 'Emily Carter', 'customer', facts()),
    person(chance, DAVID.email, DAVID.name, 'team', facts()),
  ];
  return chance.shuffled(all).slice(0, 1 + chance.below(all.length));
};

const plan = (meeting: Meeting): Facts => {
  const { chance, n, hints } = meeting;
  const start = 600 + chance.below(8) * 15;
  const duration = chance.pick([30, 45, 60]);
  return {
    title: chance.pick([`Kunde ${n}: Erstgespräch`, `Customer ${n}: deep dive`, `Kunde ${n}: Termin`]),
    startedAt: at(start),
    endedAt: at(start + duration),
    durationMinutes: duration,
    eventType: chance.pick(['Produktdemo', 'Workshop', null]),
    classification: meeting.classification,
    host: chance.happens(15) ? DAVID : LENA,
    attendees: people(meeting),
    hints,
  };
};

const items = (chance: Chance): Facts[] =>
  chance
    .shuffled(['Angebot senden', 'Send the security paper', 'Termin für den Kick-off finden', 'Call procurement'])
    .slice(0, chance.below(4))
    .map((text) => ({
      key: `key-${text.toLowerCase().replaceAll(' ', '-')}`,
      text,
      ...(chance.happens(50) ? { due: `2026-07-${17 + chance.below(9)}` } : {}),
      ...(chance.happens(50) ? { assignee: chance.pick([LENA.name, DAVID.email, 'Anna Bergmann']) } : {}),
    }));

const recording = (meeting: Meeting): Facts => {
  const { chance, n, hints } = meeting;
  const hasMinutes = chance.happens(60);
  return {
    title: `Kunde ${n}: Aufzeichnung`,
    host: LENA,
    classification: meeting.classification,
    status: 'completed',
    recordingToken: `token-${n}`,
    recordingUrl: `https://demodesk.com/recordings/token-${n}`,
    attendees: people(meeting, () => ({ attended: chance.happens(70) })),
    summary: hasMinutes
      ? { text: `Zusammenfassung ${chance.below(50)}\n<b>& mehr`, html: null, language: chance.pick(['de', 'en']) }
      : null,
    actionItems: hasMinutes ? items(chance) : null,
    keyMoments: hasMinutes ? [{ atSeconds: chance.below(900), title: 'Preise & Pilot' }] : null,
    scores: hasMinutes ? { engagement: chance.below(10), feedback: null } : null,
    hints,
    access: 'company_wide',
  };
};

const KINDS: readonly [
  readonly [string, (meeting: Meeting) => Facts],
  ...(readonly [string, (meeting: Meeting) => Facts])[],
] = [
  ['demo.scheduled', (meeting) => ({ ...plan(meeting), status: 'scheduled' })],
  ['demo.rescheduled', (meeting) => ({ ...plan(meeting), status: 'scheduled' })],
  ['demo.handovered', (meeting) => ({ ...plan(meeting), status: 'scheduled', host: DAVID })],
  ['demo.canceled', (meeting) => ({ ...plan(meeting), status: 'canceled' })],
  ['demo.started', (meeting) => ({ ...plan(meeting), status: 'in_progress' })],
  [
    'demo.ended',
    (meeting) => ({
      ...plan(meeting),
      status: meeting.chance.pick(['completed', 'completed', 'no_show']),
      notes: meeting.chance.pick(['Pilot mit 15 Personen', '', null]),
      outcome: meeting.chance.pick(['Qualified', 'Follow-up', null]),
    }),
  ],
  [
    'demo.call_note_updated',
    (meeting) => ({
      ...plan(meeting),
      status: 'completed',
      notes: `Budget ${meeting.chance.below(90)}`,
      outcome: 'Qualified',
    }),
  ],
  [
    'demo.event_response_updated',
    (meeting) => ({
      ...plan(meeting),
      attendees: people(meeting, () => ({ response: meeting.chance.pick(['accepted', 'declined', 'none']) })),
    }),
  ],
  ['recording.uploaded', recording],
  ['recording.transcription_postprocessed', recording],
];

/**
 * Invents what Demodesk tells about one meeting: two to eight events of the ten kinds, some of them of the same time.
 * @param n names the meeting and its customers
 * @param hints Salesforce ids that some of the events carry
 * @returns the deliveries in their order
 */
export const inventHistory = (n: number, chance: Chance, hints: Facts | null): Told[] => {
  const meeting: Meeting = {
    n,
    chance,
    hints,
    classification: chance.happens(5) ? 'internal' : 'external',
    isAmongAcquaintances: chance.happens(50),
  };
  const meetingId = `m${String(n).padStart(4, '0')}`;
  let minute = 0;
  return Array.from({ length: 2 + chance.below(7) }, (_, index) => {
    minute += chance.below(3);
    const [action, facts] = chance.pick(KINDS);
    const occurredAt = DAY + minute * MINUTE;
    const key = `${action}:${meetingId}:${index}`;
    const content = { id: meetingId, ...facts(meeting), modifiedAt: at(minute - chance.below(2)) };
    return {
      key,
      action,
      meetingId,
      occurredAt,
      payload: JSON.stringify({ version: 1, deliveryKey: key, action, meeting: content }),
    };
  });
};

/** Meetings whose events are told together: about as many as fill a batch. */
const GROUP = 40;

const inGroups = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / GROUP) }, (_, index) =>
    items.slice(index * GROUP, (index + 1) * GROUP),
  );

/** Every event once, each meeting in its own order. @returns batches */
export const inOrder = (histories: readonly (readonly Told[])[]): Told[][] =>
  inGroups(histories).map((group) => group.flat());

/** Everything in any order, about a quarter of it two or three times, cut anywhere. @returns batches */
export const mixed = (histories: readonly (readonly Told[])[], chance: Chance): Told[][] =>
  inGroups(histories).flatMap((group) => {
    const all = chance.shuffled(
      group.flat().flatMap((told) => Array.from({ length: chance.happens(25) ? 2 + chance.below(2) : 1 }, () => told)),
    );
    const largest = chance.pick([20, 80, 250, 400]);
    const batches: Told[][] = [];
    for (let from = 0; from < all.length; from += batches.at(-1)?.length ?? 1) {
      batches.push(all.slice(from, from + 1 + chance.below(largest)));
    }
    return batches;
  });
