import { invoke } from '../runtime/invoke.ts';
import type { PlatformClass } from './platform-class.ts';
import { parseMember } from './signature.ts';

const calling =
  (method: string) =>
  (self: object, ...args: unknown[]): unknown =>
    invoke(self, method, args);

/**
 * An interface that Apex classes, or objects of the library, implement: calling its methods calls theirs.
 * @param name as in `PlatformClass.name`
 * @param signatures of its methods
 */
export const interfaceOf = (
  name: string,
  signatures: readonly string[],
  more: Partial<PlatformClass> = {},
): PlatformClass => ({
  ...more,
  name,
  kind: 'interface',
  methods: Object.fromEntries(signatures.map((signature) => [signature, calling(parseMember(signature).name)])),
});
