/** How two values of a field are compared. All but `Exact` are approximations of Salesforce's fuzzy methods. */
export type MatchingMethod =
  'Exact' | 'FirstName' | 'LastName' | 'CompanyName' | 'Phone' | 'City' | 'Street' | 'Zip' | 'Title';

export interface MatchingRuleItem {
  /** Full API name of a field of the rule's object; the name of the parent counts for a reference. */
  readonly field: string;
  readonly method: MatchingMethod;
  /** What two values of which one or both are empty mean. */
  readonly blanks: 'differ' | 'equalWhenBothEmpty' | 'equal';
}

/** What makes two records of an object look like the same thing. */
export interface MatchingRule {
  readonly developerName: string;
  readonly label: string;
  readonly description: string | null;
  /** Full API name. */
  readonly object: string;
  readonly active: boolean;
  readonly items: readonly MatchingRuleItem[];
  /** e.g. `1 AND (2 OR 3)`, items counted from one; absent = all of them. */
  readonly logic?: string;
}

/** One condition under which a duplicate rule applies to a record. */
export interface DuplicateRuleFilter {
  readonly field: string;
  readonly operation: string;
  readonly value: string;
}

/** What happens when a duplicate is being saved: it is refused, refused unless the caller insists, or let through. */
export type DuplicateAction = 'block' | 'alert' | 'report';

export interface DuplicateRule {
  readonly developerName: string;
  readonly label: string;
  /** Full API name of the object whose records it looks at. */
  readonly object: string;
  readonly active: boolean;
  readonly sortOrder: number;
  readonly onCreate: DuplicateAction;
  readonly onEdit: DuplicateAction;
  readonly alertText: string;
  /** Whether only records that the running user may see count as duplicates. */
  readonly enforceSharing: boolean;
  readonly filters: readonly DuplicateRuleFilter[];
  readonly filterLogic?: string;
  readonly matches: readonly {
    readonly rule: MatchingRule;
    /** Field of the record being saved by lower-cased field of the rule's object, where their objects differ. */
    readonly mapping: ReadonlyMap<string, string>;
  }[];
}
