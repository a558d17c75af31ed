import type { PlatformClass } from '../platform-class.ts';

/** System.Network: the org has no Experience Cloud sites, so no code runs in one. */
export const networkClass: PlatformClass = {
  name: 'Network',
  kind: 'class',
  statics: { 'Id getNetworkId()': () => null },
  unsupported: [
    'static PageReference communitiesLanding()',
    'static PageReference forwardToAuthPage(String startUrl)',
    'static PageReference forwardToAuthPage(String startUrl, String displayType)',
    'static String getLoginUrl(String networkId)',
    'static String getLogoutUrl(String networkId)',
    'static String getSelfRegUrl(String networkId)',
    'static Integer loadAllPackageDefaultNetworkDashboardSettings()',
    'static Integer loadAllPackageDefaultNetworkPulseSettings()',
    'static Integer loadAllPackageDefaultNetworkWorkspaceMetricSettings()',
  ],
};
