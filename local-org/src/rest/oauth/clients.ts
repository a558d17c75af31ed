import { timingSafeEqual } from 'node:crypto';
import { createHash } from 'node:crypto';

/** A connected app of the org. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
}

/** The client that local mode knows, printed at start. */
export const LOCAL_CLIENT: OAuthClient = { id: 'local', secret: 'local' };
/** Every user's password in local mode. */
export const LOCAL_PASSWORD = 'local';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares secrets without telling by time where they differ. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
