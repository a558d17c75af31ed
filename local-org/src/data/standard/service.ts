import { transaction } from '../../runtime/transaction.ts';
import { Datetime } from '../../values/temporal.ts';
import { slotValue } from '../read.ts';
import type { StandardBehaviour } from './index.ts';
import { setValue, textOf, valueOf } from './slots.ts';

const FROM_CONTACT: readonly (readonly [caseField: string, contactField: string])[] = [
  ['contactemail', 'email'],
  ['contactphone', 'phone'],
  ['contactmobile', 'mobilephone'],
  ['contactfax', 'fax'],
];

/** Cases are closed by their status and show the details of their contact. */
export const caseBehaviour: StandardBehaviour = {
  beforeSave: (engine, work, layout) => {
    const closed = textOf(work, layout, 'status')?.toLowerCase() === 'closed';
    if (closed !== valueOf(work, layout, 'isclosed')) {
      setValue(work, layout, 'closeddate', closed ? new Datetime(Math.floor(transaction().now() / 1000) * 1000) : null);
    }
    setValue(work, layout, 'isclosed', closed);
    if (work.kind === 'insert') setValue(work, layout, 'isclosedoncreate', closed);
    const id = textOf(work, layout, 'contactid');
    const object = engine.schema.object('Contact', '');
    const table = object && engine.store.table(object);
    const contact = id === null ? undefined : table?.live(id);
    for (const [caseField, contactField] of FROM_CONTACT) {
      setValue(work, layout, caseField, contact && table ? slotValue(table.layout, contact, contactField) : null);
    }
    if (contact && table && !work.assigned.has('accountid')) {
      setValue(work, layout, 'accountid', slotValue(table.layout, contact, 'accountid'));
    }
  },
};
