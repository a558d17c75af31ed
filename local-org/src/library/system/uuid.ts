import { randomUUID } from 'node:crypto';
import { DISPATCH, type Dispatch } from '../../runtime/invoke.ts';
import { platformType } from '../../types/apex-type.ts';
import { textHash } from '../../values/hash.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A System.UUID, equal to another one with the same text. */
export class Uuid extends PlatformObject {
  readonly text: string;
  readonly [DISPATCH]: Dispatch = {
    'equals/1': (other) => other instanceof Uuid && other.text === this.text,
    'hashcode/0': () => textHash(this.text),
    'tostring/0': () => this.text,
  };

  constructor(text: string) {
    super(platformType('UUID'));
    this.text = text.toLowerCase();
  }
}

/** @throws System.IllegalArgumentException for a text of another form */
export const uuidFrom = (text: string | null): Uuid => {
  if (!FORM.test(required(text))) throw exception('IllegalArgumentException', `Invalid UUID string: ${text ?? ''}`);
  return new Uuid(text ?? '');
};

/** System.UUID. */
export const uuidClass: PlatformClass = {
  name: 'UUID',
  kind: 'class',
  representation: Uuid,
  statics: {
    'UUID fromString(String uuidStr)': uuidFrom,
    'UUID randomUUID()': () => new Uuid(randomUUID()),
  },
  methods: {
    'Boolean equals(Object obj)': (self: Uuid, other: unknown) => other instanceof Uuid && other.text === self.text,
    'Integer hashCode()': (self: Uuid) => textHash(self.text),
    'String toString()': (self: Uuid) => self.text,
  },
};
