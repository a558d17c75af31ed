import { CompileError, CompileFailure, UnsupportedFeature } from '../errors.ts';
import { ProjectError } from '../project/sfdx-project.ts';
import { SeedError } from '../seed/seed-file.ts';

/** Errors whose message says all that a person needs. */
const READABLE = [ProjectError, CompileFailure, CompileError, SeedError, UnsupportedFeature];

const isReadable = (error: Error): boolean =>
  READABLE.some((kind) => error instanceof kind) ||
  // A wrong option, a file that is not there.
  'code' in error;

/** Tells the person at the terminal why a command failed, and sets the exit code. */
export const reportFailure = (error: unknown): void => {
  const failure = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${isReadable(failure) ? failure.message : (failure.stack ?? failure.message)}\n`);
  process.exitCode = 1;
};
