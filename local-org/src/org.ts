import { createJobs, logJobFailure, type JobFailure, type Jobs } from './async/jobs.ts';
import { DAILY_EXECUTIONS, executionsOfDay } from './async/executions.ts';
import { compileProject, type CompiledProgram } from './apex/compile.ts';
import { createDatabase } from './data/create.ts';
import type { Database } from './data/database.ts';
import { unrestrictedAccess, type AccessRules } from './data/engine.ts';
import {
  createEventBus,
  scheduleOnEventLoop,
  type OrgEventBus,
  type Schedule,
  type TriggerFailure,
} from './events/create-event-bus.ts';
import { HOURLY_EVENTS, publishingDatabase } from './events/publishing-database.ts';
import type { EventBus } from './events/event-bus.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { databaseWithFaults } from './faults/database-with-faults.ts';
import { libraryClasses } from './library/index.ts';
import { registerAllocation } from './library/system/org-limits.ts';
import { cachePartitionRecords } from './project/cache-partitions.ts';
import { readEventSubscriberConfigs } from './project/event-subscribers.ts';
import { readLabels } from './project/labels.ts';
import { type ObjectTranslations, readObjectTranslations } from './project/object-translations.ts';
import { readOrgSettings } from './project/org-settings.ts';
import { readProject, type SfdxProject } from './project/sfdx-project.ts';
import { filesEnding, listSourceFiles, readText, type SourceFile } from './project/source-files.ts';
import { readStaticResources } from './project/static-resources.ts';
import type { Program } from './runtime/program.ts';
import { userLanguage } from './security/user-language.ts';
import { errorTrace } from './runtime/error-text.ts';
import { loadCustomMetadata } from './schema/custom-metadata.ts';
import { metadataCatalog } from './schema/metadata-catalog.ts';
import { loadSchema } from './schema/load.ts';
import type { Schema } from './schema/model.ts';
import type { OrgFeatures } from './schema/standard/index.ts';
import { loadFoundingRecords } from './security/founding-records.ts';
import { accessRules } from './security/permissions/access-rules.ts';
import { ORGANIZATION_ID } from './security/ids-of-the-org.ts';
import { createSessions, type Sessions } from './security/sessions.ts';
import type { SubscriberStatus } from './events/subscriber.ts';
import { createSubscriberConfigs, type SubscriberConfigs } from './events/subscriber-configs.ts';
import { subscriberRecords } from './events/subscriber-records.ts';
import { subscriberUserId } from './security/users.ts';

/** One local Salesforce org in this process: everything the Apex runtime and the HTTP side need, assembled by `createOrg`. */
export interface Org {
  readonly id: string;
  /** Namespace of the project that is installed, '' for none. */
  readonly namespace: string;
  readonly schema: Schema;
  readonly database: Database;
  readonly events: EventBus;
  readonly program: Program;
  /** Asynchronous Apex that waits to run. */
  readonly jobs: Jobs;
  /** Rights of users: profiles, permission sets, sharing. */
  readonly access: AccessRules;
  /** The org's clock: milliseconds since the epoch. */
  now(): number;
  /** Custom labels by full name (`demodesk.Sync_Failed` is looked up as `Sync_Failed`), in the running user's language. */
  label(name: string, namespace: string): string | undefined;
  /** What the project calls objects, fields and picklist values in other languages. */
  readonly translations: ObjectTranslations;
  /** Whether the project has a flow of that API name. Flows do not run here. */
  hasFlow(name: string): boolean;
  /** Static resources and other files of the project, by metadata type and full name. */
  staticResource(name: string, namespace: string): Uint8Array | undefined;
}

/** An org with what its shell - HTTP, seed, command line - works with. */
export interface LocalOrg extends Org {
  readonly project: SfdxProject;
  readonly files: readonly SourceFile[];
  readonly program: CompiledProgram;
  readonly events: OrgEventBus;
  readonly faults: Faults;
  readonly sessions: Sessions;
  /** How event triggers run. */
  readonly subscriberConfigs: SubscriberConfigs;
  /** Runs work while no Apex trigger fires, as for data that was there before the package was installed. */
  withoutTriggers<T>(work: () => T): T;
}

export interface OrgOptions {
  /** Folder with sfdx-project.json. */
  readonly projectDir: string;
  /** Overrides the project's namespace; '' installs it without one. */
  readonly namespace?: string;
  /** Compile what can be compiled and refuse the rest when it runs (`program.problems`); default: all or CompileFailure. */
  readonly tolerant?: boolean;
  /** Optional features of the org, over those of the project's `config/local-org.json`. */
  readonly features?: OrgFeatures;
  /** The org's clock, milliseconds since the epoch; default: the machine's. */
  readonly now?: () => number;
  /** How deliveries of events are put off; default: the event loop. */
  readonly schedule?: Schedule;
  /** How long events are kept, in milliseconds; default 72 hours. */
  readonly eventRetentionMs?: number;
  /** Hears of event triggers that failed; default: standard error. */
  readonly onTriggerFailure?: (failure: TriggerFailure) => void;
  /** Hears of asynchronous Apex that failed; default: standard error. */
  readonly onJobFailure?: (failure: JobFailure) => void;
}

const logFailure = ({ trigger, error, replayIds, lost }: TriggerFailure): void => {
  const range = `${replayIds[0] ?? '?'} to ${replayIds.at(-1) ?? '?'}`;
  process.stderr.write(
    `Event trigger ${trigger} failed on events ${range}${lost > 0 ? `; ${lost} lost` : ''}\n${errorTrace(error)}\n`,
  );
};

const apexSources = (files: readonly SourceFile[]): { file: string; text: string }[] =>
  [...filesEnding(files, '.cls'), ...filesEnding(files, '.trigger')].map((file) => ({
    file: file.relativePath,
    text: readText(file),
  }));

/** Every event trigger has its EventBusSubscriber record from the beginning. */
const loadSubscribers = (schema: Schema, program: Program, onStatus: (status: SubscriberStatus) => void): void => {
  for (const { name: object } of schema.objects.filter(({ kind }) => kind === 'event')) {
    for (const { name: trigger } of program.triggers(object)) {
      onStatus({ trigger, object, position: null, retries: 0, lastError: null, status: 'Running' });
    }
  }
};

/** Names in code may carry the package's own namespace, or `c`, or none. */
const isOwn = (namespace: string, own: string): boolean =>
  namespace === '' || namespace.toLowerCase() === 'c' || namespace.toLowerCase() === own.toLowerCase();

/**
 * Assembles an org from an sfdx project: schema from its metadata, its Apex compiled, an empty database with the
 * org's own records (organization, profiles, administrator), the event bus.
 * @throws ProjectError when the project cannot be read
 * @throws CompileFailure when its Apex does not compile, unless the options are tolerant
 */
export const createOrg = (options: OrgOptions): LocalOrg => {
  const project = readProject(options.projectDir);
  const namespace = options.namespace ?? project.namespace;
  const now = options.now ?? Date.now;
  const files = listSourceFiles(project);
  const features = { ...readOrgSettings(project.directory).features, ...options.features };
  const schema = loadSchema({ projectDir: project.directory, namespace, features });
  const program = compileProject({
    sources: apexSources(files),
    schema,
    namespace,
    libraryClasses,
    tolerant: options.tolerant ?? false,
  });
  const withoutTriggers: Program = { ...program, triggers: () => [] };
  let triggersFire = true;

  const faults = createFaults(now);
  const labels = readLabels(files);
  const flows = new Set(filesEnding(files, '.flow-meta.xml').map((file) => file.fullName.toLowerCase()));
  const resources = new Map(readStaticResources(files).map((resource) => [resource.name.toLowerCase(), resource]));
  const subscriberConfigs = createSubscriberConfigs(readEventSubscriberConfigs(files));
  const onStatus = subscriberRecords(() => org);
  const events = createEventBus({
    org: () => org,
    now,
    faults,
    configs: subscriberConfigs,
    schedule: options.schedule ?? scheduleOnEventLoop,
    userId: (username) => subscriberUserId(org, username),
    onFailure: options.onTriggerFailure ?? logFailure,
    onStatus,
    ...(options.eventRetentionMs === undefined ? {} : { retentionMs: options.eventRetentionMs }),
  });
  const jobs = createJobs({
    org: () => org,
    schedule: options.schedule ?? scheduleOnEventLoop,
    onFailure: options.onJobFailure ?? logJobFailure,
  });
  let access = unrestrictedAccess;
  const database = createDatabase({
    schema,
    program: () => (triggersFire ? program : withoutTriggers),
    records: [
      ...metadataCatalog(schema),
      ...loadCustomMetadata(project.directory, namespace, schema),
      ...cachePartitionRecords(files, namespace),
    ],
    access: (engine) => (access = accessRules(engine)),
  });
  const org: LocalOrg = {
    id: ORGANIZATION_ID,
    namespace,
    project,
    files,
    schema,
    program,
    events,
    access,
    faults,
    jobs,
    database: databaseWithFaults(publishingDatabase(database, events), faults),
    sessions: createSessions(now),
    subscriberConfigs,
    now,
    translations: readObjectTranslations(files, namespace),
    label: (name, space) => (isOwn(space, namespace) ? labels.text(name, userLanguage()) : undefined),
    staticResource: (name, space) => (isOwn(space, namespace) ? resources.get(name.toLowerCase())?.body : undefined),
    hasFlow: (name) => flows.has(name.toLowerCase()),
    withoutTriggers: (work) => {
      triggersFire = false;
      try {
        return work();
      } finally {
        triggersFire = true;
      }
    },
  };
  registerAllocation(org, 'HourlyPublishedPlatformEvents', () => ({
    max: HOURLY_EVENTS,
    used: events.publishedLastHour(),
  }));
  registerAllocation(org, 'DailyAsyncApexExecutions', () => ({ max: DAILY_EXECUTIONS, used: executionsOfDay(org) }));
  loadFoundingRecords({ database, namespace, files, resources: [...resources.values()], at: now() });
  loadSubscribers(schema, program, onStatus);
  return org;
};
