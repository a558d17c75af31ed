import { asyncContext } from '../../async/context.ts';
import { DISPATCH, type Dispatch } from '../../runtime/invoke.ts';
import { platformType, type ApexType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception, required } from '../raise.ts';
import { chainLimit } from './chain-limit.ts';

/** Longest signature. Source: Apex Reference, "QueueableDuplicateSignature.Builder Class". */
const SIGNATURE_BYTES = 256;

/** A System.QueueableDuplicateSignature. */
class Signature extends PlatformObject {
  readonly text: string;
  readonly [DISPATCH]: Dispatch = { 'tostring/0': () => this.text };

  constructor(text: string) {
    super(platformType('QueueableDuplicateSignature'));
    this.text = text;
  }
}

class SignatureBuilder extends PlatformObject {
  readonly parts: string[] = [];

  add(kind: string, value: unknown): this {
    this.parts.push(`${kind}:${String(required(value))}`);
    return this;
  }

  get size(): number {
    return Buffer.byteLength(this.parts.join('|'));
  }

  build(): Signature {
    if (this.size > SIGNATURE_BYTES) {
      throw exception('IllegalArgumentException', `The signature is longer than ${SIGNATURE_BYTES} bytes`);
    }
    return new Signature(this.parts.join('|'));
  }
}

/** A System.AsyncOptions. */
export class AsyncOptions extends PlatformObject {
  duplicateSignature: Signature | null = null;
  maximumDepth: number | null = null;
  minimumDelay: number | null = null;
}

const outsideQueueable = (): Error =>
  exception('AsyncException', 'AsyncInfo is available in a queueable job with AsyncOptions only');

/** @throws System.AsyncException outside a queueable job */
const inQueueable = (): NonNullable<ReturnType<typeof asyncContext>> => {
  const context = asyncContext();
  if (context?.kind !== 'queueable') throw outsideQueueable();
  return context;
};

/** System.AsyncOptions, QueueableDuplicateSignature and AsyncInfo. */
export const asyncOptionsClasses: readonly PlatformClass[] = [
  {
    name: 'AsyncOptions',
    kind: 'class',
    representation: AsyncOptions,
    constructors: { '()': (type: ApexType) => new AsyncOptions(type) },
    properties: {
      'QueueableDuplicateSignature DuplicateSignature': {
        get: (self: AsyncOptions) => self.duplicateSignature,
        set: (self: AsyncOptions, value: Signature | null) => {
          self.duplicateSignature = value;
        },
      },
      'Integer MaximumQueueableStackDepth': {
        get: (self: AsyncOptions) => self.maximumDepth,
        set: (self: AsyncOptions, value: number | null) => {
          self.maximumDepth = value;
        },
      },
      'Integer MinimumQueueableDelayInMinutes': {
        get: (self: AsyncOptions) => self.minimumDelay,
        set: (self: AsyncOptions, value: number | null) => {
          self.minimumDelay = value;
        },
      },
    },
  },
  {
    name: 'QueueableDuplicateSignature',
    kind: 'class',
    representation: Signature,
    methods: { 'String toString()': (self: Signature) => self.text },
  },
  {
    name: 'QueueableDuplicateSignature.Builder',
    kind: 'class',
    representation: SignatureBuilder,
    constructors: { '()': (type: ApexType) => new SignatureBuilder(type) },
    methods: {
      'QueueableDuplicateSignature.Builder addId(Id id)': (self: SignatureBuilder, value: string | null) =>
        self.add('id', value),
      'QueueableDuplicateSignature.Builder addInteger(Integer value)': (self: SignatureBuilder, value: number | null) =>
        self.add('integer', value),
      'QueueableDuplicateSignature.Builder addString(String value)': (self: SignatureBuilder, value: string | null) =>
        self.add('string', value),
      'QueueableDuplicateSignature build()': (self: SignatureBuilder) => self.build(),
      'Integer getMaxSize()': () => SIGNATURE_BYTES,
      'Integer getRemainingSize()': (self: SignatureBuilder) => SIGNATURE_BYTES - self.size,
      'Integer getSize()': (self: SignatureBuilder) => self.size,
    },
  },
  {
    name: 'AsyncInfo',
    kind: 'class',
    statics: {
      'Integer getCurrentQueueableStackDepth()': () => inQueueable().depth,
      'Integer getMaximumQueueableStackDepth()': () => inQueueable().maximumDepth ?? chainLimit(),
      'Integer getMinimumQueueableDelayInMinutes()': () => inQueueable().minimumDelay ?? 0,
      'Boolean hasMaxStackDepth()': () => inQueueable().maximumDepth !== null,
    },
  },
];
