import { STRING, type ApexType } from '../../types/apex-type.ts';
import { ApexMap } from '../../values/collections.ts';

/**
 * A map of describe tokens by API name. Keys are lower-cased and without the namespace of the running code;
 * lookups ignore case and take names with and without it.
 */
export class NamedMap extends ApexMap {
  private readonly prefix: string;
  readonly namespace: string;

  constructor(valueType: ApexType, namespace: string) {
    super(STRING, valueType);
    this.namespace = namespace;
    this.prefix = namespace === '' ? '' : `${namespace.toLowerCase()}__`;
  }

  /** Another map of the same tokens: code may change it. */
  copy(): NamedMap {
    return new NamedMap(this.valueType, this.namespace).copyFrom(this);
  }

  private keyFor(key: unknown): unknown {
    if (typeof key !== 'string') return key;
    const lower = key.toLowerCase();
    // `ns__Name__c` is own; a standard name never holds two underscores twice.
    return this.prefix !== '' && lower.startsWith(this.prefix) ? lower.slice(this.prefix.length) : lower;
  }

  override has(key: unknown): boolean {
    return super.has(this.keyFor(key));
  }

  override get(key: unknown): unknown {
    return super.get(this.keyFor(key));
  }

  override put(key: unknown, value: unknown): unknown {
    return super.put(this.keyFor(key), value);
  }

  override remove(key: unknown): unknown {
    return super.remove(this.keyFor(key));
  }
}
