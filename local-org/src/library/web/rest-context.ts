import { transaction } from '../../runtime/transaction.ts';
import { STRING } from '../../types/apex-type.ts';
import { ApexMap } from '../../values/collections.ts';
import type { PlatformClass } from '../platform-class.ts';
import { required } from '../raise.ts';
import { plainConstructor, properties, ValueObject } from '../value-object.ts';

const REST = Symbol('RestContext');

interface Rest {
  request: ValueObject | null;
  response: ValueObject | null;
}

const current = (): Rest => {
  const { attachments } = transaction();
  const rest = (attachments.get(REST) as Rest | undefined) ?? { request: null, response: null };
  attachments.set(REST, rest);
  return rest;
};

/** Makes the request and response of the running transaction what RestContext answers. */
export const setRestContext = (request: ValueObject, response: ValueObject): void => {
  Object.assign(current(), { request, response });
};

/** Names and values of headers or parameters. */
const texts = (): ApexMap => new ApexMap(STRING, STRING);

/** The values of a new System.RestRequest; the keys are its properties. */
export const emptyRestRequest = (): Record<string, unknown> => ({
  headers: texts(),
  params: texts(),
  requestBody: null,
});

/** The values of a new System.RestResponse. */
export const emptyRestResponse = (): Record<string, unknown> => ({ headers: texts(), statusCode: null });

const add =
  (property: string) =>
  (self: ValueObject, name: string | null, value: string | null): void => {
    (self.get(property) as ApexMap).put(required(name), value);
  };

/** System.RestContext, RestRequest and RestResponse. */
export const restClasses: readonly PlatformClass[] = [
  {
    name: 'RestContext',
    kind: 'class',
    staticProperties: {
      'RestRequest request': {
        get: () => current().request,
        set: (value: ValueObject | null) => {
          current().request = value;
        },
      },
      'RestResponse response': {
        get: () => current().response,
        set: (value: ValueObject | null) => {
          current().response = value;
        },
      },
    },
  },
  {
    name: 'RestRequest',
    kind: 'class',
    representation: ValueObject,
    constructors: plainConstructor(emptyRestRequest),
    methods: {
      'void addHeader(String name, String value)': add('headers'),
      'void addParameter(String name, String value)': add('params'),
    },
    properties: properties([
      'Map<String,String> headers',
      'String httpMethod',
      'Map<String,String> params',
      'String remoteAddress',
      'Blob requestBody',
      'String requestURI',
      'String resourcePath',
    ]),
  },
  {
    name: 'RestResponse',
    kind: 'class',
    representation: ValueObject,
    constructors: plainConstructor(emptyRestResponse),
    methods: { 'void addHeader(String name, String value)': add('headers') },
    properties: properties(['Map<String,String> headers', 'Blob responseBody', 'Integer statusCode']),
  },
];
