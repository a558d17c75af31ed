/**
 * `npm run org:scratch|org:deploy|org:check|org:client-app|org:trigger-user|package:create|package:version|package:promote [-- options]`.
 * `--dry-run` prints exactly what would be run and runs nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { deployClientApp } from './client-app.ts';
import { withInstallLinks } from './install-links.ts';
import { asTyped, CliFailed, runSf } from './salesforce-cli.ts';
import { PLANS, UsageError } from './steps.ts';
import type { PlannedCommand, PlanOptions } from './steps.ts';

const ROOT = join(import.meta.dirname, '../..');
const README = join(ROOT, 'README.md');

const builtVersion = z.object({
  result: z.object({ SubscriberPackageVersionId: z.string(), VersionNumber: z.string().optional() }),
});
const reportedVersion = z.object({
  result: z.object({ Version: z.string(), SubscriberPackageVersionId: z.string(), IsReleased: z.boolean() }),
});

const isPlanned = (command: string): command is PlannedCommand => Object.hasOwn(PLANS, command);

const say = (text: string): void => {
  console.log(text);
};

const writeInstallLinks = (id: string, number: string, released: boolean): void => {
  writeFileSync(README, withInstallLinks(readFileSync(README, 'utf8'), { id, number, released }));
  say(`README.md now has the install links of version ${number} (${id}).`);
};

const runPlan = async (command: PlannedCommand, options: PlanOptions, dryRun: boolean): Promise<void> => {
  const { needs, steps } = PLANS[command](options);
  say(`${command} needs:`);
  for (const need of needs) say(`  - ${need}`);
  say(dryRun ? 'It would run:' : 'It runs:');
  for (const { why, sf, gives } of steps) {
    say(`  ${asTyped(sf)}   # ${why}`);
    if (dryRun) continue;
    const answer = await runSf(sf);
    if (gives !== 'package-version') continue;
    const { SubscriberPackageVersionId: id, VersionNumber: number = 'unknown' } = builtVersion.parse(answer).result;
    writeInstallLinks(id, number, false);
  }
  if (command !== 'package:promote' || options.packageVersion === undefined) return;
  const report = ['package', 'version', 'report', '--package', options.packageVersion];
  say(`  ${asTyped(report)}   # reads its number for README.md`);
  if (dryRun) return;
  const { result } = reportedVersion.parse(await runSf(report));
  writeInstallLinks(result.SubscriberPackageVersionId, result.Version, result.IsReleased);
};

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      'target-org': { type: 'string' },
      'dev-hub': { type: 'string' },
      package: { type: 'string' },
      days: { type: 'string' },
      user: { type: 'string' },
      connector: { type: 'string' },
      contact: { type: 'string' },
    },
  });
  const [command = ''] = positionals;
  const dryRun = values['dry-run'];
  if (command === 'org:check') {
    // Loaded when needed: it brings the connector's Salesforce client with it.
    const { checkOrg } = await import('./check-org.ts');
    return checkOrg(values['target-org'], dryRun, say);
  }
  if (command === 'org:client-app') {
    const { connector, contact } = values;
    const app = { ...(connector === undefined ? {} : { connector }), ...(contact === undefined ? {} : { contact }) };
    return deployClientApp(app, values['target-org'], dryRun, say);
  }
  if (command === 'org:trigger-user') {
    const { assignTriggerUser } = await import('./check-org.ts');
    return assignTriggerUser(values['target-org'], values.user, dryRun, say);
  }
  if (!isPlanned(command)) {
    throw new UsageError(
      `usage: npm run ${[...Object.keys(PLANS), 'org:check', 'org:client-app', 'org:trigger-user'].join('|')} [-- --dry-run]`,
    );
  }
  const options = {
    targetOrg: values['target-org'],
    devHub: values['dev-hub'],
    packageVersion: values.package,
    days: values.days === undefined ? undefined : z.coerce.number().int().min(1).max(30).parse(values.days),
  };
  await runPlan(command, options, dryRun);
  say(dryRun ? 'Nothing was run.' : 'Done.');
  return 0;
};

try {
  process.exitCode = await run();
} catch (error) {
  const expected = error instanceof UsageError || error instanceof CliFailed || error instanceof TypeError;
  console.error(expected ? error.message : error);
  process.exitCode = error instanceof UsageError ? 64 : 1;
}
