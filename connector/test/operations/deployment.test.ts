import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve, sep } from 'node:path';
import { it } from 'node:test';
import { z } from 'zod';
import { environment } from '../../src/settings.ts';

const CONNECTOR = join(import.meta.dirname, '../..');
const ROOT = join(CONNECTOR, '..');
const read = (file: string): string => readFileSync(join(CONNECTOR, file), 'utf8');
const json = <T>(file: string, schema: z.ZodType<T>): T => schema.parse(JSON.parse(read(file)));

const manifest = json(
  'package.json',
  z.object({ engines: z.object({ node: z.string() }), dependencies: z.record(z.string(), z.string()) }),
);
const settings = Object.entries(environment.shape).map(([name, schema]) => ({
  name,
  required: !(schema as z.ZodType).safeParse(undefined).success,
}));
/** What the way of running decides, and not the operator. */
const DECIDED = new Set(['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'TRUST_PROXY']);
/** Read by libraries. */
const OF_LIBRARIES = new Set(['OTEL_EXPORTER_OTLP_ENDPOINT', 'PGSSLMODE']);

const sources = readdirSync(join(CONNECTOR, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => join(CONNECTOR, 'src', path));
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\(|require\()\s*'([^']+)'/g)].map(([, name]) => name ?? '');

it('what the image has is all that the connector is made of', () => {
  const used = sources.flatMap((file) => importsOf(file).map((name) => ({ file, name })));
  for (const { file, name } of used.filter(({ name }) => name.startsWith('.'))) {
    const target = resolve(file, '..', name);
    assert.ok(target.startsWith(join(CONNECTOR, 'src') + sep), `${file} uses ${name}`);
  }
  const packages = used
    .filter(({ name }) => !name.startsWith('.') && !isBuiltin(name))
    .map(({ name }) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  for (const name of new Set(packages)) assert.ok(name in manifest.dependencies, name);
});

it('the Dockerfile copies and starts what there is, and lets all of it into its context', () => {
  const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
  assert.ok(copied.length >= 4);
  const allowed = read('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  for (const path of copied) {
    assert.ok(existsSync(join(ROOT, path)), path);
    assert.ok(allowed.includes(path), `${path} is not in the context`);
  }
  const [, main = ''] = /^CMD \["node", "([^"]+)"\]$/m.exec(dockerfile) ?? [];
  assert.ok(existsSync(join(ROOT, main)), main);
});

it('the image and Heroku run the Node that the connector is made for', () => {
  const [major] = /\d+/.exec(manifest.engines.node) ?? [];
  const images = [...read('Dockerfile').matchAll(/^FROM node:(\d+)/gm)].map(([, version]) => version);
  assert.deepEqual(new Set(images), new Set([major]));
});

it('the compose file builds the image and passes on every setting that an operator may give', () => {
  const compose = read('compose.yaml');
  assert.doesNotMatch(compose, /\t/);
  const [, context = ''] = /^ +context: (.+)$/m.exec(compose) ?? [];
  const [, dockerfile = ''] = /^ +dockerfile: (.+)$/m.exec(compose) ?? [];
  assert.ok(existsSync(join(CONNECTOR, context, dockerfile)));
  const service = compose.slice(compose.indexOf('\n  connector:'), compose.indexOf('\n  entrance:'));
  const passed = [...service.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name = '']) => name);
  for (const { name } of settings) assert.ok(DECIDED.has(name) || passed.includes(name), `${name} is not passed on`);
  const known = new Set([...settings.map(({ name }) => name), ...OF_LIBRARIES]);
  for (const name of passed) assert.ok(known.has(name), `${name} is no setting`);
});

it('the Heroku app starts what there is and asks for every setting that is needed', () => {
  const [, main = ''] = /^web: .*node (\S+)$/m.exec(read('Procfile')) ?? [];
  assert.ok(existsSync(join(CONNECTOR, main)), main);
  const app = json('app.json', z.object({ addons: z.array(z.string()), env: z.record(z.string(), z.unknown()) }));
  assert.match(app.addons.join(), /^heroku-postgresql/);
  const known = new Set([...settings.map(({ name }) => name), ...OF_LIBRARIES]);
  for (const name of Object.keys(app.env)) assert.ok(known.has(name), `${name} is no setting`);
  for (const { name, required } of settings) {
    if (required && !DECIDED.has(name)) assert.ok(name in app.env, `${name} is missing`);
  }
});
