import type { ContentCache } from './cache.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from './finding.ts';

/** What a part of the check is given to work on. */
export interface Context {
  /** Absolute path of the folder that holds `sfdx-project.json`. */
  readonly root: string;
  /** The Salesforce half of the project, read once for all parts. */
  readonly project: Project;
  /** For parts that keep results smaller than their whole; keys must hold everything the result depends on. */
  readonly cache: ContentCache;
  /** Changes with the checks and their tools: part of every such key. */
  readonly checks: string;
}

/** One part of `npm run check`: it can run alone, and its result is kept until one of its inputs changes. */
export interface Part {
  /** What comes after `npm run check --`. */
  readonly name: string;
  /** What it finds, in a few words. */
  readonly finds: string;
  /** Runs only when it is asked for by name: it checks the checks, not the project. */
  readonly onlyByName?: true;
  /** Whether it starts Java programs. */
  readonly needsJava: boolean;
  /** Globs from the root of the files that decide its result, besides the checks themselves. */
  readonly inputs: readonly string[];
  /** Seconds it takes cold, roughly: the longest part starts first. */
  readonly weight: number;
  readonly run: (context: Context) => Promise<readonly Finding[]>;
}

/** A part could not do its work: the message says why and what to do; there is no finding in the project. */
export class CheckUnavailable extends Error {}
