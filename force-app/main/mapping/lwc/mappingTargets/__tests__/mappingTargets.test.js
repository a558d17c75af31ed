import { keyOf, optionOf } from 'c/mappingTargets';

describe('c/mappingTargets', () => {
  it('tells two ways to one object apart', () => {
    expect(keyOf({ objectName: 'Case', linkField: 'AccountId' })).not.toBe(keyOf({ objectName: 'Case' }));
  });

  it('says which way leads to the object, and marks a custom one', () => {
    expect(optionOf({ objectName: 'Account', label: 'Account' })).toEqual({
      value: 'Account|',
      label: 'Account',
      detail: 'Account',
      marks: [],
    });
    expect(
      optionOf({ objectName: 'Room__c', label: 'Room', linkField: 'Deal__c', linkLabel: 'Deal', isCustom: true }),
    ).toEqual({
      value: 'Room__c|Deal__c',
      label: 'Room',
      detail: 'c.Map_Object_Via',
      marks: ['c.Map_Custom'],
    });
    expect(optionOf({ objectName: 'Lead', label: 'Lead', isOutboundOnly: true }).detail).toBe('c.Map_Object_Outbound');
  });
});
