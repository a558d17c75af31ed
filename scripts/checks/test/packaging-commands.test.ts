import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { z } from 'zod';
import { PLANS } from '../../packaging/steps.ts';
import { toolPath } from '../engine/tools.ts';

const manifest = z.object({
  commands: z.record(
    z.string(),
    z.object({ flags: z.record(z.string(), z.object({ required: z.boolean().optional() })) }),
  ),
});
type Commands = z.infer<typeof manifest>['commands'];

/** Every command of the Salesforce CLI with its flags, as its plugins declare them. */
const commandsOfCli = (): Commands => {
  const folder = toolPath('@salesforce');
  const plugins = readdirSync(folder).filter((name) => name.startsWith('plugin-'));
  const declared = plugins.flatMap((name) => {
    const file = join(folder, name, 'oclif.manifest.json');
    try {
      return [manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).commands];
    } catch {
      return [];
    }
  });
  return Object.assign({}, ...declared) as Commands;
};

it('the packaging scripts call commands that the Salesforce CLI has, with flags that it knows', () => {
  const commands = commandsOfCli();
  const options = { targetOrg: 'org', devHub: 'hub', packageVersion: '04t000000000001AAA' };
  for (const plan of Object.values(PLANS)) {
    for (const { sf } of plan(options).steps) {
      const words = sf.slice(
        0,
        sf.findIndex((word) => word.startsWith('--')),
      );
      const flags = commands[words.join(':')]?.flags;
      assert.ok(flags, `sf ${words.join(' ')}`);
      const given = sf.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
      for (const flag of given) assert.ok(flag in flags, `sf ${words.join(' ')} --${flag}`);
      const required = Object.entries(flags).filter(([, flag]) => flag.required === true);
      // The Dev Hub and the target org may come from the CLI's own configuration.
      for (const [flag] of required) {
        assert.ok(given.includes(flag) || flag === 'target-dev-hub', `sf ${words.join(' ')} needs --${flag}`);
      }
    }
  }
});
