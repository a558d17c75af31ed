import type { TypeToken } from '../../values/type-token.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, required } from '../raise.ts';
import { Deserializer } from './deserialize.ts';
import { Generator, generatorClass } from './generator.ts';
import { Parser, parserClass } from './parser.ts';
import { Serializer } from './serialize.ts';
import { parseJson, untyped } from './tree.ts';
import { JsonWriter } from './writer.ts';

const serialized = (pretty: boolean) => {
  return (value: unknown, suppressNulls: boolean | null = false): string => {
    const writer = new JsonWriter(pretty);
    new Serializer(writer, suppressNulls === true).write(value);
    return writer.text;
  };
};

const deserialized = (strict: boolean) => {
  return (text: string | null, type: TypeToken | null): unknown =>
    new Deserializer(strict).read(parseJson(required(text)), dereferenced(type).of);
};

/** System.JSON, JSONParser and JSONGenerator. */
export const jsonClasses: readonly PlatformClass[] = [
  {
    name: 'JSON',
    kind: 'class',
    statics: {
      'JSONGenerator createGenerator(Boolean prettyPrint)': (pretty: boolean | null) => new Generator(pretty === true),
      'JSONParser createParser(String jsonString)': (text: string | null) => new Parser(required(text)),
      'Object deserialize(String jsonString, Type apexType)': deserialized(false),
      'Object deserializeStrict(String jsonString, Type apexType)': deserialized(true),
      'Object deserializeUntyped(String jsonString)': (text: string | null) => untyped(parseJson(required(text))),
      'String serialize(Object objectToSerialize)': serialized(false),
      'String serialize(Object objectToSerialize, Boolean suppressApexObjectNulls)': serialized(false),
      'String serializePretty(Object objectToSerialize)': serialized(true),
      'String serializePretty(Object objectToSerialize, Boolean suppressApexObjectNulls)': serialized(true),
    },
  },
  generatorClass,
  parserClass,
];
