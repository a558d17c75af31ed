import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  randomBytes,
  randomInt,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { Blob } from '../../values/blob.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

/** Digest names of Apex and of Node. */
const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  SHA256: 'sha256',
  'SHA-512': 'sha512',
  SHA512: 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

const blobOf = (bytes: Uint8Array): Blob => new Blob(new Uint8Array(bytes));
const invalid = (algorithm: string): Error =>
  exception('InvalidParameterValueException', `Invalid algorithm: ${algorithm}`);

const digestOf = (algorithm: string | null): string => {
  const name = required(algorithm);
  const found = DIGESTS[name.toUpperCase()];
  if (found === undefined) throw invalid(name);
  return found;
};

const macDigest = (algorithm: string | null): string => {
  const name = required(algorithm);
  const match = /^hmac(MD5|SHA1|SHA256|SHA512|SHA3-256|SHA3-384|SHA3-512)$/i.exec(name);
  if (!match) throw invalid(name);
  return DIGESTS[(match[1] ?? '').toUpperCase()] ?? '';
};

const mac = (algorithm: string | null, data: Blob | null, key: Blob | null): Buffer =>
  createHmac(macDigest(algorithm), required(key).bytes).update(required(data).bytes).digest();

const IV_BYTES = 16;

const cipherOf = (algorithm: string | null, key: Blob | null): { cipher: string; bytes: Uint8Array } => {
  const name = required(algorithm);
  const bits = /^AES(128|192|256)$/i.exec(name)?.[1];
  if (bits === undefined) throw invalid(name);
  const { bytes } = required(key);
  if (bytes.length * 8 !== Number(bits)) {
    throw exception('InvalidParameterValueException', `Invalid private key. Must be ${Number(bits) / 8} bytes.`);
  }
  return { cipher: `aes-${bits}-cbc`, bytes };
};

const checkedIv = (iv: Uint8Array): Uint8Array => {
  if (iv.length !== IV_BYTES) {
    throw exception('InvalidParameterValueException', 'Invalid initialization vector. Must be 16 bytes.');
  }
  return iv;
};

const encrypted = (algorithm: string | null, key: Blob | null, iv: Uint8Array, text: Blob | null): Buffer => {
  const { cipher, bytes } = cipherOf(algorithm, key);
  const machine = createCipheriv(cipher, bytes, checkedIv(iv));
  return Buffer.concat([machine.update(required(text).bytes), machine.final()]);
};

const decrypted = (algorithm: string | null, key: Blob | null, iv: Uint8Array, text: Uint8Array): Buffer => {
  const { cipher, bytes } = cipherOf(algorithm, key);
  const machine = createDecipheriv(cipher, bytes, checkedIv(iv));
  try {
    return Buffer.concat([machine.update(text), machine.final()]);
  } catch {
    throw exception(
      'SecurityException',
      'Given final block not properly padded. Such issues can arise if a bad key is used during decryption.',
    );
  }
};

const signatureDigest = (algorithm: string | null): string => {
  const name = required(algorithm).toUpperCase().replace('-', '');
  const digest = (
    {
      RSA: 'sha1',
      RSASHA1: 'sha1',
      RSASHA256: 'sha256',
      RSASHA384: 'sha384',
      RSASHA512: 'sha512',
      ECDSASHA256: 'sha256',
    } as const
  )[name];
  if (digest === undefined) throw invalid(required(algorithm));
  return digest;
};

const signed = (algorithm: string | null, input: Blob | null, key: Blob | null): Blob => {
  const digest = signatureDigest(algorithm);
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(required(key).bytes), format: 'der', type: 'pkcs8' });
    return blobOf(sign(digest, required(input).bytes, privateKey));
  } catch (error) {
    throw exception('InvalidParameterValueException', error instanceof Error ? error.message : 'Invalid private key');
  }
};

const verified = (algorithm: string | null, data: Blob | null, signature: Blob | null, key: Blob | null): boolean => {
  const publicKey = createPublicKey({ key: Buffer.from(required(key).bytes), format: 'der', type: 'spki' });
  return verify(signatureDigest(algorithm), required(data).bytes, publicKey, required(signature).bytes);
};

const aesKey = (size: number | null): Blob => {
  const bits = required(size);
  if (![128, 192, 256].includes(bits)) {
    throw exception('InvalidParameterValueException', `Invalid key size: ${bits}. Must be 128, 192 or 256 bits.`);
  }
  return blobOf(randomBytes(bits / 8));
};

/** System.Crypto. */
export const cryptoClass: PlatformClass = {
  name: 'Crypto',
  kind: 'class',
  statics: {
    'Blob decrypt(String algorithmName, Blob privateKey, Blob initializationVector, Blob cipherText)': (
      algorithm: string | null,
      key: Blob | null,
      iv: Blob | null,
      text: Blob | null,
    ) => blobOf(decrypted(algorithm, key, required(iv).bytes, required(text).bytes)),
    'Blob decryptWithManagedIV(String algorithmName, Blob privateKey, Blob IVAndCipherText)': (
      algorithm: string | null,
      key: Blob | null,
      text: Blob | null,
    ) => {
      const { bytes } = required(text);
      return blobOf(decrypted(algorithm, key, bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES)));
    },
    'Blob encrypt(String algorithmName, Blob privateKey, Blob initializationVector, Blob clearText)': (
      algorithm: string | null,
      key: Blob | null,
      iv: Blob | null,
      text: Blob | null,
    ) => blobOf(encrypted(algorithm, key, required(iv).bytes, text)),
    'Blob encryptWithManagedIV(String algorithmName, Blob privateKey, Blob clearText)': (
      algorithm: string | null,
      key: Blob | null,
      text: Blob | null,
    ) => {
      const iv = randomBytes(IV_BYTES);
      return blobOf(Buffer.concat([iv, encrypted(algorithm, key, iv, text)]));
    },
    'Blob generateAesKey(Integer size)': aesKey,
    'Blob generateDigest(String algorithmName, Blob input)': (algorithm: string | null, input: Blob | null) =>
      // By way of a text: a buffer from `hash` itself takes three times as long.
      blobOf(Buffer.from(hash(digestOf(algorithm), required(input).bytes, 'binary'), 'binary')),
    'Blob generateMac(String algorithmName, Blob input, Blob privateKey)': (
      algorithm: string | null,
      input: Blob | null,
      key: Blob | null,
    ) => blobOf(mac(algorithm, input, key)),
    'Integer getRandomInteger()': () => randomInt(-(2 ** 31), 2 ** 31),
    'Long getRandomLong()': () => randomBytes(8).readBigInt64BE(),
    'Blob sign(String algorithmName, Blob input, Blob privateKey)': signed,
    'Boolean verify(String algorithmName, Blob data, Blob signature, Blob publicKey)': verified,
    'Boolean verifyHmac(String algorithmName, Blob input, Blob privateKey, Blob hmacToVerify)': (
      algorithm: string | null,
      input: Blob | null,
      key: Blob | null,
      given: Blob | null,
    ) => {
      const expected = mac(algorithm, input, key);
      const { bytes } = required(given);
      return expected.length === bytes.length && timingSafeEqual(expected, bytes);
    },
  },
  unsupported: [
    'Blob signWithCertificate(String algorithmName, Blob input, String certDevName)',
    'void signXml(String algorithmName, Dom.XmlNode node, String idAttributeName, String certDevName)',
    'void signXml(String algorithmName, Dom.XmlNode node, String idAttributeName, String certDevName, Dom.XmlNode refChild)',
    'Boolean verify(String algorithmName, Blob data, Blob signature, String certDevName)',
  ],
};
