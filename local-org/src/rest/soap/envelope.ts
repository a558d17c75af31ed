import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
});

const element = z.record(z.string(), z.unknown());
const envelope = z.object({
  Envelope: z.object({ Header: element.or(z.string()).optional(), Body: element }),
});

/** A SOAP message: its header, the name of the operation and its arguments; names without their prefixes. */
export interface SoapRequest {
  readonly header: Readonly<Record<string, unknown>>;
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** @returns undefined when the text is no SOAP message */
export const parseSoap = (text: string): SoapRequest | undefined => {
  let document: unknown;
  try {
    document = parser.parse(text);
  } catch {
    return undefined;
  }
  const parsed = envelope.safeParse(document);
  if (!parsed.success) return undefined;
  const { Header: header, Body: body } = parsed.data.Envelope;
  // White space between elements comes as text.
  const [operation, content] = Object.entries(body).find(([name]) => name !== '#text') ?? [];
  if (operation === undefined) return undefined;
  return {
    header: typeof header === 'object' ? header : {},
    operation,
    body: element.safeParse(content).data ?? {},
  };
};

/** The text below an element, by the path of names; '' where there is none. */
export const textAt = (content: unknown, ...path: readonly string[]): string => {
  const found = path.reduce<unknown>((value, name) => element.safeParse(value).data?.[name], content);
  return typeof found === 'string' ? found : '';
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** An element; null becomes `xsi:nil`, records become elements below. */
export const xml = (
  name: string,
  content: string | number | boolean | null | Readonly<Record<string, unknown>>,
): string => {
  if (content === null) return `<${name} xsi:nil="true"/>`;
  if (typeof content !== 'object') return `<${name}>${escape(String(content))}</${name}>`;
  const children = Object.entries(content).map(([child, value]) => xml(child, value as Parameters<typeof xml>[1]));
  return `<${name}>${children.join('')}</${name}>`;
};

/** @param namespace of the elements in it, e.g. `http://soap.sforce.com/2006/08/apex` */
export const soapEnvelope = (namespace: string, header: string, body: string): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}" xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
    header === '' ? '' : `<soapenv:Header>${header}</soapenv:Header>`,
    `<soapenv:Body>${body}</soapenv:Body>`,
    '</soapenv:Envelope>',
  ].join('');

/** A fault as Salesforce sends it. @param code e.g. `INVALID_LOGIN` */
export const soapFault = (namespace: string, code: string, message: string): string =>
  soapEnvelope(
    namespace,
    '',
    `<soapenv:Fault><faultcode>sf:${escape(code)}</faultcode><faultstring>${escape(`${code}: ${message}`)}</faultstring></soapenv:Fault>`,
  );
