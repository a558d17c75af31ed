import { Decimal } from '../../values/decimal.ts';
import { rowError } from '../dml/error.ts';
import { changeRow } from '../dml/create-row.ts';
import type { Engine } from '../engine.ts';
import { slotValue } from '../read.ts';
import type { StandardBehaviour } from './index.ts';
import { setValue, textOf, valueOf } from './slots.ts';

const fieldOf = (engine: Engine, objectName: string, id: string | null, field: string): unknown => {
  const object = engine.schema.object(objectName, '');
  const table = object && engine.store.table(object);
  const row = id === null ? undefined : table?.live(id);
  return table && row ? slotValue(table.layout, row, field) : null;
};

/** A price book entry shows the name and code of its product. */
export const pricebookEntryBehaviour: StandardBehaviour = {
  beforeSave: (engine, work, layout) => {
    const product = textOf(work, layout, 'product2id');
    setValue(work, layout, 'name', fieldOf(engine, 'Product2', product, 'name'));
    setValue(work, layout, 'productcode', fieldOf(engine, 'Product2', product, 'productcode'));
  },
};

/** A line needs a price: its own, its total, or that of the price book. */
export const lineItemBehaviour: StandardBehaviour = {
  beforeSave: (engine, work, layout) => {
    const entry = textOf(work, layout, 'pricebookentryid');
    if (entry === null) {
      const message = 'Required fields are missing: [PricebookEntryId]';
      work.errors.push(rowError('REQUIRED_FIELD_MISSING', message, ['PricebookEntryId']));
      return;
    }
    const list = fieldOf(engine, 'PricebookEntry', entry, 'unitprice');
    const product = fieldOf(engine, 'PricebookEntry', entry, 'product2id');
    setValue(work, layout, 'listprice', list);
    setValue(work, layout, 'product2id', product);
    setValue(work, layout, 'productcode', fieldOf(engine, 'PricebookEntry', entry, 'productcode'));
    const opportunity = fieldOf(engine, 'Opportunity', textOf(work, layout, 'opportunityid'), 'name');
    const productName = fieldOf(engine, 'PricebookEntry', entry, 'name');
    setValue(work, layout, 'name', [opportunity, productName].filter((name) => typeof name === 'string').join(' '));
    const quantity = valueOf(work, layout, 'quantity');
    const total = valueOf(work, layout, 'totalprice');
    const discount = valueOf(work, layout, 'discount');
    if (!(quantity instanceof Decimal)) return;
    const givenTotal = work.assigned.has('totalprice') && !work.assigned.has('unitprice') && total instanceof Decimal;
    if (givenTotal && quantity.unscaled !== 0n) setValue(work, layout, 'unitprice', total.dividedBy(quantity, 2));
    const price = valueOf(work, layout, 'unitprice') ?? list;
    if (!(price instanceof Decimal)) return;
    setValue(work, layout, 'unitprice', price);
    const subtotal = price.times(quantity).withScale(2);
    setValue(work, layout, 'subtotal', subtotal);
    const rest = Decimal.fromInteger(100).minus(discount instanceof Decimal ? discount : Decimal.fromInteger(0));
    setValue(work, layout, 'totalprice', subtotal.times(rest).dividedBy(Decimal.fromInteger(100), 2));
  },
  afterSave: (engine, work, layout) => {
    const opportunity = textOf(work, layout, 'opportunityid');
    const slot = layout.slots.get('opportunityid') ?? -1;
    const total = layout.slots.get('totalprice') ?? -1;
    if (opportunity === null) return;
    const table = engine.store.table(work.object);
    const amount = table
      .idsWith(slot, opportunity)
      .map((id) => table.get(id)?.[total])
      .reduce<Decimal>((sum, value) => (value instanceof Decimal ? sum.plus(value) : sum), Decimal.fromInteger(0));
    changeRow(engine, 'Opportunity', opportunity, { amount, hasopportunitylineitem: true });
  },
};
