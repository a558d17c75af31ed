import { createOrg, type LocalOrg } from '../../local-org/src/org.ts';
import { runTransaction } from '../../local-org/src/runtime/execute.ts';
import type { MethodInfo } from '../../local-org/src/runtime/program.ts';
import { USER_IDS } from '../../local-org/src/security/ids-of-the-org.ts';
import { deliverThroughTrigger, type DeliveredBatch } from './trigger-runs.ts';

const MEETINGS = [1, 50, 200] as const;
/** What one batch may cost, however many meetings are in it. */
const BUDGET = { soqlQueries: 35, dmlStatements: 25 };

interface Cost {
  readonly soqlQueries: number;
  readonly soqlRows: number;
  readonly dmlStatements: number;
  readonly dmlRows: number;
}

const parseCost = (json: string): Cost => {
  const counts = new Map<string, unknown>(Object.entries(JSON.parse(json) as object));
  const count = (name: string): number => {
    const value = counts.get(name);
    if (typeof value !== 'number') throw new TypeError(`GovernorCost does not say ${name}: ${json}`);
    return value;
  };
  return {
    soqlQueries: count('soqlQueries'),
    soqlRows: count('soqlRows'),
    dmlStatements: count('dmlStatements'),
    dmlRows: count('dmlRows'),
  };
};

/** Ends a measurement: what it wrote is undone. */
class Undo extends Error {}

const measuringMethod = (org: LocalOrg, wanted: string): MethodInfo => {
  const measured = org.program.classes
    .find(({ type }) => type.name.split('.').at(-1) === 'GovernorCost')
    ?.methods.find(({ name }) => name === wanted);
  if (!measured) throw new Error(`The Apex class GovernorCost has no method ${wanted}`);
  return measured;
};

const measure = (org: LocalOrg, method: MethodInfo, meetings: number): Cost => {
  const answers: unknown[] = [];
  const test = { started: false, stopped: false, seeAllData: false };
  try {
    runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous', test }, () => {
      answers.push(method.call(null, [meetings]));
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return parseCost(String(answers[0]));
};

const isConstant = (costs: readonly Cost[]): boolean =>
  new Set(costs.map(({ soqlQueries, dmlStatements }) => `${soqlQueries}/${dmlStatements}`)).size === 1;

/** The largest part of a limit that one transaction used, as the trigger cuts the batch. */
const describeRuns = (name: string, { runs, rows }: DeliveredBatch): string =>
  [
    `${name} through the trigger, ${MEETINGS.at(-1) ?? 0} at once`,
    ...runs.map(
      ({ most }) => `  one transaction: at most ${Math.round(most.share * 100)} % of a limit (${most.limit})`,
    ),
    `  left behind: ${JSON.stringify(rows)}`,
  ].join('\n');

const row = (cells: readonly (string | number)[]): string => cells.map((cell) => String(cell).padStart(14)).join('');

/**
 * SOQL queries and DML statements of one batch of 1, 50 and 200 meetings (8 attendees, 5 action items, 10 mappings on
 * 4 objects, matching and creation of contacts switched on), counted by the local org while it runs the package's Apex.
 * Then 200 of them at once through the event trigger, which takes as many as fit and has the rest sent again.
 */
export const governor = (): Promise<object> => {
  const org = createOrg({
    projectDir: process.cwd(),
    tolerant: true,
    features: { sharedActivities: true, enhancedNotes: true },
  });
  const costsOf = (wanted: string): (Cost & { meetings: number })[] => {
    const method = measuringMethod(org, wanted);
    return MEETINGS.map((meetings) => ({ meetings, ...measure(org, method, meetings) }));
  };
  const batches = { newMeetings: costsOf('ofNewAsJson'), changedMeetings: costsOf('ofChangedAsJson') };
  for (const [name, costs] of Object.entries(batches)) {
    console.error(name);
    console.error(row(['meetings', 'SOQL queries', 'SOQL rows', 'DML stmts', 'DML rows']));
    for (const { meetings, soqlQueries, soqlRows, dmlStatements, dmlRows } of costs) {
      console.error(row([meetings, soqlQueries, soqlRows, dmlStatements, dmlRows]));
    }
  }
  const throughTrigger = deliverThroughTrigger(process.cwd(), MEETINGS.at(-1) ?? 0);
  for (const [name, delivered] of Object.entries(throughTrigger)) console.error(describeRuns(name, delivered));
  const all = Object.values(batches).flat();
  return Promise.resolve({
    ...batches,
    throughTrigger,
    constant: Object.values(batches).every(isConstant),
    budget: BUDGET,
    withinBudget: all.every(
      ({ soqlQueries, dmlStatements }) => soqlQueries <= BUDGET.soqlQueries && dmlStatements <= BUDGET.dmlStatements,
    ),
  });
};
