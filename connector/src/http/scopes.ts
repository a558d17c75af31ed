/** What a token may be allowed to do. */
export const API_SCOPES = [
  'deliveries.read',
  'deliveries.write',
  'changes.read',
  'push.read',
  'push.write',
  'resync.write',
  'connection.read',
  'connection.write',
  'workspaces.read',
  'workspaces.write',
  'privacy.write',
  'metrics.read',
] as const;
export type Scope = (typeof API_SCOPES)[number];
