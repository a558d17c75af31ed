import { z } from 'zod';
import type { DmlRowError, DmlRowResult } from '../../data/database.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApiContext, ApiRequest, ApiResponse, Resource } from '../api.ts';
import { badRequest, readBody } from '../errors.ts';
import { attributesOf, recordFromJson } from '../json/from-json.ts';
import { dmlOptions, objectNamed, save } from '../save.ts';

/** Source: REST API Developer Guide, "sObject Tree". */
const MOST_RECORDS = 200;
const MOST_LEVELS = 5;

const recordsBody = z.object({ records: z.array(z.record(z.string(), z.unknown())).min(1) });

interface Node {
  readonly referenceId: string;
  readonly record: SObject;
  /** The record it hangs on, and by which field. */
  readonly parent: { readonly node: Node; readonly field: string } | null;
}

/** Reads a tree into levels, parents before children. */
const readLevel = (
  context: ApiContext,
  object: ObjectDefinition,
  records: readonly Readonly<Record<string, unknown>>[],
  parent: Node['parent'],
  levels: Node[][],
  depth: number,
): void => {
  if (depth >= MOST_LEVELS) throw badRequest('INVALID_INPUT', `A tree can be at most ${MOST_LEVELS} levels deep`);
  const { schema } = context.org;
  for (const json of records) {
    const { type, referenceId } = attributesOf(json);
    if (referenceId === undefined)
      throw badRequest('INVALID_INPUT', 'attributes.referenceId is required for each record');
    if (type?.toLowerCase() !== object.name.toLowerCase()) {
      throw badRequest('INVALID_INPUT', `attributes.type of ${referenceId} must be ${object.name}`);
    }
    const own: Record<string, unknown> = {};
    const nested: { field: string; child: ObjectDefinition; records: Readonly<Record<string, unknown>>[] }[] = [];
    for (const [name, value] of Object.entries(json)) {
      const children = recordsBody.safeParse(value);
      const relationship = children.success ? schema.childRelationship(object, name, '') : undefined;
      if (children.success && relationship) {
        nested.push({
          field: relationship.field.name,
          child: relationship.childObject,
          records: children.data.records,
        });
      } else own[name] = value;
    }
    const node: Node = { referenceId, record: recordFromJson(schema, object, own), parent };
    (levels[depth] ??= []).push(node);
    for (const { field, child, records } of nested) {
      readLevel(context, child, records, { node, field }, levels, depth + 1);
    }
  }
};

class TreeFailed extends Error {
  readonly failures: readonly { referenceId: string; errors: readonly DmlRowError[] }[];

  constructor(failures: TreeFailed['failures']) {
    super('a record of the tree failed');
    this.failures = failures;
  }
}

const insertLevel = (request: ApiRequest, context: ApiContext, level: readonly Node[]): void => {
  for (const { record, parent } of level) if (parent) record.set(parent.field, parent.node.record.id);
  const results: readonly DmlRowResult[] = save(
    context,
    'insert',
    level.map((node) => node.record),
    dmlOptions(request),
  );
  const failures = level.flatMap(({ referenceId }, index) => {
    const result = results[index];
    return result && !result.success ? [{ referenceId, errors: result.errors }] : [];
  });
  if (failures.length > 0) throw new TreeFailed(failures);
};

const create = (request: ApiRequest, context: ApiContext, object: ObjectDefinition): ApiResponse => {
  const { records } = readBody(recordsBody, request.body);
  const levels: Node[][] = [];
  readLevel(context, object, records, null, levels, 0);
  const nodes = levels.flat();
  if (nodes.length > MOST_RECORDS) {
    throw badRequest('INVALID_INPUT', `A tree can have at most ${MOST_RECORDS} records`);
  }
  if (new Set(nodes.map((node) => node.referenceId)).size < nodes.length) {
    throw badRequest('INVALID_INPUT', 'Each referenceId must be unique');
  }
  try {
    context.transact(() => levels.forEach((level) => insertLevel(request, context, level)));
  } catch (error) {
    if (!(error instanceof TreeFailed)) throw error;
    const results = error.failures.map(({ referenceId, errors }) => ({
      referenceId,
      errors: errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields })),
    }));
    return { status: 400, body: { hasErrors: true, results } };
  }
  const results = nodes.map(({ referenceId, record }) => ({ referenceId, id: record.id }));
  return { status: 201, body: { hasErrors: false, results } };
};

/** `composite/tree/{object}`: records with their children, all or none. */
export const tree: Resource = {
  path: 'composite/tree/:object',
  methods: {
    POST: (request, { object = '' }, context) => create(request, context, objectNamed(context, object)),
  },
};
