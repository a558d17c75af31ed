import { Deserializer } from '../../library/json/deserialize.ts';
import { Serializer } from '../../library/json/serialize.ts';
import { parseJson, type JsonNode } from '../../library/json/tree.ts';
import { JsonWriter } from '../../library/json/writer.ts';
import { ValueObject } from '../../library/value-object.ts';
import { emptyRestRequest, emptyRestResponse, setRestContext } from '../../library/web/rest-context.ts';
import type { MethodInfo } from '../../runtime/program.ts';
import { platformType, STRING } from '../../types/apex-type.ts';
import { Blob } from '../../values/blob.ts';
import { ApexMap } from '../../values/collections.ts';
import { badRequest } from '../errors.ts';

/** A call of an Apex REST method, as HTTP brings it. */
export interface RestCall {
  readonly httpMethod: string;
  /** Below `/services/apexrest`. */
  readonly requestUri: string;
  readonly resourcePath: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly params: readonly (readonly [string, string])[];
  readonly remoteAddress: string;
  readonly body: Buffer;
}

/** What goes back to the caller. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
}

const textMap = (entries: readonly (readonly [string, string])[]): ApexMap => {
  const map = new ApexMap(STRING, STRING);
  for (const [name, value] of entries) map.put(name, value);
  return map;
};

const requestOf = (call: RestCall, hasParameters: boolean): ValueObject =>
  new ValueObject(platformType('RestRequest'), {
    ...emptyRestRequest(),
    httpMethod: call.httpMethod,
    requestURI: call.requestUri,
    resourcePath: call.resourcePath,
    remoteAddress: call.remoteAddress,
    headers: textMap(call.headers),
    params: textMap(call.params),
    // With parameters, the body goes to them alone.
    requestBody: hasParameters || call.body.length === 0 ? null : new Blob(call.body),
  });

const bodyNode = (body: Buffer): JsonNode => {
  const node = parseJson(body.length === 0 ? '{}' : body.toString('utf8'));
  if (node.kind !== 'START_OBJECT') throw badRequest('JSON_PARSER_ERROR', 'The request body must be a JSON object');
  return node;
};

/** Arguments by name from the properties of the body. @throws ApiError for a property that is no parameter */
const argumentsOf = ({ parameters }: MethodInfo, body: Buffer): unknown[] => {
  if (parameters.length === 0) return [];
  const values = new Map(bodyNode(body).entries);
  const unknown = [...values.keys()].find((name) => !parameters.some((parameter) => parameter.name === name));
  if (unknown !== undefined) {
    throw badRequest('JSON_PARSER_ERROR', `Unexpected parameter encountered during deserialization: ${unknown}`);
  }
  const deserializer = new Deserializer(true);
  return parameters.map(({ name, type }) => {
    const node = values.get(name);
    return node ? deserializer.read(node, type) : null;
  });
};

const jsonOf = (value: unknown): Buffer => {
  const writer = new JsonWriter(false);
  new Serializer(writer, false).write(value);
  return Buffer.from(writer.text);
};

const headersOf = (response: ValueObject): (readonly [string, string])[] =>
  [...(response.get('headers') as ApexMap)].map(([name, value]) => [String(name), String(value)] as const);

/**
 * Calls an Apex REST method in the running transaction: what it returns is the answer's JSON, what it leaves in
 * RestContext.response overrides it where it returns nothing.
 * Source: Apex Developer Guide, "Apex REST Methods", with its table of status codes.
 */
export const callRestMethod = (method: MethodInfo, call: RestCall): RestAnswer => {
  const response = new ValueObject(platformType('RestResponse'), emptyRestResponse());
  setRestContext(requestOf(call, method.parameters.length > 0), response);
  const result = method.call(null, argumentsOf(method, call.body));
  const isVoid = method.returns.kind === 'void';
  const left = response.get('responseBody');
  const body = isVoid ? (left instanceof Blob ? left.bytes : null) : jsonOf(result);
  const given = response.get('statusCode');
  const status = typeof given === 'number' ? given : body === null ? 204 : 200;
  return { status, headers: headersOf(response), body };
};
