import type { ApexType } from '../types/apex-type.ts';

/**
 * Base of every instance of a class written in Apex and of every library object that is not one of the values
 * of this folder. The compiler emits one JavaScript class per Apex class, derived from this (or from the
 * JavaScript class of the library class it extends).
 */
export abstract class ApexObject {
  /** The object's class, with its type arguments where the library class is generic. */
  abstract get apexType(): ApexType;
}
