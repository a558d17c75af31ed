import { createField, type FieldSketch } from '../field.ts';
import type { FieldDefinition, FieldType, ObjectDefinition, PicklistValue } from '../model.ts';

/**
 * Standard objects are written as tables, one line a field:
 *
 * ```
 * object Contact 003 "Contact" "Contacts" owner recordTypes viewed activity
 * LastName   string(80)   required
 * Email      email        idLookup
 * AccountId  reference(Account)  children(Contacts)  cascade
 * LeadSource picklist(Web|Phone Inquiry)
 * address    Mailing
 * ```
 *
 * The first line names the object, its key prefix, its labels and the groups of system fields it has. A field's
 * label follows from its name unless the line ends with one in quotes. `*` after a picklist value marks the
 * default, `!` before `picklist` a restricted one.
 */
const TOKEN = /"[^"]*"|[!A-Za-z0-9_]+(?:\([^)]*\))?/g;

interface Word {
  readonly name: string;
  readonly argument: string | undefined;
}

const words = (line: string): Word[] =>
  (line.match(TOKEN) ?? []).map((token) => {
    if (token.startsWith('"')) return { name: '"', argument: token.slice(1, -1) };
    const open = token.indexOf('(');
    return open < 0
      ? { name: token, argument: undefined }
      : { name: token.slice(0, open), argument: token.slice(open + 1, -1) };
  });

/** `AccountId` -> `Account ID`, `IsWon` -> `Is Won`. */
const labelOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/\bId$/, 'ID');

const sized = (argument: string | undefined, fallback: string): [number, number] => {
  const [a = 0, b = 0] = (argument ?? fallback).split(',').map(Number);
  return [a, b];
};

const picklist = (argument: string | undefined): readonly PicklistValue[] =>
  (argument ?? '')
    .split('|')
    .filter((text) => text !== '')
    .map((text) => {
      const defaultValue = text.endsWith('*');
      const value = defaultValue ? text.slice(0, -1) : text;
      return { value, label: value, active: true, defaultValue };
    });

/** How each type word of a table becomes part of a field definition. */
const TYPES: Readonly<Record<string, (argument: string | undefined) => Partial<FieldSketch> & { type: FieldType }>> = {
  id: () => ({ type: 'id', length: 18 }),
  string: (a) => ({ type: 'string', length: sized(a, '255')[0] }),
  encryptedstring: (a) => ({ type: 'encryptedstring', length: sized(a, '175')[0] }),
  textarea: (a) => ({ type: 'textarea', length: sized(a, '255')[0] }),
  longtext: (a) => ({ type: 'textarea', length: sized(a, '32000')[0], filterable: false, sortable: false }),
  richtext: (a) => ({
    type: 'textarea',
    length: sized(a, '32000')[0],
    filterable: false,
    sortable: false,
    htmlFormatted: true,
  }),
  email: (a) => ({ type: 'email', length: sized(a, '80')[0] }),
  phone: (a) => ({ type: 'phone', length: sized(a, '40')[0] }),
  url: (a) => ({ type: 'url', length: sized(a, '255')[0] }),
  boolean: () => ({ type: 'boolean', nillable: false, defaultValue: 'false' }),
  int: (a) => ({ type: 'int', precision: sized(a, '9')[0] }),
  long: () => ({ type: 'long', precision: 18 }),
  double: (a) => ({ type: 'double', precision: sized(a, '18,2')[0], scale: sized(a, '18,2')[1] }),
  currency: (a) => ({ type: 'currency', precision: sized(a, '18,2')[0], scale: sized(a, '18,2')[1] }),
  percent: (a) => ({ type: 'percent', precision: sized(a, '3,0')[0], scale: sized(a, '3,0')[1] }),
  date: () => ({ type: 'date' }),
  datetime: () => ({ type: 'datetime' }),
  time: () => ({ type: 'time' }),
  picklist: (a) => ({ type: 'picklist', length: 255, picklistValues: picklist(a) }),
  '!picklist': (a) => ({ type: 'picklist', length: 255, picklistValues: picklist(a), restrictedPicklist: true }),
  combobox: (a) => ({ type: 'combobox', length: 255, picklistValues: picklist(a) }),
  multipicklist: (a) => ({ type: 'multipicklist', length: 4099, picklistValues: picklist(a) }),
  reference: (a) => ({ type: 'reference', length: 18, referenceTo: (a ?? '').split('|') }),
  junction: (a) => ({
    type: 'junctionIdList',
    referenceTo: (a ?? '').split('|'),
    filterable: false,
    sortable: false,
    groupable: false,
  }),
  any: () => ({ type: 'anyType', filterable: false, sortable: false }),
  base64: () => ({ type: 'base64', filterable: false, sortable: false }),
  compound: () => ({ type: 'address', createable: false, updateable: false, sortable: false }),
  location: () => ({ type: 'location', createable: false, updateable: false, sortable: false }),
};

/** How each word after the type changes a field definition. */
const ATTRIBUTES: Readonly<Record<string, (argument: string | undefined) => Partial<FieldSketch>>> = {
  required: () => ({ nillable: false }),
  readonly: () => ({ createable: false, updateable: false }),
  createonly: () => ({ updateable: false }),
  updateonly: () => ({ createable: false }),
  calculated: () => ({ createable: false, updateable: false, calculated: true }),
  idLookup: () => ({ idLookup: true }),
  unique: () => ({ unique: true }),
  external: () => ({ externalId: true, idLookup: true }),
  nameField: () => ({ nameField: true }),
  default: (a) => ({ defaultValue: a ?? '' }),
  defaulted: () => ({ defaultedOnCreate: true, nillable: false }),
  auto: (a) => ({ autoNumber: true, displayFormat: a ?? '{0}', createable: false, updateable: false }),
  as: (a) => ({ relationshipName: a ?? '' }),
  children: (a) => ({ childRelationshipName: a ?? '' }),
  cascade: () => ({ deleteConstraint: 'Cascade' }),
  restrict: () => ({ deleteConstraint: 'Restrict' }),
  detail: () => ({ masterDetail: true, deleteConstraint: 'Cascade', nillable: false }),
  unfiltered: () => ({ filterable: false, sortable: false }),
};

const parseField = (line: string, object: string): FieldDefinition => {
  const [name, type, ...attributes] = words(line);
  const makeType = TYPES[type?.name ?? ''];
  if (!name || !type || !makeType) throw new Error(`Malformed field of ${object}: ${line}`);
  let sketch: FieldSketch = { name: name.name, label: labelOf(name.name), ...makeType(type.argument) };
  if (sketch.type === 'reference' && sketch.name.endsWith('Id')) {
    sketch = { ...sketch, relationshipName: sketch.name.slice(0, -2) };
  }
  for (const { name: word, argument } of attributes) {
    if (word === '"') {
      sketch = { ...sketch, label: argument ?? '' };
      continue;
    }
    const change = ATTRIBUTES[word];
    if (!change) throw new Error(`Unknown word ${word} in a field of ${object}: ${line}`);
    sketch = { ...sketch, ...change(argument) };
  }
  return createField(sketch);
};

const addressLines = (prefix: string): string[] => {
  const label = labelOf(prefix);
  const named = (part: string): string => `"${`${label} ${part}`.trim()}"`;
  return [
    `${prefix}Street textarea(255) ${named('Street')}`,
    `${prefix}City string(40) ${named('City')}`,
    `${prefix}State string(80) ${named('State/Province')}`,
    `${prefix}PostalCode string(20) ${named('Zip/Postal Code')}`,
    `${prefix}Country string(80) ${named('Country')}`,
    `${prefix}Latitude double(18,15) ${named('Latitude')}`,
    `${prefix}Longitude double(18,15) ${named('Longitude')}`,
    `${prefix}GeocodeAccuracy !picklist(Address|NearAddress|Block|Street|ExtendedZip|Zip|Neighborhood|City|County|State|Unknown) ${named('Geocode Accuracy')}`,
    `${prefix}Address compound ${named('Address')}`,
  ];
};

const AUDIT = [
  'CreatedDate datetime required readonly',
  'CreatedById reference(User) required readonly',
  'LastModifiedDate datetime required readonly',
  'LastModifiedById reference(User) required readonly',
  'SystemModstamp datetime required readonly',
];

/** Groups of system fields by the word that gives them to an object. */
const SYSTEM_FIELDS: Readonly<Record<string, readonly string[]>> = {
  audit: AUDIT,
  deletable: ['IsDeleted boolean readonly "Deleted"'],
  owner: ['OwnerId reference(User) defaulted "Owner ID"'],
  queueOwner: ['OwnerId reference(Group|User) defaulted "Owner ID"'],
  recordTypes: ['RecordTypeId reference(RecordType) "Record Type ID"'],
  activity: ['LastActivityDate date readonly "Last Activity"'],
  event: [
    'ReplayId string(1000) readonly "Replay ID"',
    'EventUuid string(36) readonly "Event UUID"',
    'CreatedDate datetime required readonly',
    'CreatedById reference(User) required readonly',
  ],
  viewed: ['LastViewedDate datetime readonly', 'LastReferencedDate datetime readonly'],
};

/** The system fields of a custom object, beside its name field. */
export const systemFields = (groups: readonly string[]): FieldDefinition[] =>
  groups.flatMap((group) => (SYSTEM_FIELDS[group] ?? []).map((line) => parseField(line, group)));

export const idField = (): FieldDefinition =>
  createField({
    name: 'Id',
    label: 'Record ID',
    type: 'id',
    length: 18,
    nillable: false,
    createable: false,
    updateable: false,
    idLookup: true,
  });

const parseObject = (block: string): ObjectDefinition => {
  const [header = '', ...lines] = block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [name, prefix, label, plural, ...traits] = words(header);
  if (!name || !prefix || label?.name !== '"' || plural?.name !== '"') throw new Error(`Malformed object: ${header}`);
  const groups = traits.map((t) => t.name);
  const is = (trait: string): boolean => groups.includes(trait);
  const system = is('bare') || is('event') ? groups : ['deletable', 'audit', ...groups];
  const own = lines.flatMap((line) => {
    const [first, second] = words(line);
    return first?.name === 'address' ? addressLines(second?.name === 'none' ? '' : (second?.name ?? '')) : [line];
  });
  const fields = [
    ...(is('event') ? [] : [idField()]),
    ...own.map((line) => parseField(line, name.name)),
    ...systemFields(system),
  ];
  return {
    name: name.name,
    label: label.argument ?? '',
    labelPlural: plural.argument ?? '',
    kind: is('event') ? 'event' : 'standard',
    keyPrefix: prefix.name,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    recordTypes: [],
    validationRules: [],
    sharingModel: is('controlled') ? 'ControlledByParent' : 'ReadWrite',
    createable: !is('fixed') && !is('noCreate'),
    updateable: !is('fixed') && !is('noUpdate') && !is('event'),
    deletable: !is('fixed') && !is('noDelete') && !is('event'),
    queryable: !is('event'),
    ...(is('event') ? { publishBehavior: 'PublishImmediately' } : {}),
  };
};

/** Reads tables of standard objects; blocks start with the word `object`. */
export const standardObjects = (tables: string): ObjectDefinition[] =>
  tables
    .split(/^\s*object /m)
    .slice(1)
    .map(parseObject);
