/**
 * Remembers what is made of each object of the schema, field or relationship, which never change.
 * @param make called once for each
 */
export const perDefinition = <Definition extends object, Made>(
  make: (definition: Definition) => Made,
): ((definition: Definition) => Made) => {
  const known = new WeakMap<Definition, Made>();
  return (definition) => {
    let made = known.get(definition);
    if (made === undefined) known.set(definition, (made = make(definition)));
    return made;
  };
};
