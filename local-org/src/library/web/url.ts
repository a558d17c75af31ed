import { platformType, type ApexType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, file: -1 };

/** A System.Url: the parts of java.net.URL. */
class ApexUrl extends PlatformObject {
  readonly protocol: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string | null;
  readonly ref: string | null;

  /** @throws System.StringException as java.net.MalformedURLException words it */
  constructor(spec: string) {
    super(platformType('Url'));
    const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(spec.trim());
    if (!match) throw exception('StringException', `Invalid URL: no protocol: ${spec}`);
    this.protocol = (match[1] ?? '').toLowerCase();
    if (!(this.protocol in DEFAULT_PORTS)) throw exception('StringException', `unknown protocol: ${this.protocol}`);
    this.authority = match[2] ?? '';
    this.path = match[3] ?? '';
    this.query = match[4] ?? null;
    this.ref = match[5] ?? null;
  }

  get userInfo(): string | null {
    const at = this.authority.lastIndexOf('@');
    return at < 0 ? null : this.authority.slice(0, at);
  }

  get host(): string {
    return this.authority.slice(this.authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  }

  get port(): number {
    return Number(/:(\d+)$/.exec(this.authority)?.[1] ?? -1);
  }

  get file(): string {
    return this.query === null ? this.path : `${this.path}?${this.query}`;
  }

  get text(): string {
    const authority = this.authority === '' && this.protocol !== 'file' ? '' : `//${this.authority}`;
    return `${this.protocol}:${authority}${this.file}${this.ref === null ? '' : `#${this.ref}`}`;
  }
}

/** The org's own address. It leads nowhere: `.example` belongs to nobody. */
const ORG_DOMAIN = 'https://local-org.my.salesforce.example';

const resolved = (_type: ApexType, context: ApexUrl | null, spec: string | null): ApexUrl => {
  try {
    return new ApexUrl(new URL(required(spec), required(context).text).href);
  } catch {
    throw exception('StringException', `Invalid URL: ${spec ?? ''}`);
  }
};

const joined = (
  _type: ApexType,
  protocol: string | null,
  host: string | null,
  ...rest: (string | number | null)[]
): ApexUrl => {
  const file = String(rest.at(-1) ?? '');
  const port = typeof rest[0] === 'number' && rest[0] >= 0 ? `:${rest[0]}` : '';
  return new ApexUrl(`${required(protocol)}://${required(host)}${port}${file}`);
};

/** System.Url. */
export const urlClass: PlatformClass = {
  name: 'Url',
  kind: 'class',
  representation: ApexUrl,
  constructors: {
    '(String spec)': (_type: ApexType, spec: string | null) => new ApexUrl(required(spec)),
    '(Url context, String spec)': resolved,
    '(String protocol, String host, String file)': joined,
    '(String protocol, String host, Integer port, String file)': joined,
  },
  statics: {
    'Url getOrgDomainUrl()': () => new ApexUrl(ORG_DOMAIN),
    'Url getSalesforceBaseUrl()': () => new ApexUrl(ORG_DOMAIN),
  },
  methods: {
    'String getAuthority()': (self: ApexUrl) => self.authority,
    'Integer getDefaultPort()': (self: ApexUrl) => DEFAULT_PORTS[self.protocol] ?? -1,
    'String getFile()': (self: ApexUrl) => self.file,
    'String getHost()': (self: ApexUrl) => self.host,
    'String getPath()': (self: ApexUrl) => self.path,
    'Integer getPort()': (self: ApexUrl) => self.port,
    'String getProtocol()': (self: ApexUrl) => self.protocol,
    'String getQuery()': (self: ApexUrl) => self.query,
    'String getRef()': (self: ApexUrl) => self.ref,
    'String getUserInfo()': (self: ApexUrl) => self.userInfo,
    'Boolean sameFile(Url urlToCompare)': (self: ApexUrl, other: ApexUrl | null) =>
      self.text.replace(/#.*$/, '') === required(other).text.replace(/#.*$/, ''),
    'String toExternalForm()': (self: ApexUrl) => self.text,
    'String toString()': (self: ApexUrl) => `Url:[delegate=${self.text}]`,
  },
  unsupported: ['Url getCurrentRequestUrl()', 'String getFileFieldURL(String entityId, String fieldName)'],
};
