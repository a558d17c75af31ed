import { changesOperations } from '../changes/router.ts';
import { connectionOperations } from '../connect/connection-router.ts';
import { erasureOperations } from '../operations/erasure-router.ts';
import { pushOperations } from '../push/router.ts';
import { resyncOperations } from '../resync/router.ts';
import { workspaceOperations } from '../workspaces/router.ts';
import { deliveryOperations } from './deliveries.ts';
import { webhookOperations } from './demodesk-webhook.ts';
import { healthOperations } from './health.ts';
import { metricsOperations } from './metrics.ts';
import type { Operation } from './operation.ts';

/** The whole HTTP interface, except for the pages that people see, in the order of its documents. */
export const documentedOperations: readonly Operation[] = [
  ...webhookOperations,
  ...changesOperations,
  ...pushOperations,
  ...resyncOperations,
  ...deliveryOperations,
  ...connectionOperations,
  ...workspaceOperations,
  ...erasureOperations,
  ...healthOperations,
  ...metricsOperations,
];
