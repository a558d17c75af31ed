/** `npm run bench -- <name>`: runs one benchmark; progress on stderr, its result as JSON on the last line of stdout. */
import { cpus, totalmem } from 'node:os';
import { fuzz } from './bench/fuzz.ts';
import { governor } from './bench/governor.ts';
import { connectorIngest } from './bench/connector-ingest.ts';
import { ingest } from './bench/ingest.ts';
import { latency } from './bench/latency.ts';
import { localOrg } from './bench/local-org.ts';
import { outbound, outboundBacklog } from './bench/outbound.ts';
import { soak } from './bench/soak.ts';

const benches: Readonly<Record<string, () => Promise<object>>> = {
  latency,
  ingest,
  'connector-ingest': connectorIngest,
  soak,
  fuzz,
  outbound,
  'outbound-backlog': outboundBacklog,
  governor,
  'local-org': localOrg,
};

const [name = '', ...rest] = process.argv.slice(2);
const bench = benches[name];
if (!bench || rest.length > 0) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')}`);
  process.exit(1);
}
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
// So that what a benchmark has started ends with it.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
const result = await bench();
console.log(JSON.stringify({ bench: name, date: new Date().toISOString().slice(0, 10), machine, ...result }));
