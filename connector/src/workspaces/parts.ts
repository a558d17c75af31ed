import { bothWays } from '../both-ways/parts.ts';
import type { WorkspaceContext, WorkspacePart } from './running-workspace.ts';

/** Everything that runs for each connected workspace beside the way in; started in this order. */
export const PARTS: readonly ((context: WorkspaceContext) => WorkspacePart | WorkspacePart[])[] = [bothWays];
