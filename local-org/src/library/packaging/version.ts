import { PlatformObject } from '../../values/platform-object.ts';
import type { ApexType } from '../../types/apex-type.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, required } from '../raise.ts';

/** A System.Version of a package: major.minor and, perhaps, a patch. */
export class Version extends PlatformObject {
  readonly major: number;
  readonly minor: number;
  readonly patch: number | null;

  constructor(type: ApexType, major: number | null, minor: number | null, patch: number | null = null) {
    super(type);
    this.major = required(major);
    this.minor = required(minor);
    this.patch = patch;
  }
}

/** With a version of two parts the patch does not count. Source: Apex Reference, "Version Class". */
const compare = (self: Version, other: Version | null): number => {
  const { major, minor, patch } = dereferenced(other);
  const patches = self.patch === null || patch === null ? 0 : self.patch - patch;
  return Math.sign(self.major - major || self.minor - minor || patches);
};

/** System.Version. */
export const versionClass: PlatformClass = {
  name: 'Version',
  kind: 'class',
  representation: Version,
  constructors: {
    '(Integer major, Integer minor)': (type: ApexType, major: number | null, minor: number | null) =>
      new Version(type, major, minor),
    '(Integer major, Integer minor, Integer patch)': (
      type: ApexType,
      major: number | null,
      minor: number | null,
      patch: number | null,
    ) => new Version(type, major, minor, required(patch)),
  },
  methods: {
    'Integer compareTo(Version version)': compare,
    'Integer major()': (self: Version) => self.major,
    'Integer minor()': (self: Version) => self.minor,
    'Integer patch()': (self: Version) => self.patch,
  },
};
