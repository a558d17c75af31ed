import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { basename, join } from 'node:path';
import { readProject } from '../project/sfdx-project.ts';
import { filesEnding, listSourceFiles, readText } from '../project/source-files.ts';
import { affectedClasses, type NamedSource } from './affected-tests.ts';

/** Editors write a file in several steps: what comes within this time is one change. */
const SETTLE_MS = 200;

const COMMAND = join(import.meta.dirname, '../cli/apex-test.ts');

const APEX_FILE = /\.(cls|trigger)$/;

const sourcesOf = (projectDir: string): NamedSource[] => {
  const files = listSourceFiles(readProject(projectDir));
  return ['.cls', '.trigger'].flatMap((ending) =>
    filesEnding(files, ending).map((file) => ({ name: file.fullName, text: readText(file) })),
  );
};

/**
 * What to run after a change.
 *
 * @param changedFiles paths of what changed
 * @returns names of the classes that the change can affect; undefined when metadata changed, which can affect all
 */
export const classesToRun = (projectDir: string, changedFiles: readonly string[]): readonly string[] | undefined => {
  if (changedFiles.some((file) => !APEX_FILE.test(file))) return undefined;
  const changed = changedFiles.map((file) => basename(file).replace(APEX_FILE, ''));
  return [...affectedClasses(sourcesOf(projectDir), changed)];
};

/**
 * Runs the tests, and again those that a change can affect whenever a file of the project changes, until the process
 * ends. Each run is a process of its own, so that nothing of the run before is left.
 *
 * @param projectDir folder with sfdx-project.json
 * @param args the other arguments of `apex test`
 * @param say takes a line for the person who watches
 */
export const watchTests = (projectDir: string, args: readonly string[], say: (line: string) => void): void => {
  let running: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  const changed = new Set<string>();

  const start = (classes: readonly string[] | undefined): void => {
    running?.kill();
    const only = (classes ?? []).flatMap((name) => ['--class', name]);
    running = spawn(process.execPath, [COMMAND, '--project', projectDir, ...args, ...only], { stdio: 'inherit' });
    running.once('exit', (_status, signal) => {
      if (signal === null) say('Waiting for a change. Ctrl-C ends.');
    });
  };
  const startChanged = (): void => {
    const files = [...changed];
    changed.clear();
    say(`Changed: ${files.map((file) => basename(file)).join(', ')}`);
    start(classesToRun(projectDir, files));
  };
  for (const directory of readProject(projectDir).packageDirectories) {
    watch(directory, { recursive: true }, (_event, file) => {
      if (file === null) return;
      changed.add(file);
      clearTimeout(timer);
      timer = setTimeout(startChanged, SETTLE_MS);
    });
  }
  start(undefined);
};
