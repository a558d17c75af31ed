import { BadRequest } from './api-error.ts';
import type { SampleRecording } from './sample-recordings.ts';

type Facts = SampleRecording['recording'];
type Test = (values: readonly string[], wanted: readonly string[]) => boolean;

/** Times are compared as times and numbers as numbers, whatever their spelling. */
const comparable = (text: string): number | string => {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text.toLowerCase() : time;
};

const equals = (one: string, other: string): boolean => comparable(one) === comparable(other);
const anyEqual: Test = (values, wanted) => values.some((value) => wanted.some((other) => equals(value, other)));
const compare =
  (holds: (one: number | string, other: number | string) => boolean): Test =>
  (values, [bound = '']) =>
    values.some((value) => holds(comparable(value), comparable(bound)));

/** Ransack's operators, as far as Demodesk's API description lists them. */
const OPERATORS: Record<string, Test> = {
  eq: anyEqual,
  in: anyEqual,
  not_eq: (values, wanted) => !anyEqual(values, wanted),
  not_in: (values, wanted) => !anyEqual(values, wanted),
  lt: compare((one, other) => one < other),
  lteq: compare((one, other) => one <= other),
  gt: compare((one, other) => one > other),
  gteq: compare((one, other) => one >= other),
  cont: (values, [part = '']) => values.some((value) => value.toLowerCase().includes(part.toLowerCase())),
};

const COMPARABLE = ['eq', 'not_eq', 'lt', 'lteq', 'gt', 'gteq', 'in', 'not_in', 'cont'];
const CHOICE = ['eq', 'not_eq', 'in', 'not_in'];
const MEMBERSHIP = ['eq', 'in'];

const known = (value: string | number | null): string[] => (value === null ? [] : [String(value)]);

/** What can be filtered: the operators allowed and the values a recording has. */
const ATTRIBUTES: Record<string, { operators: string[]; values: (recording: Facts) => string[] }> = {
  created_at: { operators: COMPARABLE, values: ({ createdAt }) => [createdAt] },
  updated_at: { operators: COMPARABLE, values: ({ updatedAt }) => [updatedAt] },
  demo_start_date: { operators: COMPARABLE, values: ({ demoStartDate }) => known(demoStartDate) },
  duration: { operators: COMPARABLE, values: ({ durationMs }) => known(durationMs) },
  demo_id: { operators: COMPARABLE, values: ({ demoId }) => [demoId] },
  host: { operators: MEMBERSHIP, values: ({ host }) => known(host?.email ?? null) },
  attendee: { operators: MEMBERSHIP, values: ({ participants }) => participants.flatMap(({ email }) => known(email)) },
  status: { operators: CHOICE, values: ({ status }) => [status] },
  postprocessing_status: { operators: CHOICE, values: ({ postprocessingStatus }) => known(postprocessingStatus) },
  group_id: { operators: MEMBERSHIP, values: ({ groups }) => groups.map(({ groupId }) => groupId) },
  access: { operators: CHOICE, values: ({ access }) => [access] },
};

const parseKey = (key: string): { attribute: string; operator: string } => {
  for (const [attribute, { operators }] of Object.entries(ATTRIBUTES)) {
    const operator = operators.find((name) => key === `${attribute}_${name}`);
    if (operator !== undefined) return { attribute, operator };
  }
  throw new BadRequest(`Unknown filter "${key}".`);
};

/**
 * Reads the `filter[...]` parameters of `GET /recordings`.
 *
 * @param query the query string's parameters, e.g. `filter[status_in][]=ready`
 * @returns a test that a recording passes when every filter holds
 * @throws BadRequest when a filter is unknown
 */
export const recordingFilter = (query: URLSearchParams): ((recording: Facts) => boolean) => {
  const wanted = new Map<string, string[]>();
  for (const [name, value] of query) {
    const key = /^filter\[(\w+)\](?:\[\])?$/.exec(name)?.[1];
    if (key !== undefined) wanted.set(key, [...(wanted.get(key) ?? []), value]);
  }
  const tests = [...wanted].map(([key, values]) => {
    const { attribute, operator } = parseKey(key);
    return (recording: Facts) => OPERATORS[operator]?.(ATTRIBUTES[attribute]?.values(recording) ?? [], values) ?? false;
  });
  return (recording) => tests.every((holds) => holds(recording));
};
