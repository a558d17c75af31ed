import { UnsupportedFeature } from '../../errors.ts';
import { invoke } from '../../runtime/invoke.ts';
import { count, transaction } from '../../runtime/transaction.ts';
import { STRING, type ApexType } from '../../types/apex-type.ts';
import { Blob } from '../../values/blob.ts';
import { ApexList } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, exception, required } from '../raise.ts';
import { mockFor } from '../system/test.ts';
import { blobText } from './encoding.ts';

/** Headers and a body: what requests and responses share. Header names ignore case. */
abstract class HttpMessage extends PlatformObject {
  readonly headers = new Map<string, { name: string; value: string }>();
  body: Blob | null = null;

  header(name: string | null): string | null {
    return this.headers.get(required(name).toLowerCase())?.value ?? null;
  }

  setHeader(name: string | null, value: string | null): void {
    const given = required(name);
    this.headers.set(given.toLowerCase(), { name: given, value: value ?? '' });
  }
}

/** A System.HttpRequest. */
class HttpRequest extends HttpMessage {
  endpoint: string | null = null;
  method: string | null = null;
  compressed = false;
  timeout = 10_000;
}

/** A System.HttpResponse. */
class HttpResponse extends HttpMessage {
  status: string | null = null;
  statusCode = 0;
}

/** A System.Http: it has no state. */
class Http extends PlatformObject {}

const messageMethods: NonNullable<PlatformClass['methods']> = {
  'String getBody()': (self: HttpMessage) => (self.body ? blobText(self.body) : ''),
  'Blob getBodyAsBlob()': (self: HttpMessage) => self.body,
  'String getHeader(String key)': (self: HttpMessage, name: string | null) => self.header(name),
  'void setBody(String body)': (self: HttpMessage, text: string | null) => {
    self.body = Blob.fromText(required(text));
  },
  'void setBodyAsBlob(Blob body)': (self: HttpMessage, body: Blob | null) => {
    self.body = required(body);
  },
  'void setHeader(String key, String value)': (self: HttpMessage, name: string | null, value: string | null) =>
    self.setHeader(name, value),
};

const setTimeout = (self: HttpRequest, milliseconds: number | null): void => {
  const timeout = required(milliseconds);
  if (timeout < 1 || timeout > 120_000) {
    throw exception('CalloutException', `Timeout must be between 1 and 120000 milliseconds: ${timeout}`);
  }
  self.timeout = timeout;
};

/** Source: Apex Developer Guide, "Testing HTTP Callouts"; real callouts have no way out of synchronous Apex here. */
const send = (_self: object, request: HttpRequest | null): unknown => {
  const given = required(request);
  if (given.endpoint === null) throw exception('CalloutException', 'Invalid endpoint: null');
  const { limits, test } = transaction();
  if (limits.usedOf('dmlStatements') > 0) {
    throw exception(
      'CalloutException',
      'You have uncommitted work pending. Please commit or rollback before calling out',
    );
  }
  count('callouts');
  const mock = mockFor('HttpCalloutMock');
  if (mock) return dereferenced(invoke(mock, 'respond', [given]) as object | null);
  if (test) throw exception('TypeException', 'Methods defined as TestMethod do not support Web service callouts');
  throw new UnsupportedFeature('Http.send without a mock');
};

/** System.Http, HttpRequest, HttpResponse and HttpCalloutMock. */
export const httpClasses: readonly PlatformClass[] = [
  {
    name: 'Http',
    kind: 'class',
    representation: Http,
    constructors: { '()': (type: ApexType) => new Http(type) },
    methods: { 'HttpResponse send(HttpRequest request)': send },
  },
  {
    name: 'HttpRequest',
    kind: 'class',
    representation: HttpRequest,
    constructors: { '()': (type: ApexType) => new HttpRequest(type) },
    methods: {
      ...messageMethods,
      'Boolean getCompressed()': (self: HttpRequest) => self.compressed,
      'String getEndpoint()': (self: HttpRequest) => self.endpoint,
      'String getMethod()': (self: HttpRequest) => self.method,
      'void setCompressed(Boolean flag)': (self: HttpRequest, flag: boolean | null) => {
        self.compressed = required(flag);
      },
      'void setEndpoint(String endpoint)': (self: HttpRequest, endpoint: string | null) => {
        self.endpoint = endpoint;
      },
      'void setMethod(String method)': (self: HttpRequest, method: string | null) => {
        self.method = method;
      },
      'void setTimeout(Integer timeout)': setTimeout,
      'String toString()': (self: HttpRequest) =>
        `System.HttpRequest[Endpoint=${self.endpoint ?? 'null'}, Method=${self.method ?? 'null'}]`,
    },
    unsupported: [
      'Dom.Document getBodyDocument()',
      'void setBodyDocument(Dom.Document document)',
      'void setClientCertificate(String clientCert, String password)',
      'void setClientCertificateName(String certDevName)',
    ],
  },
  {
    name: 'HttpResponse',
    kind: 'class',
    representation: HttpResponse,
    constructors: { '()': (type: ApexType) => new HttpResponse(type) },
    methods: {
      ...messageMethods,
      'List<String> getHeaderKeys()': (self: HttpResponse) =>
        new ApexList(
          STRING,
          [...self.headers.values()].map((header) => header.name),
        ),
      'String getStatus()': (self: HttpResponse) => self.status,
      'Integer getStatusCode()': (self: HttpResponse) => self.statusCode,
      'void setStatus(String status)': (self: HttpResponse, status: string | null) => {
        self.status = status;
      },
      'void setStatusCode(Integer statusCode)': (self: HttpResponse, code: number | null) => {
        self.statusCode = required(code);
      },
      'String toString()': (self: HttpResponse) =>
        `System.HttpResponse[Status=${self.status ?? 'null'}, StatusCode=${self.statusCode}]`,
    },
    unsupported: ['Dom.Document getBodyDocument()', 'XmlStreamReader getXmlStreamReader()'],
  },
  {
    name: 'HttpCalloutMock',
    kind: 'interface',
    methods: {
      'HttpResponse respond(HttpRequest request)': (self: object, request: unknown) =>
        invoke(self, 'respond', [request]),
    },
  },
];
