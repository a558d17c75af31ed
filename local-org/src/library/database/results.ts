import type { DmlRowError, DmlRowResult } from '../../data/database.ts';
import { platformType, STRING } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { DuplicateResult } from './duplicates.ts';
import { statusCode } from '../system/status-code.ts';

const ERROR_TYPE = platformType('Database.Error');
const DUPLICATE_ERROR_TYPE = platformType('Database.DuplicateError');

/** A Database.Error. */
export class DatabaseError extends PlatformObject {
  readonly error: DmlRowError;

  constructor(error: DmlRowError) {
    super(error.duplicate ? DUPLICATE_ERROR_TYPE : ERROR_TYPE);
    this.error = error;
  }

  /** Names of the fields at fault. */
  get fields(): ApexList {
    return new ApexList(STRING, [...this.error.fields]);
  }
}

/** The kinds of results by the statement that makes them. */
export type ResultKind =
  'SaveResult' | 'UpsertResult' | 'DeleteResult' | 'UndeleteResult' | 'MergeResult' | 'EmptyRecycleBinResult';

/** A Database.SaveResult, UpsertResult, ... */
export class DmlResult extends PlatformObject {
  readonly row: DmlRowResult;
  readonly errors: ApexList;
  /** Merge: the ids that the master has taken in. */
  readonly mergedIds: readonly string[];

  constructor(kind: ResultKind, row: DmlRowResult, mergedIds: readonly string[] = []) {
    super(platformType(`Database.${kind}`));
    this.row = row;
    this.mergedIds = mergedIds;
    this.errors = new ApexList(
      ERROR_TYPE,
      row.errors.map((error) => new DatabaseError(error)),
    );
  }
}

const getErrors = (self: DmlResult): ApexList => self.errors;
const getId = (self: DmlResult): string | null => self.row.id;
const isSuccess = (self: DmlResult): boolean => self.row.success;
const isCreated = (self: DmlResult): boolean => self.row.created;

const resultClass = (
  kind: ResultKind,
  extra: NonNullable<PlatformClass['methods']> = {},
  properties: NonNullable<PlatformClass['properties']> = {},
): PlatformClass => ({
  name: `Database.${kind}`,
  kind: 'class',
  representation: DmlResult,
  methods: {
    'List<Database.Error> getErrors()': getErrors,
    'Id getId()': getId,
    'Boolean isSuccess()': isSuccess,
    ...extra,
  },
  properties: {
    'List<Database.Error> Errors': { get: getErrors },
    'Id Id': { get: getId },
    'Boolean Success': { get: isSuccess },
    ...properties,
  },
});

const merged = (self: DmlResult): ApexList => new ApexList(STRING, [...self.mergedIds]);
const noIds = (): ApexList => new ApexList(STRING);

const fieldsOf = (self: DatabaseError): ApexList => self.fields;
const messageOf = (self: DatabaseError): string => self.error.message;
const codeOf = (self: DatabaseError): unknown => statusCode(self.error.statusCode);

const duplicateOf = ({ error }: DatabaseError): DuplicateResult | null =>
  error.duplicate ? new DuplicateResult(error.duplicate) : null;

/** Database.Error and the results of DML. */
export const resultClasses: readonly PlatformClass[] = [
  {
    name: 'Database.Error',
    kind: 'class',
    representation: DatabaseError,
    methods: {
      'List<String> getFields()': fieldsOf,
      'String getMessage()': messageOf,
      'StatusCode getStatusCode()': codeOf,
    },
    properties: {
      'List<String> Fields': { get: fieldsOf },
      'String Message': { get: messageOf },
      'StatusCode StatusCode': { get: codeOf },
    },
  },
  {
    name: 'Database.DuplicateError',
    kind: 'class',
    extends: 'Database.Error',
    representation: DatabaseError,
    methods: { 'Datacloud.DuplicateResult getDuplicateResult()': duplicateOf },
    properties: { 'Datacloud.DuplicateResult DuplicateResult': { get: duplicateOf } },
  },
  resultClass('SaveResult'),
  resultClass('UpsertResult', { 'Boolean isCreated()': isCreated }, { 'Boolean Created': { get: isCreated } }),
  resultClass('DeleteResult'),
  resultClass('UndeleteResult'),
  resultClass('EmptyRecycleBinResult'),
  resultClass(
    'MergeResult',
    { 'List<String> getMergedRecordIds()': merged, 'List<String> getUpdatedRelatedIds()': noIds },
    { 'List<String> MergedRecordIds': { get: merged }, 'List<String> UpdatedRelatedIds': { get: noIds } },
  ),
];
