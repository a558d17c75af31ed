import { transaction } from '../../runtime/transaction.ts';
import { STRING, type ApexType } from '../../types/apex-type.ts';
import { ApexMap } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { textOf } from '../../values/text.ts';
import type { SObject } from '../../values/sobject.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, required } from '../raise.ts';

const CURRENT_PAGE = Symbol('current page');

/** A System.PageReference: an address with parameters. There are no pages to load. */
export class PageReference extends PlatformObject {
  readonly path: string;
  readonly parameters = new ApexMap(STRING, STRING);
  readonly headers = new ApexMap(STRING, STRING);
  anchor: string | null = null;
  redirect = false;

  constructor(type: ApexType, url: string) {
    super(type);
    const [address = '', anchor] = url.split('#');
    const [path = '', query = ''] = address.split('?');
    this.path = path;
    this.anchor = anchor ?? null;
    for (const [name, value] of new URLSearchParams(query)) this.parameters.put(name, value);
  }

  get url(): string {
    const query = [...this.parameters]
      .map(
        ([name, value]) =>
          `${encodeURIComponent(textOf(name))}=${value === null ? '' : encodeURIComponent(textOf(value))}`,
      )
      .join('&');
    return `${this.path}${query === '' ? '' : `?${query}`}${this.anchor === null ? '' : `#${this.anchor}`}`;
  }
}

/** The page that the running code belongs to; null when none was set. */
export const currentPage = (): PageReference | null =>
  (transaction().attachments.get(CURRENT_PAGE) as PageReference | undefined) ?? null;

/** Test.setCurrentPage. */
export const setCurrentPage = (page: PageReference | null): void => {
  transaction().attachments.set(CURRENT_PAGE, dereferenced(page));
};

const setAnchor = (self: PageReference, anchor: string | null): PageReference => {
  self.anchor = anchor;
  return self;
};

const setRedirect = (self: PageReference, redirect: boolean | null): PageReference => {
  self.redirect = required(redirect);
  return self;
};

/** System.PageReference. */
export const pageReferenceClass: PlatformClass = {
  name: 'PageReference',
  kind: 'class',
  representation: PageReference,
  constructors: {
    '(String url)': (type: ApexType, url: string | null) => new PageReference(type, required(url)),
    '(SObject record)': (type: ApexType, record: SObject | null) =>
      new PageReference(type, `/${dereferenced(dereferenced(record).id).slice(0, 15)}`),
  },
  methods: {
    'String getAnchor()': (self: PageReference) => self.anchor,
    'Map<String,String> getHeaders()': (self: PageReference) => self.headers,
    'Map<String,String> getParameters()': (self: PageReference) => self.parameters,
    'Boolean getRedirect()': (self: PageReference) => self.redirect,
    'String getUrl()': (self: PageReference) => self.url,
    'PageReference setAnchor(String anchor)': setAnchor,
    'PageReference setRedirect(Boolean redirect)': setRedirect,
  },
  unsupported: [
    'static PageReference forResource(String resource)',
    'static PageReference forResource(String resource, String path)',
    'Blob getContent()',
    'Blob getContentAsPDF()',
    'Map<String,Cookie> getCookies()',
    'void setCookies(List<Cookie> cookies)',
  ],
};
