import { STRING, type ApexType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import type { PlatformClass } from '../platform-class.ts';
import { properties, ValueObject } from '../value-object.ts';

/** Capitals as in the properties; a list is never null. */
const LISTS = ['ChangedFields', 'DiffFields', 'NulledFields', 'RecordIds'];
const TEXTS = ['ChangeOrigin', 'ChangeType', 'CommitUser', 'EntityName', 'TransactionKey'];

const DECLARATIONS = [
  ...LISTS.map((name) => `List<String> ${name}`),
  ...TEXTS.map((name) => `String ${name}`),
  'Long CommitNumber',
  'Long CommitTimestamp',
  'Integer SequenceNumber',
];

/** `getX()` and `setX(value)`, with Salesforce's capitals. */
const methods = Object.fromEntries(
  DECLARATIONS.flatMap((declaration) => {
    const [type = '', name = ''] = declaration.split(' ');
    return [
      [`${type} get${name}()`, (self: ValueObject): unknown => self.get(name)],
      [`void set${name}(${type} value)`, (self: ValueObject, value: unknown): void => self.set(name, value)],
    ];
  }),
);

/** EventBus.ChangeEventHeader: what changed, in change events. Source: Apex Reference Guide, "ChangeEventHeader Class". */
export const changeEventHeaderClass: PlatformClass = {
  name: 'EventBus.ChangeEventHeader',
  kind: 'class',
  constructors: {
    '()': (type: ApexType) =>
      new ValueObject(type, Object.fromEntries(LISTS.map((name) => [name, new ApexList(STRING)]))),
  },
  methods: {
    ...methods,
    'Boolean isTransactionEnd()': (self: ValueObject) => self.get('TransactionEnd') ?? false,
    'void setTransactionEnd(Boolean value)': (self: ValueObject, value: unknown) => self.set('TransactionEnd', value),
  },
  properties: properties([...DECLARATIONS, 'Boolean TransactionEnd']),
};
