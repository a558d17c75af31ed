import { createRow } from '../dml/create-row.ts';
import type { Engine } from '../engine.ts';
import { Decimal } from '../../values/decimal.ts';
import { transaction } from '../../runtime/transaction.ts';
import { ApexDate, Datetime } from '../../values/temporal.ts';
import { fieldKey } from '../store/value-key.ts';
import type { StandardBehaviour } from './index.ts';
import { opportunityStages, type Stage } from './stages.ts';
import { isChanged, setValue, textOf, valueOf } from './slots.ts';

const stageOf = (engine: Engine, name: string): Stage | undefined =>
  opportunityStages(engine.schema).find((stage) => stage.name.toLowerCase() === name.toLowerCase());

const HUNDRED = Decimal.fromInteger(100);

/** Stage decides closed, won, probability and forecast category; date decides the fiscal period. */
export const opportunityBehaviour: StandardBehaviour = {
  beforeSave: (engine, work, layout) => {
    const name = textOf(work, layout, 'stagename');
    const stage = name === null ? undefined : stageOf(engine, name);
    if (stage && isChanged(work, layout, 'stagename')) {
      setValue(work, layout, 'isclosed', stage.closed);
      setValue(work, layout, 'iswon', stage.won);
      if (!work.assigned.has('probability') || !isChanged(work, layout, 'probability')) {
        setValue(work, layout, 'probability', Decimal.fromInteger(stage.probability));
      }
      if (!work.assigned.has('forecastcategoryname') || !isChanged(work, layout, 'forecastcategoryname')) {
        setValue(work, layout, 'forecastcategoryname', stage.forecastCategoryName);
      }
      setValue(work, layout, 'forecastcategory', stage.forecastCategory);
      if (work.kind === 'update') {
        const now = new Datetime(Math.floor(transaction().now() / 1000) * 1000);
        setValue(work, layout, 'laststagechangedate', now);
      }
    }
    const amount = valueOf(work, layout, 'amount');
    const probability = valueOf(work, layout, 'probability');
    const expected =
      amount instanceof Decimal && probability instanceof Decimal
        ? amount.times(probability).dividedBy(HUNDRED, 2)
        : null;
    setValue(work, layout, 'expectedrevenue', expected);
    const close = valueOf(work, layout, 'closedate');
    if (close instanceof ApexDate) {
      const date = new Date(close.epochDay * 86_400_000);
      const quarter = Math.floor(date.getUTCMonth() / 3) + 1;
      setValue(work, layout, 'fiscalyear', date.getUTCFullYear());
      setValue(work, layout, 'fiscalquarter', quarter);
      setValue(work, layout, 'fiscal', `${date.getUTCFullYear()} ${quarter}`);
    }
  },
  afterSave: (engine, work, layout) => {
    const contact = textOf(work, layout, 'contactid');
    if (work.kind !== 'insert' || contact === null) return;
    createRow(engine, 'OpportunityContactRole', { opportunityid: work.id, contactid: contact, isprimary: true });
  },
};

/** An opportunity has one primary contact: making another one primary takes it from the first. */
export const contactRoleBehaviour: StandardBehaviour = {
  afterSave: (engine, work, layout) => {
    if (valueOf(work, layout, 'isprimary') !== true) return;
    const table = engine.store.table(work.object);
    const slot = layout.slots.get('opportunityid') ?? -1;
    const primary = layout.slots.get('isprimary') ?? -1;
    const field = layout.fields[slot];
    if (!field) return;
    for (const id of table.idsWith(slot, fieldKey(field, work.values[slot]))) {
      const row = table.live(id);
      if (id !== work.id && row?.[primary] === true) engine.store.put(table, id, row.with(primary, false));
    }
  },
};
