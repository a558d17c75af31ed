import { z } from 'zod';

const importedModule = z.object({
  /** e.g. `@salesforce/label/c.Sync_Failed` */
  module: z.string(),
  /** Who imports it, e.g. `c/syncLog`. */
  component: z.string(),
});

const buildProblem = z.object({
  /** e.g. `c/syncLog` */
  component: z.string(),
  message: z.string(),
});

/** What one build of the project's components has made. */
export const manifestSchema = z.object({
  /** File name of the start script. */
  entry: z.string(),
  /** Names of the components that were built, e.g. `syncLog`. */
  components: z.array(z.string()),
  /** Modules that only the org can fill: Apex methods, labels, fields. */
  imports: z.array(importedModule),
  /** Labels of the base components, with their English text. */
  baseLabels: z.record(z.string(), z.string()),
  /** Components that could not be built, each with its reason. */
  problems: z.array(buildProblem),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ImportedModule = z.infer<typeof importedModule>;
export type BuildProblem = z.infer<typeof buildProblem>;

/** A message of the process that builds. */
export const buildOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built') }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);

export type BuildOutcome = z.infer<typeof buildOutcomeSchema>;
