/**
 * Apex types as plain, interned values: two equal types are the same object, so `===` compares them, at compile
 * time and at run time.
 *
 * - `primitive`: Boolean, Integer, Long, Double, Decimal, String, Id, Date, Datetime, Time, Blob
 * - `object`: Object, the root of everything
 * - `platform`: a class, interface or enum of the library, e.g. `List<Account>`, `Database.SaveResult`, `Exception`
 * - `user`: a class, interface or enum written in Apex, by its qualified name, e.g. `demodesk.ContactMatcher.Key`
 * - `sobject`: `SObject` itself or a concrete object by its full API name, e.g. `demodesk__Sync_Log__c`
 * - `unknown`: a type that the local org does not know; what uses it is refused
 * - `variable`: a type parameter of a library class, e.g. the `T` of `List<T>`
 */
export type ApexTypeKind =
  'void' | 'null' | 'primitive' | 'object' | 'platform' | 'user' | 'sobject' | 'variable' | 'unknown';

export interface ApexType {
  readonly kind: ApexTypeKind;
  /** Canonical name without type arguments, in Salesforce's own capitals. */
  readonly name: string;
  readonly args: readonly ApexType[];
  /** Canonical text, e.g. `Map<Id,List<Account>>`; unique per type. */
  readonly text: string;
}

const interned = new Map<string, ApexType>();
/** Types without arguments by kind and by the names they have been asked for: most are asked for very often. */
const byName = new Map<ApexTypeKind, Map<string, ApexType>>();

/** The one instance of a type. */
export const apexType = (kind: ApexTypeKind, name: string, args: readonly ApexType[] = []): ApexType => {
  if (args.length > 0) return intern(kind, name, args);
  let ofKind = byName.get(kind);
  if (!ofKind) byName.set(kind, (ofKind = new Map<string, ApexType>()));
  let type = ofKind.get(name);
  if (!type) ofKind.set(name, (type = intern(kind, name, args)));
  return type;
};

const intern = (kind: ApexTypeKind, name: string, args: readonly ApexType[]): ApexType => {
  const text = args.length === 0 ? name : `${name}<${args.map((a) => a.text).join(',')}>`;
  const key = `${kind}:${text.toLowerCase()}`;
  let type = interned.get(key);
  if (!type) {
    type = Object.freeze({ kind, name, args: Object.freeze([...args]), text });
    interned.set(key, type);
  }
  return type;
};

const primitive = (name: string): ApexType => apexType('primitive', name);

export const VOID = apexType('void', 'void');
export const NULL = apexType('null', 'null');
export const OBJECT = apexType('object', 'Object');
export const BOOLEAN = primitive('Boolean');
export const INTEGER = primitive('Integer');
export const LONG = primitive('Long');
export const DOUBLE = primitive('Double');
export const DECIMAL = primitive('Decimal');
export const STRING = primitive('String');
export const ID = primitive('Id');
export const DATE = primitive('Date');
export const DATETIME = primitive('Datetime');
export const TIME = primitive('Time');
export const BLOB = primitive('Blob');
export const SOBJECT = apexType('sobject', 'SObject');

export const PRIMITIVES: ReadonlyMap<string, ApexType> = new Map(
  [BOOLEAN, INTEGER, LONG, DOUBLE, DECIMAL, STRING, ID, DATE, DATETIME, TIME, BLOB].map((t) => [
    t.name.toLowerCase(),
    t,
  ]),
);

/** Every new collection asks for its type: it is looked up by the type of its elements. */
const remembered = (make: (element: ApexType) => ApexType): ((element: ApexType) => ApexType) => {
  const known = new Map<ApexType, ApexType>();
  return (element) => {
    let type = known.get(element);
    if (!type) known.set(element, (type = make(element)));
    return type;
  };
};

const mapsOf = new Map<ApexType, (value: ApexType) => ApexType>();

export const listOf = remembered((element) => apexType('platform', 'List', [element]));
export const setOf = remembered((element) => apexType('platform', 'Set', [element]));
export const mapOf = (key: ApexType, value: ApexType): ApexType => {
  let ofKey = mapsOf.get(key);
  if (!ofKey) mapsOf.set(key, (ofKey = remembered((other) => apexType('platform', 'Map', [key, other]))));
  return ofKey(value);
};
export const platformType = (name: string, ...args: ApexType[]): ApexType => apexType('platform', name, args);
export const sobjectType = (name: string): ApexType => apexType('sobject', name);
