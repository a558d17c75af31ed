import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Cipher } from '../store/cipher.ts';
import { Undecryptable } from '../store/cipher.ts';

/** A cookie that only this connector can read, and no script. */
export interface SealedCookie<T> {
  set(response: Response, value: T): void;
  /** @returns what was set, or undefined when there is nothing, or it is too old or not of our making */
  get(request: Request): T | undefined;
  clear(response: Response): void;
}

/** What a cookie is made of. */
export interface SealedCookieOptions<T> {
  name: string;
  path: string;
  schema: z.ZodType<T>;
  maxAgeMs: number;
  /** Whether it may travel over https only. */
  secure: boolean;
  cipher: Cipher;
}

const valueOf = (request: Request, name: string): string | undefined =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/**
 * State that belongs to one browser, kept by that browser: any process can take the next request, and nothing has to
 * be stored for people who never come back.
 */
export const sealedCookie = <T>(options: SealedCookieOptions<T>): SealedCookie<T> => {
  const { name, path, schema, maxAgeMs, secure, cipher } = options;
  // Lax: the browser must send it when Salesforce redirects back.
  const attributes = { path, httpOnly: true, sameSite: 'lax', secure } as const;
  const purpose = `cookie ${name}`;
  return {
    set: (response, value) => {
      const sealed = cipher.encrypt(JSON.stringify({ value, until: Date.now() + maxAgeMs }), purpose);
      response.cookie(name, sealed, { ...attributes, maxAge: maxAgeMs });
    },
    get: (request) => {
      const sealed = valueOf(request, name);
      if (sealed === undefined) return undefined;
      try {
        const { value, until } = JSON.parse(cipher.decrypt(sealed, purpose)) as { value: unknown; until: number };
        return until < Date.now() ? undefined : schema.safeParse(value).data;
      } catch (error) {
        if (error instanceof Undecryptable) return undefined;
        throw error;
      }
    },
    clear: (response) => {
      response.clearCookie(name, attributes);
    },
  };
};
