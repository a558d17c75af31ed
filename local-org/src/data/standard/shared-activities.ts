import { STRING } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { createRow } from '../dml/create-row.ts';
import { rowError } from '../dml/error.ts';
import type { Work } from '../dml/work.ts';
import type { Engine, Reader } from '../engine.ts';
import type { Layout, Row } from '../store/layout.ts';
import { checkReference } from '../validate/references.ts';
import { isChanged, setValue, textOf } from './slots.ts';

/** Most people of one activity. Source: Salesforce Help, "Shared Activities". */
const MOST_PEOPLE = 50;

/** The list of ids of each kind of activity, and where its entries are kept. */
const KINDS = {
  Task: { list: 'taskwhoids', relation: 'TaskRelation', whoRelation: 'TaskWhoRelation', key: 'taskid' },
  Event: { list: 'eventwhoids', relation: 'EventRelation', whoRelation: 'EventWhoRelation', key: 'eventid' },
} as const;

type Kind = (typeof KINDS)[keyof typeof KINDS];

/** Undefined in an org without Shared Activities. */
const kindOf = (object: ObjectDefinition): Kind | undefined => {
  const kind = object.name === 'Task' || object.name === 'Event' ? KINDS[object.name] : undefined;
  return kind && object.fields.has(kind.list) ? kind : undefined;
};

interface Relation {
  readonly id: string;
  readonly to: string;
  readonly isWhat: boolean;
}

const relationsOf = (engine: Engine, kind: Kind, activity: string): Relation[] => {
  const object = engine.schema.object(kind.relation, '');
  if (!object) return [];
  const table = engine.store.table(object);
  const { slots } = table.layout;
  return table.idsWith(slots.get(kind.key) ?? -1, activity).map((id) => {
    const row = table.get(id);
    return {
      id,
      to: String(row?.[slots.get('relationid') ?? -1]),
      isWhat: row?.[slots.get('iswhat') ?? -1] === true,
    };
  });
};

/** The main person first. */
const peopleOf = (engine: Engine, kind: Kind, activity: string, primary: unknown): string[] => {
  const people = relationsOf(engine, kind, activity)
    .filter(({ isWhat }) => !isWhat)
    .map(({ to }) => to);
  return typeof primary === 'string' ? [primary, ...people.filter((id) => id !== primary)] : people;
};

/** Reads TaskWhoIds and EventWhoIds. */
export const junctionReader = (engine: Engine, object: ObjectDefinition): Reader => {
  const kind = kindOf(object);
  const { layout } = engine.store.table(object);
  const who = layout.slots.get('whoid') ?? -1;
  return (row: Row) => {
    const id = row[layout.idSlot];
    return new ApexList(STRING, kind && typeof id === 'string' ? peopleOf(engine, kind, id, row[who]) : []);
  };
};

/** Who an activity is with after the save: the list given, or else what was there, and the main person first. */
const chosen = (engine: Engine, work: Work, layout: Layout, kind: Kind): string[] => {
  const given = work.junctions.get(kind.list);
  const who = textOf(work, layout, 'whoid');
  if (given === undefined) {
    const before = work.before?.[layout.slots.get('whoid') ?? -1];
    const known = work.id === null ? [] : peopleOf(engine, kind, work.id, before);
    if (!isChanged(work, layout, 'whoid')) return known;
    const others = known.filter((id) => id !== before && id !== who);
    return who === null ? others : [who, ...others];
  }
  if (given === null || given.length === 0) return who === null ? [] : [who];
  const keeps = who !== null && (isChanged(work, layout, 'whoid') || given.includes(who));
  return [...new Set(keeps ? [who, ...given] : given)];
};

const refusal = (people: readonly string[]): string | undefined => {
  if (people.length > MOST_PEOPLE) return `An activity can be related to at most ${MOST_PEOPLE} contacts`;
  const hasLead = people.some((id) => id.startsWith('00Q'));
  return hasLead && people.length > 1
    ? 'An activity can be related to one lead only, and to no contacts beside it'
    : undefined;
};

/**
 * Before an activity is stored: makes the first person the main one and counts. Nothing happens in an org without
 * Shared Activities. Source: Object Reference, "Task" (TaskWhoIds) and "Event" (EventWhoIds).
 */
export const choosePeople = (engine: Engine, work: Work, layout: Layout): void => {
  const kind = kindOf(work.object);
  if (!kind) return;
  const people = chosen(engine, work, layout, kind);
  const field = work.object.fields.get(kind.list);
  const problem = refusal(people);
  if (problem !== undefined) work.errors.push(rowError('FIELD_INTEGRITY_EXCEPTION', problem, [field?.name ?? '']));
  const wrong = field && work.junctions.has(kind.list) ? people.map((id) => checkReference(engine, field, id)) : [];
  work.errors.push(...wrong.filter((error) => error !== undefined));
  work.people = people;
  setValue(work, layout, 'whoid', people[0] ?? null);
  setValue(work, layout, 'whocount', people.length);
  setValue(work, layout, 'whatcount', textOf(work, layout, 'whatid') === null ? 0 : 1);
};

const remove = (engine: Engine, objectName: string, id: string): void => {
  const object = engine.schema.object(objectName, '');
  if (object) engine.store.put(engine.store.table(object), id, undefined);
};

const add = (engine: Engine, kind: Kind, activity: string, to: string, isWhat: boolean, account: unknown): void => {
  const shared = { [kind.key]: activity, relationid: to, accountid: account };
  const own = kind.relation === 'EventRelation' ? { isparent: true, isinvitee: false } : {};
  const id = createRow(engine, kind.relation, { ...shared, ...own, iswhat: isWhat });
  if (isWhat) return;
  const type = engine.schema.objectByKeyPrefix(to.slice(0, 3))?.name ?? null;
  createRow(engine, kind.whoRelation, { ...shared, id, type });
};

/** After an activity is stored: keeps its relation records in step with its people and what it is about. */
export const relatePeople = (engine: Engine, work: Work, layout: Layout): void => {
  const kind = kindOf(work.object);
  if (!kind || work.id === null) return;
  const what = textOf(work, layout, 'whatid');
  const wanted = new Map<string, boolean>((work.people ?? []).map((id) => [id, false]));
  if (what !== null) wanted.set(what, true);
  const known = relationsOf(engine, kind, work.id);
  for (const relation of known) {
    if (wanted.get(relation.to) === relation.isWhat) continue;
    remove(engine, kind.relation, relation.id);
    if (!relation.isWhat) remove(engine, kind.whoRelation, relation.id);
  }
  const account = work.values[layout.slots.get('accountid') ?? -1] ?? null;
  for (const [id, isWhat] of wanted) {
    if (!known.some((relation) => relation.to === id && relation.isWhat === isWhat))
      add(engine, kind, work.id, id, isWhat, account);
  }
};
