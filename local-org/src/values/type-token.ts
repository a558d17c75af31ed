import { platformType, type ApexType } from '../types/apex-type.ts';
import { PlatformObject } from './platform-object.ts';

/** A System.Type value: what `Account.class` and `Type.forName` answer. One per type. */
export class TypeToken extends PlatformObject {
  /** The type it stands for. */
  readonly of: ApexType;

  constructor(of: ApexType) {
    super(platformType('Type'));
    this.of = of;
  }
}

const tokens = new Map<ApexType, TypeToken>();

/** @returns the one token of a type */
export const typeToken = (type: ApexType): TypeToken => {
  let token = tokens.get(type);
  if (!token) {
    token = new TypeToken(type);
    tokens.set(type, token);
  }
  return token;
};
