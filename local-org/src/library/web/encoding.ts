import { Blob } from '../../values/blob.ts';
import { sameValue } from '../../values/equality.ts';
import { hashOf } from '../../values/hash.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

/** @throws System.StringException when the bytes are no UTF-8, as Blob.toString does */
export const blobText = (blob: Blob): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(blob.bytes);
  } catch {
    throw exception('StringException', 'BLOB is not a valid UTF-8 string');
  }
};

const fromBase64 = (text: string): Blob => {
  const compact = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) {
    throw exception(
      'StringException',
      'Unrecognized base64 character: ' + (/[^A-Za-z0-9+/=_-]/.exec(compact)?.[0] ?? '='),
    );
  }
  return new Blob(Uint8Array.from(Buffer.from(compact, 'base64')));
};

const fromHex = (text: string): Blob => {
  if (text.length % 2 !== 0) throw exception('InvalidParameterValueException', 'Odd number of characters.');
  if (!/^[0-9a-fA-F]*$/.test(text)) throw exception('InvalidParameterValueException', 'Illegal hexadecimal character');
  return new Blob(Uint8Array.from(Buffer.from(text, 'hex')));
};

const checkedCharset = (name: string | null): void => {
  const charset = required(name).toUpperCase();
  if (charset !== 'UTF-8' && charset !== 'UTF8') throw exception('StringException', `Unsupported encoding: ${charset}`);
};

/** application/x-www-form-urlencoded, as java.net.URLEncoder writes it. */
export const urlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const urlDecode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw exception('IllegalArgumentException', `URLDecoder: Illegal hex characters in escape (%) pattern: ${text}`);
  }
};

/** System.Blob and System.EncodingUtil. */
export const encodingClasses: readonly PlatformClass[] = [
  {
    name: 'Blob',
    kind: 'class',
    representation: Blob,
    statics: {
      'Blob valueOf(String stringToBlob)': (text: string | null) => Blob.fromText(required(text)),
    },
    methods: {
      'Boolean equals(Object other)': sameValue,
      'Integer hashCode()': hashOf,
      'Integer size()': (self: Blob) => self.bytes.length,
      'String toString()': blobText,
    },
    unsupported: ['Blob toPdf(String stringToConvert)'],
  },
  {
    name: 'EncodingUtil',
    kind: 'class',
    statics: {
      'Blob base64Decode(String inputString)': (text: string | null) => fromBase64(required(text)),
      'String base64Encode(Blob inputBlob)': (blob: Blob | null) =>
        Buffer.from(required(blob).bytes).toString('base64'),
      'Blob convertFromHex(String inputString)': (text: string | null) => fromHex(required(text)),
      'String convertToHex(Blob inputBlob)': (blob: Blob | null) => Buffer.from(required(blob).bytes).toString('hex'),
      'String urlDecode(String inputString, String encodingScheme)': (text: string | null, charset: string | null) => {
        checkedCharset(charset);
        return urlDecode(required(text));
      },
      'String urlEncode(String inputString, String encodingScheme)': (text: string | null, charset: string | null) => {
        checkedCharset(charset);
        return urlEncode(required(text));
      },
    },
  },
];
