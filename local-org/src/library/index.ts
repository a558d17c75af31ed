import { asyncOptionsClasses } from './async/async-options.ts';
import { batchClasses } from './async/batch.ts';
import { queueableClasses } from './async/queueable.ts';
import { schedulableClasses } from './async/schedulable.ts';
import { accessLevelClass } from './database/access-level.ts';
import { databaseClass } from './database/database.ts';
import { leadConvertClasses } from './database/lead-convert.ts';
import { emailClasses } from './messaging/email.ts';
import { inboundEmailClasses } from './messaging/inbound-email.ts';
import { messagingClasses } from './messaging/messaging.ts';
import { cacheClasses } from './cache/cache.ts';
import { apexPagesClasses } from './pages/apex-pages.ts';
import { pageReferenceClass } from './pages/page-reference.ts';
import { cursorClass } from './database/cursor.ts';
import { duplicateClasses } from './database/duplicates.ts';
import { dmlOptionsClasses } from './database/dml-options.ts';
import { queryLocatorClasses } from './database/query-locator.ts';
import { resultClasses } from './database/results.ts';
import { savepointClass } from './database/savepoint.ts';
import { eventBusClasses } from './events/event-bus.ts';
import { jsonClasses } from './json/json.ts';
import { regexClasses } from './regex/pattern.ts';
import { fieldClasses } from './schema/describe-field.ts';
import { objectClasses, schemaClass } from './schema/describe-object.ts';
import { sobjectClass } from './sobject/sobject.ts';
import { assertClass } from './system/assert.ts';
import { plainEnums } from './system/enums.ts';
import { featureManagementClass } from './system/feature-management.ts';
import { callableInterfaces } from './system/interfaces.ts';
import { labelClass } from './system/label.ts';
import { limitsClass } from './system/limits.ts';
import { orgLimitsClasses } from './system/org-limits.ts';
import { requestClass } from './system/request.ts';
import { securityClasses } from './system/security.ts';
import { systemClass } from './system/system.ts';
import { testClass } from './system/test.ts';
import { triggerClass } from './system/trigger.ts';
import { typeClass } from './system/type.ts';
import { userInfoClass } from './system/user-info.ts';
import { uuidClass } from './system/uuid.ts';
import { installClasses } from './packaging/install.ts';
import { versionClass } from './packaging/version.ts';
import { cryptoClass } from './web/crypto.ts';
import { encodingClasses } from './web/encoding.ts';
import { httpClasses } from './web/http.ts';
import { restClasses } from './web/rest-context.ts';
import { urlClass } from './web/url.ts';
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
import { flowInterviewClass } from './system/flow-interview.ts';
import { networkClass } from './system/network.ts';
import { addressClass } from './numbers/address.ts';
import { locationClass } from './numbers/location.ts';
import { statusCodeEnum } from './system/status-code.ts';
import { dateClass } from './temporal/date.ts';
import { datetimeClass } from './temporal/datetime.ts';
import { timeClass } from './temporal/time.ts';
import { timeZoneClass } from './temporal/time-zone.ts';
import { idClass } from './text/id.ts';
import { stringClass } from './text/string.ts';
import { domClasses } from './xml/dom.ts';
import { xmlStreamReaderClasses } from './xml/stream-reader.ts';
import { xmlStreamWriterClass } from './xml/stream-writer.ts';
import { formulaEvalClasses } from './formula/formula-eval.ts';
import { invocableClasses } from './invocable/action.ts';
import { changeEventHeaderClass } from './events/change-event-header.ts';
import { searchClasses } from './search/search.ts';
import { connectClasses } from './connect/chatter.ts';

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
  ...plainEnums,
  systemClass,
  assertClass,
  testClass,
  limitsClass,
  userInfoClass,
  typeClass,
  triggerClass,
  labelClass,
  ...callableInterfaces,
  versionClass,
  ...installClasses,
  ...orgLimitsClasses,
  featureManagementClass,
  uuidClass,
  networkClass,
  flowInterviewClass,
  locationClass,
  addressClass,
  requestClass,
  databaseClass,
  accessLevelClass,
  ...dmlOptionsClasses,
  ...resultClasses,
  ...duplicateClasses,
  cursorClass,
  ...leadConvertClasses,
  ...queryLocatorClasses,
  savepointClass,
  sobjectClass,
  schemaClass,
  ...objectClasses,
  ...fieldClasses,
  ...securityClasses,
  ...eventBusClasses,
  ...queueableClasses,
  ...asyncOptionsClasses,
  ...batchClasses,
  ...schedulableClasses,
  ...jsonClasses,
  ...regexClasses,
  ...encodingClasses,
  cryptoClass,
  urlClass,
  ...httpClasses,
  ...restClasses,
  pageReferenceClass,
  ...apexPagesClasses,
  ...cacheClasses,
  ...emailClasses,
  ...inboundEmailClasses,
  ...messagingClasses,
  ...connectClasses,
  ...searchClasses,
  ...formulaEvalClasses,
  ...invocableClasses,
  changeEventHeaderClass,
  ...domClasses,
  ...xmlStreamReaderClasses,
  xmlStreamWriterClass,
];
