import { DISPATCH, invoke, type Dispatch } from '../../runtime/invoke.ts';
import { apexType, platformType, type ApexType } from '../../types/apex-type.ts';
import { ApexList, ApexSet } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception } from '../raise.ts';

/** An Apex Iterator over a JavaScript one. */
export class ValueIterator extends PlatformObject {
  private readonly source: Iterator<unknown>;
  private upcoming: IteratorResult<unknown, unknown>;

  constructor(elementType: ApexType, items: Iterable<unknown>) {
    super(platformType('Iterator', elementType));
    this.source = items[Symbol.iterator]();
    this.upcoming = this.source.next();
  }

  hasNext(): boolean {
    return this.upcoming.done !== true;
  }

  /** @throws System.NoSuchElementException past the end */
  next(): unknown {
    if (this.upcoming.done === true) throw exception('NoSuchElementException', 'Iteration has no more elements');
    const { value } = this.upcoming;
    this.upcoming = this.source.next();
    return value;
  }

  readonly [DISPATCH]: Dispatch = {
    'hasnext/0': () => this.hasNext(),
    'next/0': () => this.next(),
  };
}

/**
 * Everything an Iterable yields: a list or set at once, an Iterable written in Apex by its iterator.
 * @param iterable an Apex value whose type implements Iterable
 */
export function* iterated(iterable: object): Generator {
  if (iterable instanceof ApexList || iterable instanceof ApexSet) {
    yield* iterable;
    return;
  }
  const iterator = invoke(iterable, 'iterator', []) as object;
  while (invoke(iterator, 'hasNext', []) === true) yield invoke(iterator, 'next', []);
}

const iteratorOf = (self: object): unknown => {
  if (self instanceof ApexList || self instanceof ApexSet) return new ValueIterator(self.elementType, self);
  return invoke(self, 'iterator', []);
};

/** The interfaces System.Iterator and System.Iterable. */
export const iterationInterfaces: readonly PlatformClass[] = [
  {
    name: 'Iterator',
    kind: 'interface',
    typeParameters: ['T'],
    methods: {
      'Boolean hasNext()': (self: object) => invoke(self, 'hasNext', []),
      'T next()': (self: object) => invoke(self, 'next', []),
    },
  },
  { name: 'Iterable', kind: 'interface', typeParameters: ['T'], methods: { 'Iterator<T> iterator()': iteratorOf } },
];

/** The first type argument of a constructed collection; Object when it has none. */
export const elementTypeOf = (type: ApexType): ApexType => type.args[0] ?? apexType('object', 'Object');
