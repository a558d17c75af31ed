import type { DeliveryList } from '../deliveries/delivery-list.ts';
import type { FailureReason } from '../deliveries/delivery-record.ts';
import type { Check, Readiness } from '../http/health.ts';
import { DEFAULT_WORKSPACE } from '../workspaces/workspace-name.ts';
import type { Workspaces } from '../workspaces/workspaces.ts';

const storeFailing = (error: unknown): Readiness => {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = 'Check the disk of DATA_DIR, or the Postgres server.';
  return { ready: false, status: 'unavailable', checks: { store: { status: 'failing', reason, remedy } } };
};

const checkOf = (trouble: FailureReason | undefined): Check =>
  trouble === undefined ? { status: 'ok' } : { status: 'failing', reason: trouble.reason, remedy: trouble.remedy };

/** What each workspace depends on; the default one's names carry no workspace. */
const workspaceChecks = (workspaces: Workspaces): Record<string, Check> =>
  Object.fromEntries(
    workspaces.all().flatMap((workspace) => {
      const { name, parts } = workspace;
      const suffix = name === DEFAULT_WORKSPACE ? '' : `/${name}`;
      return [
        [`salesforce${suffix}`, checkOf(workspace.trouble())],
        [`api-budget${suffix}`, checkOf(workspace.org?.rest.budget.trouble())],
        ...parts.map((part) => [`${part.name}${suffix}`, checkOf(part.trouble())] as const),
      ];
    }),
  );

/** @returns how the connector is, with a reason and a remedy for whatever is in the way */
export const readinessOf = async (list: DeliveryList, workspaces: Workspaces): Promise<Readiness> => {
  try {
    const deliveries = await list.openCounts();
    const checks = { store: checkOf(undefined), ...workspaceChecks(workspaces) };
    const ready = Object.values(checks).every(({ status }) => status === 'ok');
    return { ready, status: ready ? 'ready' : 'degraded', checks, deliveries };
  } catch (error) {
    return storeFailing(error);
  }
};
