import type { PlatformClass } from '../platform-class.ts';

type Getter = (self: never) => unknown;

const PROPERTY = /^(\S+) (?:get|is)([A-Z]\w*)\(\)$/;

/** @returns the declaration of the property beside a getter, undefined for other methods */
const propertyOf = (signature: string): string | undefined => {
  const match = PROPERTY.exec(signature);
  return match ? `${match[1] ?? ''} ${match[2] ?? ''}` : undefined;
};

/** Getters that are refused, and the properties beside them. */
export const refusing = (getters: readonly string[]): string[] =>
  getters.flatMap((signature) => [signature, propertyOf(signature) ?? []].flat());

/**
 * Methods and the read-only properties that Salesforce has beside them: `String getLabel()` is also `label`,
 * `Boolean isCustom()` also `custom`.
 * @param getters by signature of the method
 */
export const describing = (
  getters: Readonly<Record<string, Getter>>,
): Pick<PlatformClass, 'methods' | 'properties'> => ({
  methods: getters,
  properties: Object.fromEntries(
    Object.entries(getters).flatMap(([signature, get]) => {
      const property = propertyOf(signature);
      return property === undefined ? [] : [[property, { get }]];
    }),
  ),
});
