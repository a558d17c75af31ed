import type { AccessMode } from '../../data/database.ts';
import { platformType } from '../../types/apex-type.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import type { PlatformClass } from '../platform-class.ts';

/** A System.AccessLevel. */
export class AccessLevel extends PlatformObject {
  readonly mode: AccessMode;

  constructor(mode: AccessMode) {
    super(platformType('AccessLevel'));
    this.mode = mode;
  }
}

const SYSTEM_MODE = new AccessLevel('system');
const USER_MODE = new AccessLevel('user');

/** System.AccessLevel. */
export const accessLevelClass: PlatformClass = {
  name: 'AccessLevel',
  kind: 'class',
  representation: AccessLevel,
  staticProperties: {
    'AccessLevel SYSTEM_MODE': () => SYSTEM_MODE,
    'AccessLevel USER_MODE': () => USER_MODE,
  },
  unsupported: ['AccessLevel withPermissionSetId(String permissionSetId)'],
};
