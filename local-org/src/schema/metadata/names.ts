const SUFFIX = /__(c|e|mdt|r|b|x|kav)$/i;

/**
 * The full API name of a name in the project's metadata: custom names get the project's namespace unless they
 * carry one.
 * @param name e.g. `Meeting__c`, `other__Thing__c`, `Account`
 * @param namespace of the project, '' for none
 */
export const qualifiedName = (name: string, namespace: string): string => {
  if (namespace === '' || !SUFFIX.test(name)) return name;
  return name.replace(SUFFIX, '').includes('__') ? name : `${namespace}__${name}`;
};

/** The parent relationship of a custom reference field: `Meeting__c` -> `Meeting__r`. */
export const relationshipOf = (field: string): string => field.replace(/__c$/i, '__r');
