import { parseSearch } from '../../apex/parser/sosl.ts';
import { SoqlSyntaxError } from '../../apex/parser/soql.ts';
import type { AccessMode } from '../../data/database.ts';
import { transaction } from '../../runtime/transaction.ts';
import { executeSearch } from '../../sosl/execute.ts';
import { platformType } from '../../types/apex-type.ts';
import { ApexList } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { SObjectTypeToken } from '../../values/schema-token.ts';
import { sobjectTypeToken } from '../../values/schema-token.ts';
import type { SObject } from '../../values/sobject.ts';
import type { AccessLevel } from '../database/access-level.ts';
import { callerScope } from '../database/caller-scope.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';

const run = (text: string | null, access: AccessMode): ApexList => {
  let parsed: ReturnType<typeof parseSearch>;
  try {
    parsed = parseSearch(required(text));
  } catch (error) {
    if (error instanceof SoqlSyntaxError) throw exception('QueryException', error.message);
    throw error;
  }
  const scope = callerScope();
  const binds = parsed.binds.map((bind) => scope.resolve(bind));
  return executeSearch(parsed.search, { binds, access, sharing: scope.sharing });
};

/** A Search.SearchResult. */
class SearchResult extends PlatformObject {
  readonly record: SObject;

  constructor(record: SObject) {
    super(platformType('Search.SearchResult'));
    this.record = record;
  }
}

/** A Search.SearchResults. */
class SearchResults extends PlatformObject {
  /** By lower-cased name of the object. */
  readonly lists = new Map<string, ApexList>();

  constructor(found: ApexList) {
    super(platformType('Search.SearchResults'));
    for (const list of found.items as ApexList[]) {
      const results = list.items.map((record) => new SearchResult(record as SObject));
      const name = list.apexType.args[0]?.name.toLowerCase() ?? '';
      this.lists.set(name, new ApexList(platformType('Search.SearchResult'), results));
    }
  }
}

const resultsOf = (self: SearchResults, type: SObjectTypeToken | null): ApexList => {
  const name = dereferenced(type).objectName.toLowerCase();
  return self.lists.get(name) ?? new ApexList(platformType('Search.SearchResult'));
};

const byName = (name: string | null): SObjectTypeToken => {
  const { schema, namespace } = transaction().org;
  return sobjectTypeToken(schema.object(required(name), namespace)?.name ?? required(name));
};

/** System.Search and its results. */
export const searchClasses: readonly PlatformClass[] = [
  {
    name: 'Search',
    kind: 'class',
    statics: {
      'List<List<SObject>> query(String searchText)': (text: string | null) => run(text, 'system'),
      'List<List<SObject>> query(String searchText, AccessLevel accessLevel)': (
        text: string | null,
        access: AccessLevel | null,
      ) => run(text, dereferenced(access).mode),
      'Search.SearchResults find(String searchText)': (text: string | null) => new SearchResults(run(text, 'system')),
      'Search.SearchResults find(String searchText, AccessLevel accessLevel)': (
        text: string | null,
        access: AccessLevel | null,
      ) => new SearchResults(run(text, dereferenced(access).mode)),
    },
    unsupported: [
      'static Search.SuggestionResults suggest(String searchQuery, String sObjectType, Search.SuggestionOption suggestions)',
      'static Search.SuggestionResults suggest(String searchQuery, String sObjectType, Search.SuggestionOption suggestions, AccessLevel accessLevel)',
    ],
  },
  {
    name: 'Search.SearchResults',
    kind: 'class',
    representation: SearchResults,
    methods: {
      'List<Search.SearchResult> get(Schema.SObjectType sObjectType)': resultsOf,
      'List<Search.SearchResult> get(String sObjectType)': (self: SearchResults, name: string | null) =>
        resultsOf(self, byName(name)),
    },
  },
  {
    name: 'Search.SearchResult',
    kind: 'class',
    representation: SearchResult,
    methods: { 'SObject getSObject()': (self: SearchResult) => self.record },
    unsupported: ['String getSnippet(String fieldName)', 'String getSnippet()'],
  },
];
