import { runningUser, userLocale, userTimeZone } from '../../runtime/running-user.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { SObject } from '../../values/sobject.ts';
import type { PlatformClass } from '../platform-class.ts';
import { ApexTimeZone } from '../temporal/time-zone.ts';

const userField = (field: string) => (): unknown => runningUser()?.get(field) ?? null;

const organization = (): SObject | undefined => {
  const { org } = transaction();
  const object = org.schema.object('Organization', '');
  return object && org.database.read(object, org.id);
};

const fullName = (): string => {
  const user = runningUser();
  const parts = [user?.get('FirstName') ?? null, user?.get('LastName') ?? null];
  return parts.filter((part): part is string => typeof part === 'string').join(' ');
};

/** System.UserInfo. */
export const userInfoClass: PlatformClass = {
  name: 'UserInfo',
  kind: 'class',
  statics: {
    'String getDefaultCurrency()': () => organization()?.get('DefaultCurrencyIsoCode') ?? 'USD',
    'String getFirstName()': userField('FirstName'),
    'String getLanguage()': () => runningUser()?.get('LanguageLocaleKey') ?? 'en_US',
    'String getLastName()': userField('LastName'),
    'String getLocale()': userLocale,
    'String getName()': fullName,
    'String getOrganizationId()': () => transaction().org.id,
    'String getOrganizationName()': () => organization()?.get('Name') ?? null,
    'String getProfileId()': userField('ProfileId'),
    'TimeZone getTimeZone()': () => new ApexTimeZone(userTimeZone()),
    'String getUiTheme()': () => 'Theme4d',
    'String getUiThemeDisplayed()': () => 'Theme4d',
    'String getUserEmail()': userField('Email'),
    'Id getUserId()': () => transaction().userId,
    'String getUserName()': userField('Username'),
    'Id getUserRoleId()': userField('UserRoleId'),
    'String getUserType()': () => runningUser()?.get('UserType') ?? 'Standard',
    'Boolean isMultiCurrencyOrganization()': () => false,
  },
  unsupported: [
    'String getCurrentUvid()',
    'String getSessionId()',
    'Boolean hasPackageLicense(Id packageId)',
    'Boolean isCurrentUserLicensed(String namespace)',
    'Boolean isCurrentUserLicensedForPackage(Id packageId)',
  ],
};
