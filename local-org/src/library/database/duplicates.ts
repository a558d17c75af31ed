import type { DuplicateFinding } from '../../data/database.ts';
import { transaction } from '../../runtime/transaction.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { Double } from '../../values/double.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { SObject } from '../../values/sobject.ts';
import type { PlatformClass } from '../platform-class.ts';
import { describing, refusing } from '../schema/getters.ts';

type Match = DuplicateFinding['matches'][number];
type Found = Match['records'][number];

const MATCH_RESULT = platformType('Datacloud.MatchResult');
const MATCH_RECORD = platformType('Datacloud.MatchRecord');

/** A Datacloud.DuplicateResult: what a duplicate rule found. */
export class DuplicateResult extends PlatformObject {
  readonly finding: DuplicateFinding;

  constructor(finding: DuplicateFinding) {
    super(platformType('Datacloud.DuplicateResult'));
    this.finding = finding;
  }
}

class MatchResult extends PlatformObject {
  readonly match: Match;

  constructor(match: Match) {
    super(MATCH_RESULT);
    this.match = match;
  }
}

class MatchRecord extends PlatformObject {
  readonly objectName: string;
  readonly found: Found;

  constructor(objectName: string, found: Found) {
    super(MATCH_RECORD);
    this.objectName = objectName;
    this.found = found;
  }
}

/** The record as a duplicate rule answers it: its Id, and its name for those who may see it. */
const recordOf = ({ objectName, found }: MatchRecord): SObject => {
  const { schema, database } = transaction().org;
  const object = schema.object(objectName, '');
  const stored = object && database.read(object, found.id);
  const record = new SObject(objectName).set('Id', found.id);
  const name = stored?.get('Name') ?? null;
  return name === null ? record : record.set('Name', name);
};

const none = (type: string) => (): ApexList => new ApexList(platformType(type));

/** Datacloud: what duplicate rules answer. */
export const duplicateClasses: readonly PlatformClass[] = [
  {
    name: 'Datacloud.DuplicateResult',
    kind: 'class',
    representation: DuplicateResult,
    ...describing({
      'String getDuplicateRule()': ({ finding }: DuplicateResult) => finding.rule,
      'String getDuplicateRuleEntityType()': ({ finding }: DuplicateResult) => finding.object,
      'String getErrorMessage()': ({ finding }: DuplicateResult) => finding.errorMessage,
      'List<Datacloud.MatchResult> getMatchResults()': ({ finding }: DuplicateResult) =>
        new ApexList(
          MATCH_RESULT,
          finding.matches.map((match) => new MatchResult(match)),
        ),
      'Boolean isAllowSave()': ({ finding }: DuplicateResult) => finding.allowSave,
    }),
  },
  {
    name: 'Datacloud.MatchResult',
    kind: 'class',
    representation: MatchResult,
    ...describing({
      'String getEntityType()': ({ match }: MatchResult) => match.objectName,
      'List<Database.Error> getErrors()': none('Database.Error'),
      'String getMatchEngine()': ({ match }: MatchResult) => match.engine,
      'List<Datacloud.MatchRecord> getMatchRecords()': ({ match }: MatchResult) =>
        new ApexList(
          MATCH_RECORD,
          match.records.map((found) => new MatchRecord(match.objectName, found)),
        ),
      'String getRule()': ({ match }: MatchResult) => match.rule,
      'Integer getSize()': ({ match }: MatchResult) => match.records.length,
      'Boolean isSuccess()': () => true,
    }),
  },
  {
    name: 'Datacloud.MatchRecord',
    kind: 'class',
    representation: MatchRecord,
    ...describing({
      'List<Datacloud.AdditionalInformationMap> getAdditionalInformation()': none('Datacloud.AdditionalInformationMap'),
      'List<Datacloud.FieldDiff> getFieldDiffs()': none('Datacloud.FieldDiff'),
      'Double getMatchConfidence()': ({ found }: MatchRecord) => new Double(found.confidence),
      'SObject getRecord()': recordOf,
    }),
  },
  {
    name: 'Datacloud.FieldDiff',
    kind: 'class',
    unsupported: refusing(['String getDifference()', 'String getName()']),
  },
  {
    name: 'Datacloud.AdditionalInformationMap',
    kind: 'class',
    unsupported: refusing(['String getName()', 'String getValue()']),
  },
  {
    name: 'Datacloud.FindDuplicates',
    kind: 'class',
    unsupported: ['static List<Datacloud.FindDuplicatesResult> findDuplicates(List<SObject> records)'],
  },
];
