import type { PlatformClass } from '../platform-class.ts';

type Getter = (self: never) => unknown;

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
      const match = /^(\S+) (?:get|is)([A-Z]\w*)\(\)$/.exec(signature);
      return match ? [[`${match[1] ?? ''} ${match[2] ?? ''}`, { get }]] : [];
    }),
  ),
});
