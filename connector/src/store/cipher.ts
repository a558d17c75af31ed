import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 'v1';

/** Text that none of the configured keys can decrypt. */
export class Undecryptable extends Error {
  constructor(what: string) {
    super(`${what} was encrypted with a key that TOKEN_ENCRYPTION_KEY no longer lists.`);
    this.name = 'Undecryptable';
  }
}

/** Encrypts what must not be readable in the database. */
export interface Cipher {
  /** @param purpose what the text is, e.g. `salesforce of acme`; only the same purpose decrypts it */
  encrypt(text: string, purpose: string): string;
  /** @throws Undecryptable */
  decrypt(encrypted: string, purpose: string): string;
  /** Whether the text was encrypted with another key than the first, and should be written again. */
  isOutdated(encrypted: string): boolean;
}

/** @returns the 32 bytes that a text in base64, base64url or hex stands for; undefined when it is something else */
export const decodeKey = (text: string): Buffer | undefined => {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
  return bytes?.length === KEY_BYTES ? bytes : undefined;
};

/** Names a key without giving it away. */
const idOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/**
 * AES-256-GCM with several keys, so that one can be replaced: the first encrypts, all decrypt.
 *
 * @param keys at least one, of 32 bytes
 */
export const createCipher = (keys: readonly Buffer[]): Cipher => {
  const [first] = keys;
  if (first === undefined) throw new RangeError('A cipher needs a key.');
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  return {
    encrypt: (text, purpose) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${FORMAT}.${idOf(first)}.${body.toString('base64url')}`;
    },
    decrypt: (encrypted, purpose) => {
      const [format, id = '', body = ''] = encrypted.split('.');
      const key = byId.get(id);
      if (format !== FORMAT || key === undefined) throw new Undecryptable(purpose);
      const bytes = Buffer.from(body, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new Undecryptable(purpose);
      }
    },
    isOutdated: (encrypted) => encrypted.split('.')[1] !== idOf(first),
  };
};

/**
 * The key of a connector that was given none: a file beside its embedded database, made at the first start. It
 * protects a copied database, not a copied folder; a shared database needs TOKEN_ENCRYPTION_KEY.
 */
export const keyInDataDir = (dataDir: string): Buffer => {
  const file = join(dataDir, 'encryption.key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  const key = decodeKey(readFileSync(file, 'utf8').trim());
  if (key === undefined) throw new Error(`${file} does not hold a key of ${KEY_BYTES} bytes.`);
  return key;
};
