import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CHANGED_ENTITIES } from '../record-change/catalogue.ts';
import { recordChangeAttributes } from '../record-change/attributes.ts';
import { isDemoAction, isMeetingAction, isRecordChangeAction, isRecordingAction } from './actions.ts';
import { demoAttributes, recordingAttributes } from './attributes.ts';
import { optionalId, optionalInstant, optionalName, storableText } from './wire-types.ts';

/** The longest key that Salesforce keeps (`Sync_Log__c.Delivery_Key__c`, `Meeting_Event__e.Delivery_Key__c`). */
const MAX_KEY_LENGTH = 255;
/** The longest action and id that `Meeting_Event__e` keeps. */
const MAX_NAME_LENGTH = 80;

/** One webhook as it arrived, checked as far as the connector relies on it. */
export interface Delivery {
  /** `action:type:id:createdAt`, or `sha256:<hex of the raw body>` when one of them is missing. */
  key: string;
  /** E.g. `recording.transcription_postprocessed`. */
  action: string;
  /** `demos`, `recordings`, or whatever an unknown action carries. */
  type: string | null;
  /** Demodesk's `data.id`: of the demo, or of the recording (whose meeting is `attributes.demoId`). */
  id: string | null;
  /** When Demodesk made the event: ISO 8601, UTC, milliseconds. */
  createdAt: string | null;
  /** As Demodesk sent them; of a known action they have been checked. */
  attributes: Record<string, unknown>;
  /** Whether the connector has a rule for the action: the ten that become a meeting, and changes of records. */
  known: boolean;
}

/** A webhook body that cannot be taken, and where it is wrong. */
export class MalformedDelivery extends Error {
  /** 400: no JSON object. 422: JSON of another shape. */
  readonly status: 400 | 422;
  /** JSON Pointer (RFC 6901) to the first wrong property, e.g. `/data/attributes/startDate`; empty for the body. */
  readonly pointer: string;

  constructor(status: 400 | 422, pointer: string, message: string) {
    super(message);
    this.name = 'MalformedDelivery';
    this.status = status;
    this.pointer = pointer;
  }
}

const attributesObject = z.record(z.string(), z.unknown());

const envelope = z.object({
  meta: z.object({
    event: z.object({
      action: z.string().trim().min(1).max(MAX_NAME_LENGTH).transform(storableText),
      createdAt: z.string().nullish(),
    }),
  }),
  data: z.object({
    id: optionalId.refine((id) => (id?.length ?? 0) <= MAX_NAME_LENGTH, { error: 'is longer than 80 characters' }),
    type: optionalName,
    attributes: attributesObject.nullish().transform((attributes) => attributes ?? {}),
  }),
});

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Runs a schema and turns its first complaint into a `MalformedDelivery`. */
const check = <T>(schema: z.ZodType<T>, value: unknown, at: readonly string[] = []): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new MalformedDelivery(422, pointerTo([...at, ...(issue?.path ?? [])]), issue?.message ?? 'is wrong');
};

/** Integers that a JavaScript number cannot hold exactly stay text, so that no id loses its last digits. */
const keepLongIntegers = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const readJson = (rawBody: Buffer): unknown => {
  let text: string;
  try {
    text = utf8.decode(rawBody);
  } catch {
    throw new MalformedDelivery(400, '', 'The body is not UTF-8 text.');
  }
  try {
    return JSON.parse(text, /\d{16}/.test(text) ? keepLongIntegers : undefined);
  } catch {
    throw new MalformedDelivery(400, '', 'The body is not JSON.');
  }
};

const deliveryKey = (rawBody: Buffer, parts: readonly (string | null | undefined)[]): string => {
  const key = parts.join(':');
  const complete = parts.every((part) => typeof part === 'string' && part.trim() !== '');
  if (complete && key.length <= MAX_KEY_LENGTH) return storableText(key);
  return `sha256:${createHash('sha256').update(rawBody).digest('hex')}`;
};

const checkKnownAttributes = (action: string, id: string | null, attributes: Record<string, unknown>): void => {
  const at = ['data', 'attributes'];
  if (isRecordingAction(action)) check(recordingAttributes, attributes, at);
  if (isRecordChangeAction(action)) {
    const { properties, type } = CHANGED_ENTITIES[action];
    // Type and id together name the record in `Meeting_Event__e.Meeting_Id__c`.
    const room = MAX_NAME_LENGTH - type.length - 1;
    if (id === null) throw new MalformedDelivery(422, '/data/id', 'A changed record needs its id.');
    if (id.length > room) throw new MalformedDelivery(422, '/data/id', `is longer than ${room} characters`);
    check(recordChangeAttributes(properties), attributes, at);
  }
  if (!isDemoAction(action)) return;
  if (id === null) throw new MalformedDelivery(422, '/data/id', 'A demo event needs the id of its demo.');
  check(demoAttributes, attributes, at);
};

/**
 * Reads one webhook of Demodesk.
 *
 * @param rawBody the bytes of the request, unparsed: the key of an incomplete delivery is their hash
 * @returns the delivery; an unknown action is fine and has `known: false`
 * @throws MalformedDelivery with status 400 (not JSON) or 422 (wrong shape; `pointer` names the first wrong property)
 */
export const parseDelivery = (rawBody: Buffer): Delivery => {
  const body = readJson(rawBody);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new MalformedDelivery(400, '', 'The body is not a JSON object.');
  }
  const { meta, data } = check(envelope, body);
  const { action } = meta.event;
  const createdAt = check(optionalInstant, meta.event.createdAt, ['meta', 'event', 'createdAt']);
  checkKnownAttributes(action, data.id, data.attributes);
  return {
    key: deliveryKey(rawBody, [action, data.type, data.id, meta.event.createdAt]),
    action,
    type: data.type,
    id: data.id,
    createdAt,
    attributes: data.attributes,
    known: isMeetingAction(action) || isRecordChangeAction(action),
  };
};
