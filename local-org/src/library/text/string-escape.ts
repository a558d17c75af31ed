import type { PlatformClass } from '../platform-class.ts';
import { escapeEntities, HTML3_ENTITIES, HTML4_ENTITIES, unescapeEntities, XML_ENTITIES } from './html-entities.ts';

const unicode = (c: string): string => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

const CONTROL: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

const UNCONTROL: Readonly<Record<string, string>> = { b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' };

/** @param special characters that get a backslash besides the backslash itself */
const escapeSource = (text: string, special: RegExp): string =>
  text
    .replace(special, (c) => `\\${c}`)
    // oxlint-disable-next-line no-control-regex -- control characters are what is escaped here
    .replace(/[\u0000-\u001f\u007f-\uffff]/g, (c) => CONTROL[c] ?? unicode(c));

const unescapeSource = (text: string): string =>
  text.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/gs, (_, hex?: string, octal?: string, single?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return UNCONTROL[single ?? ''] ?? single ?? '';
  });

/** Markup leaves no trace but a space where it parted words. */
const stripHtmlTags = (text: string): string => text.replace(/<[^>]*>/g, '');

/** Methods of String that escape for and unescape from other notations. */
export const escapeMethods: NonNullable<PlatformClass['methods']> = {
  'String escapeCsv()': (self: string) => (/[",\r\n]/.test(self) ? `"${self.replaceAll('"', '""')}"` : self),
  'String escapeEcmaScript()': (self: string) => escapeSource(self, /["'\\/]/g),
  'String escapeHtml3()': (self: string) => escapeEntities(self, HTML3_ENTITIES),
  'String escapeHtml4()': (self: string) => escapeEntities(self, HTML4_ENTITIES),
  'String escapeJava()': (self: string) => escapeSource(self, /["\\]/g),
  'String escapeUnicode()': (self: string) => self.replace(/[^\0-\x7f]/g, unicode),
  'String escapeXml()': (self: string) => self.replace(/[&<>"']/g, (c) => `&${XML_ENTITIES.get(c) ?? ''};`),
  'String stripHtmlTags()': stripHtmlTags,
  'String unescapeCsv()': (self: string) =>
    /^".*"$/s.test(self) && /[",\r\n]/.test(self.slice(1, -1)) ? self.slice(1, -1).replaceAll('""', '"') : self,
  'String unescapeEcmaScript()': unescapeSource,
  'String unescapeHtml3()': (self: string) => unescapeEntities(self, HTML3_ENTITIES),
  'String unescapeHtml4()': (self: string) => unescapeEntities(self, HTML4_ENTITIES),
  'String unescapeJava()': unescapeSource,
  'String unescapeUnicode()': (self: string) =>
    self.replace(/\\u+([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  'String unescapeXml()': (self: string) => unescapeEntities(self, XML_ENTITIES),
};
