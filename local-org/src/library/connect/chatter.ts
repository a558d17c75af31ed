import { UnsupportedFeature } from '../../errors.ts';
import { transaction } from '../../runtime/transaction.ts';
import type { PlatformClass } from '../platform-class.ts';
import { exception } from '../raise.ts';

/** Salesforce's words for Connect in Apex in a test that does not see the org's data. */
const SILOED = 'ConnectApi methods are not supported in data siloed tests. Please use @IsTest(SeeAllData=true).';

/**
 * Connect in Apex: there is no Chatter here. In a test without SeeAllData it fails as on Salesforce; code finds out
 * by that whether a test sees the data of the org.
 */
const refused = (feature: string) => (): never => {
  const { test } = transaction();
  if (test && !test.seeAllData) throw exception('UnsupportedOperationException', SILOED);
  throw new UnsupportedFeature(feature);
};

export const connectClasses: readonly PlatformClass[] = [
  { name: 'ConnectApi.FollowingPage', kind: 'class' },
  {
    name: 'ConnectApi.ChatterUsers',
    kind: 'class',
    statics: {
      'ConnectApi.FollowingPage getFollowings(String communityId, String userId)': refused(
        'ConnectApi.ChatterUsers.getFollowings',
      ),
    },
  },
];
