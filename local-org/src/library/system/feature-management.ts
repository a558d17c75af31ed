import { hasCustomPermission } from '../schema/permissions.ts';
import type { PlatformClass } from '../platform-class.ts';
import { required } from '../raise.ts';

/** System.FeatureManagement: custom permissions; feature parameters need a License Management App. */
export const featureManagementClass: PlatformClass = {
  name: 'FeatureManagement',
  kind: 'class',
  statics: { 'Boolean checkPermission(String apiName)': (name: string | null) => hasCustomPermission(required(name)) },
  unsupported: [
    'static void changeProtection(String apiName, String typeApiName, String protection)',
    'static Boolean checkPackageBooleanValue(String apiName)',
    'static Date checkPackageDateValue(String apiName)',
    'static Integer checkPackageIntegerValue(String apiName)',
    'static void setPackageBooleanValue(String apiName, Boolean value)',
    'static void setPackageDateValue(String apiName, Date value)',
    'static void setPackageIntegerValue(String apiName, Integer value)',
  ],
};
