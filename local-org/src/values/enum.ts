import { platformType, type ApexType } from '../types/apex-type.ts';
import { ApexObject } from './apex-object.ts';

/** One constant of an enum, of the library or written in Apex. Each constant exists once: `===` compares them. */
export class EnumValue extends ApexObject {
  readonly name: string;
  readonly ordinal: number;
  private readonly type: ApexType;

  /**
   * @param type the enum
   * @param name as declared, e.g. `HALF_UP`
   * @param ordinal zero-based position in the declaration
   */
  constructor(type: ApexType, name: string, ordinal: number) {
    super();
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
  }

  override get apexType(): ApexType {
    return this.type;
  }
}

const libraryEnums = new Map<string, readonly EnumValue[]>();

/**
 * The constants of a library enum; made once per name, so that table and implementation share them.
 * @param name as in `PlatformClass.name`, e.g. `StatusCode`, `Schema.DisplayType`
 * @param constants names in ordinal order
 */
export const enumConstants = (name: string, constants: readonly string[]): readonly EnumValue[] => {
  const known = libraryEnums.get(name);
  if (known) return known;
  const type = platformType(name);
  const made = constants.map((constant, ordinal) => new EnumValue(type, constant, ordinal));
  libraryEnums.set(name, made);
  return made;
};

/**
 * A constant of a library enum by name, without regard to case.
 * @returns undefined when the enum has no such constant
 */
export const findEnumConstant = (enumName: string, constant: string): EnumValue | undefined => {
  const wanted = constant.toUpperCase();
  return libraryEnums.get(enumName)?.find((c) => c.name.toUpperCase() === wanted);
};
