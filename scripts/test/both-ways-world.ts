import { textOf } from '../../local-org/src/values/text.ts';
import { Datetime } from '../../local-org/src/values/temporal.ts';
import { projectRoot } from '../stack/service.ts';
import {
  demodeskRecord,
  readChanges,
  type DemodeskRecord,
  type Edit,
  type FeedEntry,
  type Value,
} from './both-ways-demodesk.ts';
import type { Chance } from './meeting-histories.ts';
import { createSyncWorld, type SyncWorld } from './sync-world.ts';

interface MergedProperty {
  readonly property: string;
  readonly field: string;
  readonly policy: 'Salesforce' | 'Demodesk' | 'MostRecent';
}

/** The properties that both sides change, with the policy that decides their conflicts. */
export const PROPERTIES: readonly [MergedProperty, ...MergedProperty[]] = [
  { property: 'contact.title', field: 'Title', policy: 'Salesforce' },
  { property: 'contact.department', field: 'Department', policy: 'Demodesk' },
  { property: 'contact.mailingCity', field: 'MailingCity', policy: 'MostRecent' },
];

/** Few values, so that the same one comes back again and again. */
const VALUES: readonly [Value, ...Value[]] = [null, 'Ada', 'Bo', 'Cy'];
const AT_ONCE = 200;

/** What may go wrong on the way. */
export interface Weather {
  /** Percent of the webhooks that tell what the value was before. */
  readonly tellsPrevious: number;
  /** Percent of the messages that come twice. */
  readonly repeats: number;
  /** Whether changes made in Salesforce may overtake each other. */
  readonly overtakes: boolean;
  /** Percent of the changes made in Salesforce that never arrive. */
  readonly loses: number;
  /** Milliseconds by which Demodesk's clock is ahead. */
  readonly skew: number;
}

/** What happened in all histories together. */
export interface Tally {
  salesforceEdits: number;
  demodeskEdits: number;
  /** Changes of single properties that Salesforce sent. */
  sent: number;
  lost: number;
  conflicts: number;
  /** What went wrong, in words. */
  readonly faults: string[];
}

const settingsOf = (): string => `
  upsert new Sync_Settings__c(SetupOwnerId = UserInfo.getOrganizationId(), Sync_Enabled__c = true,
    Contact_Both_Ways__c = true, Contact_Conflict_Policy__c = 'Salesforce');
  List<Field_Mapping__c> rows = new List<Field_Mapping__c>();
  ${PROPERTIES.map(
    ({ property, field, policy }) => `
  rows.add((Field_Mapping__c) Field_Mapping__c.SObjectType.newSObject(null, true));
  rows[rows.size() - 1].Property__c = '${property}';
  rows[rows.size() - 1].Object__c = 'Contact';
  rows[rows.size() - 1].Field__c = '${field}';
  rows[rows.size() - 1].Direction__c = 'Both';
  rows[rows.size() - 1].Conflict_Policy__c = '${policy}';`,
  ).join('')}
  insert rows;`;

const contactsFrom = (from: number, to: number): string => `
  List<Contact> people = new List<Contact>();
  List<Sync_State__c> states = new List<Sync_State__c>();
  for (Integer n = ${from}; n < ${to}; n++) people.add(new Contact(LastName = 'Mensch ' + n));
  insert people;
  for (Contact person : people) states.add(new Sync_State__c(Record_Id__c = person.Id, Entity__c = 'Contact', Demodesk_Id__c = person.Id));
  insert states;`;

const literal = (value: Value): string => (value === null ? 'null' : `'${value}'`);

const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, index) =>
    items.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );

interface Pair {
  readonly id: string;
  readonly demodesk: DemodeskRecord;
  /** Changes on their way to Demodesk, in their order. */
  readonly feed: FeedEntry[];
  /** Salesforce's edits so far, by property. */
  readonly edits: Map<string, number>;
}

/** Two writers on many contacts, and what is on its way between them. */
export interface BothWaysWorld {
  /** Both change something at random. */
  edit(): void;
  /** Some of what is on its way arrives. @param percent of it */
  arrive(percent: number): void;
  /** Everything that is on its way arrives, and all that follows from it. */
  settle(): void;
  /** What the connector asks for after it lost events. */
  reconcile(): void;
  /** Contacts whose properties differ between the sides, in words. */
  differences(): string[];
  readonly tally: Tally;
  readonly world: SyncWorld;
}

/**
 * Makes an org with contacts that Demodesk knows.
 * @param count how many contacts, each a history of its own
 */
export const createBothWaysWorld = (count: number, chance: Chance, weather: Weather): BothWaysWorld => {
  const world = createSyncWorld({ projectDir: projectRoot, tolerant: true });
  world.apex(settingsOf());
  for (let from = 0; from < count; from += AT_ONCE) world.apex(contactsFrom(from, Math.min(count, from + AT_ONCE)));
  const began = new Date(world.org.now() - 60_000).toISOString();
  const tally: Tally = { salesforceEdits: 0, demodeskEdits: 0, sent: 0, lost: 0, conflicts: 0, faults: [] };
  const start = new Map(PROPERTIES.map(({ property }) => [property, null]));
  const pairs = new Map<string, Pair>(
    world.rows('SELECT Id FROM Contact').map((row) => {
      const id = String(row.get('id'));
      return [id, { id, demodesk: demodeskRecord(id, start), feed: [], edits: new Map() }];
    }),
  );
  const webhooks: Edit[] = [];
  let isReconciling = false;

  const contacts = (): Map<string, ReadonlyMap<string, unknown>> =>
    new Map(
      world
        .rows(`SELECT Id, ${PROPERTIES.map(({ field }) => field).join(', ')} FROM Contact`)
        .map((row) => [String(row.get('id')), row]),
    );
  const valueIn = (row: ReadonlyMap<string, unknown> | undefined, field: string): Value => {
    const value = row?.get(field.toLowerCase());
    return typeof value === 'string' ? value : null;
  };

  world.org.events.subscribe('demodesk__Sync_Change__e', '-1', ({ row, replayId }) => {
    const text = (name: string): string => textOf(row.fields.get(`demodesk__${name}`) ?? '');
    const pair = pairs.get(text('record_id__c'));
    if (!pair || text('kind__c') !== 'change') return;
    const occurred = row.fields.get('demodesk__occurred_at__c');
    const occurredAt = occurred instanceof Datetime ? occurred.epochMs : Number.NaN;
    const entries = readChanges(text('changes__c'));
    if (!isReconciling) tally.sent += entries.length;
    for (const entry of entries) {
      const edits = pair.edits.get(entry.property) ?? 0;
      if (!isReconciling && chance.happens(weather.loses)) tally.lost += 1;
      else pair.feed.push({ ...entry, cursor: replayId, occurredAt, edits });
    }
  });

  const editInSalesforce = (): void => {
    const before = contacts();
    const edited: string[] = [];
    for (const pair of pairs.values()) {
      if (!chance.happens(40)) continue;
      const { property, field } = chance.pick(PROPERTIES);
      const value = chance.pick(VALUES);
      if (value === valueIn(before.get(pair.id), field)) continue;
      pair.edits.set(property, (pair.edits.get(property) ?? 0) + 1);
      tally.salesforceEdits += 1;
      edited.push(`new Contact(Id = '${pair.id}', ${field} = ${literal(value)})`);
    }
    for (const chunk of chunks(edited)) world.apex(`update new List<Contact>{ ${chunk.join(', ')} };`);
  };

  const editInDemodesk = (): void => {
    for (const { demodesk } of pairs.values()) {
      if (!chance.happens(40)) continue;
      const { property } = chance.pick(PROPERTIES);
      const value = chance.pick(VALUES);
      if (value === demodesk.valueOf(property)) continue;
      tally.demodeskEdits += 1;
      const now = world.org.now() + weather.skew;
      webhooks.push(demodesk.edit(property, value, now, chance.happens(weather.tellsPrevious)));
    }
  };

  /** What Demodesk itself has told or started with, by record and property. */
  const demodesks = new Map<string, Set<Value>>();
  const knownTo = (edit: Edit): Set<Value> => {
    const key = `${edit.recordId} ${edit.property}`;
    const values = demodesks.get(key) ?? new Set<Value>([null]);
    demodesks.set(key, values);
    return values;
  };

  const conflicts = (): Map<unknown, Conflict> =>
    new Map(
      world
        .rows("SELECT Id, Conflict__c FROM Sync_Log__c WHERE Status__c = 'Conflict'")
        .map((row) => [row.get('id'), readConflict(String(row.get('demodesk__conflict__c')))]),
    );

  /** Whether the edit replaced what somebody in Salesforce had made of the field, unseen by Demodesk. */
  const isBlind = (edit: Edit, held: Value, holds: Value): boolean =>
    held !== holds &&
    holds === edit.value &&
    held !== edit.previous &&
    (pairs.get(edit.recordId)?.edits.get(edit.property) ?? 0) > edit.seen &&
    (edit.isOnTaken || !knownTo(edit).has(held));

  const deliver = (edits: readonly Edit[]): void => {
    const [before, earlier] = [contacts(), conflicts()];
    world.deliver(chunks(edits).map((chunk) => chunk.map(({ told }) => told)));
    const after = contacts();
    const found = [...conflicts()].filter(([id]) => !earlier.has(id)).map(([, conflict]) => conflict);
    tally.conflicts += found.length;
    tally.faults.push(...found.filter((one) => !isDecidedByPolicy(one)).map((one) => `wrong: ${JSON.stringify(one)}`));
    for (const edit of edits) {
      const field = PROPERTIES.find(({ property }) => property === edit.property)?.field ?? '';
      const [held, holds] = [valueIn(before.get(edit.recordId), field), valueIn(after.get(edit.recordId), field)];
      const isTold = found.some((one) => one.recordId === edit.recordId && one.field === field);
      if (weather.tellsPrevious === 100 && !isTold && isBlind(edit, held, holds)) {
        tally.faults.push(`silent: ${edit.recordId} ${edit.property} ${String(held)} > ${String(holds)}`);
      }
      knownTo(edit).add(edit.value);
    }
  };

  const receive = (percent: number): number => {
    let received = 0;
    for (const pair of pairs.values()) {
      if (pair.feed.length === 0 || !chance.happens(percent)) continue;
      const entries = pair.feed.splice(0, percent === 100 ? pair.feed.length : 1 + chance.below(pair.feed.length));
      const repeated = chance.happens(weather.repeats) ? [...entries, ...entries] : entries;
      for (const entry of weather.overtakes ? chance.shuffled(repeated) : repeated) pair.demodesk.receive(entry);
      received += entries.length;
    }
    return received;
  };

  const post = (percent: number): number => {
    const chosen = chance.shuffled(webhooks).filter(() => chance.happens(percent));
    const left = webhooks.filter((edit) => !chosen.includes(edit));
    webhooks.splice(0, webhooks.length, ...left);
    // One of each contact at a time, so that what it does can be told.
    let waiting = chosen.flatMap((edit) => (chance.happens(weather.repeats) ? [edit, edit] : [edit]));
    while (waiting.length > 0) {
      const ids = new Set<string>();
      const batch = waiting.filter(({ recordId }) => !ids.has(recordId) && ids.add(recordId));
      waiting = waiting.filter((edit) => !batch.includes(edit));
      deliver(batch);
    }
    return chosen.length;
  };

  const tick = (): void => world.pass((1 + chance.below(3)) / 60 / 2);

  return {
    tally,
    world,
    edit: () => {
      tick();
      const [first, second] = chance.shuffled([editInSalesforce, editInDemodesk]);
      first?.();
      if (chance.happens(50)) tick();
      second?.();
    },
    arrive: (percent) => {
      tick();
      const [first, second] = chance.shuffled([post, receive]);
      first?.(percent);
      second?.(percent);
    },
    settle: () => {
      for (let moved = 1; moved > 0;) {
        tick();
        moved = post(100) + receive(100);
      }
    },
    reconcile: () => {
      tick();
      isReconciling = true;
      const key = `salesforce.reconcile:${world.org.now()}`;
      const payload = JSON.stringify({ version: 1, deliveryKey: key, action: 'salesforce.reconcile', since: began });
      world.deliver([
        [{ key, action: 'salesforce.reconcile', meetingId: 'salesforce', occurredAt: world.org.now(), payload }],
      ]);
      isReconciling = false;
    },
    differences: () => {
      const rows = contacts();
      return [...pairs.values()].flatMap(({ id, demodesk }) =>
        PROPERTIES.map(
          ({ property, field }) => [property, valueIn(rows.get(id), field), demodesk.valueOf(property)] as const,
        )
          .filter(([, salesforce, theirs]) => salesforce !== theirs)
          .map(
            ([property, salesforce, theirs]) =>
              `${id} ${property}: Salesforce ${String(salesforce)}, Demodesk ${String(theirs)}`,
          ),
      );
    },
  };
};

interface Conflict {
  readonly recordId: string;
  readonly field: string;
  readonly rule: string | null;
  readonly winner: string;
  readonly salesforce: { readonly value: Value; readonly changedAt: string | null };
  readonly demodesk: { readonly value: Value; readonly changedAt: string | null };
}

const readConflict = (text: string): Conflict => JSON.parse(text) as Conflict;

const isDecidedByPolicy = ({ field, rule, winner, salesforce, demodesk }: Conflict): boolean => {
  const policy = PROPERTIES.find((one) => one.field === field)?.policy;
  if (rule !== policy || salesforce.value === demodesk.value) return false;
  if (policy !== 'MostRecent') return winner === policy;
  const isNewer = salesforce.changedAt === null || (demodesk.changedAt ?? '') > salesforce.changedAt;
  return winner === (isNewer ? 'Demodesk' : 'Salesforce');
};
