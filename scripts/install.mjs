#!/usr/bin/env node
/**
 * Installs what a command needs and is not there yet, so that `npm start` and `npm test` work on a fresh clone.
 * Plain JavaScript for Node 20, because Node 24 itself is one of the things it installs.
 *
 * Usage: node scripts/install.mjs run|test|check
 *   run    what the connector, the local org and the Demodesk stand-in need
 *   test   that, and what the tests need
 *   check  that, and what the static checks need
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const REQUIRED_NODE = [22, 18];
/** Each level holds the ones before it. */
const LEVELS = ['run', 'test', 'check'];
const NPM_ARGUMENTS = { run: ['--omit=dev'], test: [], check: [] };

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const stampFile = (level) => join(modules, `.installed-${level}`);

/** Changes whenever any manifest or the lockfile does. */
const fingerprint = () => {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json', 'connector/package.json', 'local-org/package.json']) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
};

const isInstalled = (level, wanted) =>
  LEVELS.slice(LEVELS.indexOf(level)).some(
    (each) => existsSync(stampFile(each)) && readFileSync(stampFile(each), 'utf8') === wanted,
  );

const install = (level) => {
  const fresh = !existsSync(modules);
  const args = fresh ? ['ci'] : ['install', '--no-save'];
  console.error(`Installing what \`${level}\` needs (once)...`);
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...prefix, ...args, ...NPM_ARGUMENTS[level], '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  });
  if (status !== 0)
    fail('npm could not install the dependencies. Its own message is above; try again when it is solved.');
};

/** npm scripts find node_modules/.bin/node first; without a build for this platform the system's Node must do. */
const requireNode = () => {
  const bundled = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const node = existsSync(bundled) ? bundled : process.execPath;
  let version;
  try {
    version = execFileSync(node, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' }).trim();
  } catch (error) {
    fail(`${node} does not run on this system (${error.message}). Install Node 24 from nodejs.org and try again.`);
  }
  const [major, minor] = version.slice(1).split('.').map(Number);
  if (major < REQUIRED_NODE[0] || (major === REQUIRED_NODE[0] && minor < REQUIRED_NODE[1])) {
    fail(`Node 24 is needed and ${version} is what was found. Install Node 24 from nodejs.org and try again.`);
  }
};

const level = process.argv[2] ?? 'run';
if (!LEVELS.includes(level)) fail(`usage: node scripts/install.mjs ${LEVELS.join('|')}`);
const wanted = fingerprint();
if (!isInstalled(level, wanted)) {
  install(level);
  mkdirSync(modules, { recursive: true });
  writeFileSync(stampFile(level), wanted);
}
requireNode();
