import { platformType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { Serializer } from './serialize.ts';
import { JsonWriter } from './writer.ts';

/** A System.JSONGenerator. */
export class Generator extends PlatformObject {
  readonly writer: JsonWriter;
  closed = false;

  constructor(pretty: boolean) {
    super(platformType('JSONGenerator'));
    this.writer = new JsonWriter(pretty);
  }

  /** @throws System.JSONException when the generator is closed */
  open(): JsonWriter {
    if (this.closed) throw exception('JSONException', 'Generator is closed');
    return this.writer;
  }
}

const write = (self: Generator, value: unknown): void => new Serializer(self.open(), false).write(value);

const writeField = (self: Generator, name: string | null, value: unknown): void => {
  self.open().name(required(name));
  write(self, value);
};

/** `writeX(value)` and `writeXField(name, value)` by the Apex types they take. */
const VALUES: readonly (readonly [string, string])[] = [
  ['Blob', 'Blob'],
  ['Boolean', 'Boolean'],
  ['Date', 'Date'],
  ['DateTime', 'Datetime'],
  ['Id', 'Id'],
  ['Number', 'Decimal'],
  ['Number', 'Double'],
  ['Number', 'Integer'],
  ['Number', 'Long'],
  ['Object', 'Object'],
  ['String', 'String'],
  ['Time', 'Time'],
];

/** System.JSONGenerator. */
export const generatorClass: PlatformClass = {
  name: 'JSONGenerator',
  kind: 'class',
  representation: Generator,
  methods: {
    ...Object.fromEntries(
      VALUES.flatMap(([suffix, type]) => [
        [`void write${suffix}(${type} value)`, write],
        [`void write${suffix}Field(String fieldName, ${type} value)`, writeField],
      ]),
    ),
    'void close()': (self: Generator) => {
      self.closed = true;
    },
    'String getAsString()': (self: Generator) => self.writer.text,
    'Boolean isClosed()': (self: Generator) => self.closed,
    'void writeEndArray()': (self: Generator) => self.open().end('array'),
    'void writeEndObject()': (self: Generator) => self.open().end('object'),
    'void writeFieldName(String fieldName)': (self: Generator, name: string | null) => self.open().name(required(name)),
    'void writeNull()': (self: Generator) => write(self, null),
    'void writeNullField(String fieldName)': (self: Generator, name: string | null) => writeField(self, name, null),
    'void writeStartArray()': (self: Generator) => self.open().start('array'),
    'void writeStartObject()': (self: Generator) => self.open().start('object'),
  },
};
