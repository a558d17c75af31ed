import type { ApexType } from '../types/apex-type.ts';
import { ApexObject } from './apex-object.ts';

/** Base of the library's own objects (results, tokens, iterators), which carry their Apex type as a value. */
export abstract class PlatformObject extends ApexObject {
  private readonly type: ApexType;

  constructor(type: ApexType) {
    super();
    this.type = type;
  }

  override get apexType(): ApexType {
    return this.type;
  }
}
