#!/usr/bin/env node
/**
 * Installs what a command needs and is not there yet, so that `npm start` and `npm test` work on a fresh clone.
 * Plain JavaScript for Node 20, because Node 24 itself is one of the things it installs.
 *
 * Usage: node scripts/install.mjs run|test|check
 *   run    what the connector, the local org and the Demodesk stand-in need
 *   test   that, and what the tests need: Jest for the components in scripts/lwc-tests among it
 *   check  run, and what the static checks need: the tools in scripts/checks/tools
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
/** What is heavy, or would not go together with the rest, has a manifest of its own. */
const tools = { folder: join(root, 'scripts/checks/tools'), what: 'the checking tools (once; about 600 MB)' };
const lwcTests = { folder: join(root, 'scripts/lwc-tests'), what: 'Jest for the components (once; about 150 MB)' };
const REQUIRED_NODE = [22, 18];
/** Each level holds the ones before it. */
const LEVELS = ['run', 'test', 'check'];
const NPM_ARGUMENTS = { run: ['--omit=dev'], test: [], check: [] };

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const stampFile = (level) => join(modules, `.installed-${level}`);

const hashOf = (...files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
};

/** Changes whenever any manifest or the lockfile does. */
const fingerprint = () =>
  hashOf(
    ...['package.json', 'package-lock.json', 'connector/package.json', 'local-org/package.json'].map((file) =>
      join(root, file),
    ),
  );

const isInstalled = (level, wanted) =>
  LEVELS.slice(LEVELS.indexOf(level)).some(
    (each) => existsSync(stampFile(each)) && readFileSync(stampFile(each), 'utf8') === wanted,
  );

const npm = (cwd, args) => {
  const script = process.env.npm_execpath;
  const [command, prefix] = script ? [process.execPath, [script]] : ['npm', []];
  const { status } = spawnSync(command, [...prefix, ...args, '--no-audit', '--no-fund'], {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: !script && process.platform === 'win32',
  });
  if (status !== 0)
    fail('npm could not install the dependencies. Its own message is above; try again when it is solved.');
};

const install = (level) => {
  const fresh = !existsSync(modules);
  // What is there for a higher level stays: npm would remove it.
  const hasDevelopment = existsSync(join(modules, 'typescript'));
  const highest = LEVELS.findLast(
    (each) => each === level || existsSync(stampFile(each)) || (each === 'test' && hasDevelopment),
  );
  console.error(`Installing what \`${level}\` needs (once)...`);
  npm(root, [...(fresh ? ['ci'] : ['install', '--no-save']), ...NPM_ARGUMENTS[highest]]);
  return highest;
};

const installApart = ({ folder, what }) => {
  const stamp = join(folder, 'node_modules/.installed');
  const wanted = hashOf(join(folder, 'package.json'), join(folder, 'package-lock.json'));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error(`Installing ${what}...`);
  // None of it needs its install script, and some refuse to run on the Node that starts this.
  npm(folder, ['ci', '--ignore-scripts']);
  writeFileSync(stamp, wanted);
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
  const reached = install(level);
  mkdirSync(modules, { recursive: true });
  writeFileSync(stampFile(reached), wanted);
}
if (level === 'test') installApart(lwcTests);
if (level === 'check') installApart(tools);
requireNode();
