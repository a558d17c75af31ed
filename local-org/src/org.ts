import type { Database } from './data/database.ts';
import type { EventBus } from './events/event-bus.ts';
import type { Program } from './runtime/program.ts';
import type { Schema } from './schema/model.ts';

/** One local Salesforce org in this process: everything the Apex runtime and the HTTP side need, assembled by `createOrg`. */
export interface Org {
  readonly id: string;
  /** Namespace of the project that is installed, '' for none. */
  readonly namespace: string;
  readonly schema: Schema;
  readonly database: Database;
  readonly events: EventBus;
  readonly program: Program;
  /** Custom labels by full name (`demodesk.Sync_Failed` is looked up as `Sync_Failed`), in the running user's language. */
  label(name: string, namespace: string): string | undefined;
  /** Static resources and other files of the project, by metadata type and full name. */
  staticResource(name: string, namespace: string): Uint8Array | undefined;
}
