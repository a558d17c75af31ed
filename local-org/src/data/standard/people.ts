import type { StandardBehaviour } from './index.ts';
import { refuseContactOfPersonAccount } from './person-accounts.ts';
import { setValue, textOf } from './slots.ts';

/** People are named by their first and last name. */
export const personBehaviour: StandardBehaviour = {
  beforeSave: (_engine, work, layout) => {
    const parts = [textOf(work, layout, 'firstname'), textOf(work, layout, 'lastname')];
    setValue(work, layout, 'name', parts.filter((part) => part !== null).join(' ') || null);
    if (work.object.name === 'Contact') {
      refuseContactOfPersonAccount(work, layout);
      setValue(work, layout, 'isemailbounced', textOf(work, layout, 'emailbouncedreason') !== null);
    }
    if (work.object.name !== 'User' || work.kind !== 'insert') return;
    setValue(work, layout, 'usertype', textOf(work, layout, 'usertype') ?? 'Standard');
    const nickname = textOf(work, layout, 'communitynickname');
    setValue(
      work,
      layout,
      'communitynickname',
      nickname ?? textOf(work, layout, 'username')?.split('@')[0]?.slice(0, 40),
    );
  },
};
