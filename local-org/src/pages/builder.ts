import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SfdxProject } from '../project/sfdx-project.ts';
import { buildFolder, MANIFEST_FILE } from './build/bundle-folder.ts';
import { findComponents } from './build/components.ts';
import { fingerprintOf, stampOf } from './build/fingerprint.ts';
import { buildOutcomeSchema, manifestSchema, type Manifest } from './build/manifest.ts';

/** How the components of the project stand. */
export type BuildState =
  | { readonly kind: 'building' }
  | { readonly kind: 'ready'; readonly fingerprint: string; readonly folder: string; readonly manifest: Manifest }
  | { readonly kind: 'failed'; readonly message: string };

/** Builds the components of a project in a process of its own, when they have changed since they were last built. */
export interface ComponentBuilder {
  /** Looks whether the components have changed, and begins to build them if so. */
  state(): BuildState;
  /** @returns the state when nothing is being built any more */
  settled(): Promise<BuildState>;
  /** Ends a build that is running. */
  close(): void;
}

const CHILD = join(import.meta.dirname, 'build/child.ts');

const readManifest = (fingerprint: string): Manifest | undefined => {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(buildFolder(fingerprint), MANIFEST_FILE), 'utf8')));
  } catch {
    // Not built yet, or by another version of the local org.
    return undefined;
  }
};

export const createBuilder = (project: SfdxProject, namespace: string): ComponentBuilder => {
  let stamp = '';
  let current: BuildState = { kind: 'building' };
  let child: ChildProcess | undefined;
  let closed = false;
  let waiting: ((state: BuildState) => void)[] = [];

  const settle = (state: BuildState): void => {
    current = state;
    if (state.kind === 'building') return;
    for (const resolve of waiting) resolve(state);
    waiting = [];
  };

  const ready = (fingerprint: string, manifest: Manifest): BuildState => ({
    kind: 'ready',
    fingerprint,
    manifest,
    folder: buildFolder(fingerprint),
  });

  const build = (fingerprint: string): void => {
    settle({ kind: 'building' });
    const process = fork(CHILD, [project.directory, namespace, fingerprint], { stdio: 'inherit' });
    child = process;
    let outcome: BuildState | undefined;
    process.on('message', (message) => {
      const told = buildOutcomeSchema.parse(message);
      if (told.kind === 'failed') outcome = told;
    });
    process.on('exit', (code) => {
      child = undefined;
      if (closed) return;
      if (outcome) {
        settle(outcome);
        return;
      }
      const manifest = readManifest(fingerprint);
      if (manifest) settle(ready(fingerprint, manifest));
      else if (code === 0) look(true);
      else settle({ kind: 'failed', message: `The build of the components ended with exit code ${code ?? 'none'}` });
    });
    process.unref();
    process.channel?.unref();
  };

  const look = (again: boolean): void => {
    const components = findComponents(project);
    const now = stampOf(components);
    if (now === stamp && !again) return;
    stamp = now;
    const fingerprint = fingerprintOf(components);
    const manifest = readManifest(fingerprint);
    if (manifest) settle(ready(fingerprint, manifest));
    else build(fingerprint);
  };

  const state = (): BuildState => {
    if (child === undefined && !closed) look(false);
    return current;
  };

  return {
    state,
    settled: () => {
      const now = state();
      return now.kind === 'building' ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(now);
    },
    close: () => {
      closed = true;
      child?.kill();
    },
  };
};
