import { transaction } from '../../runtime/transaction.ts';
import { rowError } from '../dml/error.ts';
import type { Work } from '../dml/work.ts';
import { objectOfId, type Engine } from '../engine.ts';
import { slotValue } from '../read.ts';
import type { Layout } from '../store/layout.ts';
import { ApexDate, Datetime } from '../../values/temporal.ts';
import type { StandardBehaviour } from './index.ts';
import { choosePeople, relatePeople } from './shared-activities.ts';
import { isChanged, setValue, textOf, valueOf } from './slots.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The account of what an activity is about: the account itself, else that of the record or person. */
const accountOf = (engine: Engine, id: string | null): string | null => {
  const object = id === null ? undefined : objectOfId(engine, id);
  if (!object || id === null) return null;
  if (object.name === 'Account') return id;
  const table = engine.store.table(object);
  const row = table.live(id);
  const account = row && slotValue(table.layout, row, 'accountid');
  return typeof account === 'string' ? account : null;
};

const setAccount = (engine: Engine, work: Work, layout: Layout): void => {
  const account = accountOf(engine, textOf(work, layout, 'whatid')) ?? accountOf(engine, textOf(work, layout, 'whoid'));
  setValue(work, layout, 'accountid', account);
};

/** A lead has no place in the sales process of other records. */
const refuseLeadWithRelated = (work: Work, layout: Layout): void => {
  if (textOf(work, layout, 'whoid')?.startsWith('00Q') !== true || textOf(work, layout, 'whatid') === null) return;
  const message = 'If the WhoId is a lead, the WhatId must be blank.';
  work.errors.push(rowError('FIELD_INTEGRITY_EXCEPTION', message, ['WhatId']));
};

const isClosedStatus = (status: string | null): boolean => status?.toLowerCase() === 'completed';

export const taskBehaviour: StandardBehaviour = {
  afterSave: relatePeople,
  beforeSave: (engine, work, layout) => {
    choosePeople(engine, work, layout);
    refuseLeadWithRelated(work, layout);
    setAccount(engine, work, layout);
    const closed = isClosedStatus(textOf(work, layout, 'status'));
    if (closed !== valueOf(work, layout, 'isclosed')) {
      setValue(
        work,
        layout,
        'completeddatetime',
        closed ? new Datetime(Math.floor(transaction().now() / 1000) * 1000) : null,
      );
    }
    setValue(work, layout, 'isclosed', closed);
    setValue(work, layout, 'ishighpriority', textOf(work, layout, 'priority')?.toLowerCase() === 'high');
  },
};

const dateOf = (time: Datetime): ApexDate => new ApexDate(Math.floor(time.epochMs / DAY));

const missing = (work: Work, field: string): void => {
  work.errors.push(rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${field}]`, [field]));
};

/** Start of an event from whichever of its fields was given. */
const startOf = (work: Work, layout: Layout, allDay: boolean): Datetime | null => {
  const [start, activity, date] = ['startdatetime', 'activitydatetime', 'activitydate'].map((f) =>
    valueOf(work, layout, f),
  );
  if (isChanged(work, layout, 'startdatetime') && start instanceof Datetime) return start;
  if (isChanged(work, layout, 'activitydatetime') && activity instanceof Datetime) return activity;
  if (allDay && isChanged(work, layout, 'activitydate') && date instanceof ApexDate)
    return new Datetime(date.epochDay * DAY);
  return start instanceof Datetime ? start : null;
};

/** Keeps start, end and duration of an event consistent. Source: Object Reference, "Event". */
export const eventBehaviour: StandardBehaviour = {
  afterSave: relatePeople,
  beforeSave: (engine, work, layout) => {
    choosePeople(engine, work, layout);
    refuseLeadWithRelated(work, layout);
    setAccount(engine, work, layout);
    const allDay = valueOf(work, layout, 'isalldayevent') === true;
    const start = startOf(work, layout, allDay);
    if (!start) {
      missing(work, allDay ? 'ActivityDate' : 'ActivityDateTime');
      return;
    }
    const duration = valueOf(work, layout, 'durationinminutes');
    const givenEnd = valueOf(work, layout, 'enddatetime');
    const endGiven = isChanged(work, layout, 'enddatetime') && givenEnd instanceof Datetime;
    const durationGiven = isChanged(work, layout, 'durationinminutes') && typeof duration === 'number';
    if (work.kind === 'insert' && !endGiven && !durationGiven && !allDay) {
      missing(work, 'DurationInMinutes');
      return;
    }
    const minutes = typeof duration === 'number' ? duration : allDay ? 1440 : 0;
    // An all-day event ends on the last of its days, not at the beginning of the next.
    const end = endGiven ? givenEnd : new Datetime(start.epochMs + (allDay ? minutes - 1440 : minutes) * MINUTE);
    const actual = (end.epochMs - start.epochMs) / MINUTE + (allDay ? 1440 : 0);
    if (end.epochMs < start.epochMs) {
      work.errors.push(
        rowError('FIELD_INTEGRITY_EXCEPTION', 'End date must be on or after start date', ['EndDateTime']),
      );
      return;
    }
    if (endGiven && durationGiven && actual !== duration) {
      const message = 'The values of DurationInMinutes, ActivityDateTime and EndDateTime are inconsistent';
      work.errors.push(rowError('FIELD_INTEGRITY_EXCEPTION', message, ['DurationInMinutes']));
      return;
    }
    setValue(work, layout, 'startdatetime', start);
    setValue(work, layout, 'activitydatetime', start);
    setValue(work, layout, 'activitydate', dateOf(start));
    setValue(work, layout, 'enddatetime', end);
    setValue(work, layout, 'enddate', dateOf(end));
    setValue(work, layout, 'durationinminutes', actual);
  },
};
