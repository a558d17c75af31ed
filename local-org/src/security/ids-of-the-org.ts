import { makeId } from '../values/id.ts';

/** Ids of the records that every local org is born with. Records made later are numbered by the database. */
export const ORGANIZATION_ID = makeId('00D', 1);

export const PROFILE_IDS = {
  systemAdministrator: makeId('00e', 1),
  standardUser: makeId('00e', 2),
  minimumAccess: makeId('00e', 3),
  /** The integration user's licence. */
  automatedProcess: makeId('00e', 4),
  marketingUser: makeId('00e', 5),
  readOnly: makeId('00e', 6),
  solutionManager: makeId('00e', 7),
  contractManager: makeId('00e', 8),
} as const;

export const USER_IDS = {
  admin: makeId('005', 1),
  automatedProcess: makeId('005', 2),
} as const;
