import { iterationInterfaces } from './collections/iteration.ts';
import { listClass } from './collections/list.ts';
import { mapClass } from './collections/map.ts';
import { setClass } from './collections/set.ts';
import { booleanClass } from './numbers/boolean.ts';
import { decimalClass, doubleClass } from './numbers/decimal.ts';
import { mathClass } from './numbers/math.ts';
import { roundingModeEnum } from './numbers/rounding-mode.ts';
import { integerClass, longClass } from './numbers/whole-numbers.ts';
import type { PlatformClass } from './platform-class.ts';
import { exceptionClasses } from './system/exceptions.ts';
import { objectClass } from './system/object.ts';
import { statusCodeEnum } from './system/status-code.ts';
import { dateClass } from './temporal/date.ts';
import { datetimeClass } from './temporal/datetime.ts';
import { timeClass } from './temporal/time.ts';
import { timeZoneClass } from './temporal/time-zone.ts';
import { idClass } from './text/id.ts';
import { stringClass } from './text/string.ts';

/** Every class, interface and enum of the Apex library that the local org has. */
export const libraryClasses: readonly PlatformClass[] = [
  objectClass,
  stringClass,
  idClass,
  booleanClass,
  integerClass,
  longClass,
  doubleClass,
  decimalClass,
  mathClass,
  roundingModeEnum,
  dateClass,
  datetimeClass,
  timeClass,
  timeZoneClass,
  listClass,
  setClass,
  mapClass,
  ...iterationInterfaces,
  ...exceptionClasses,
  statusCodeEnum,
];
