/** The tests' fake Salesforce as a process of its own, so that a benchmark measures the connector alone. */
import { startFakeSalesforce } from '../../connector/test/support/fake-salesforce.ts';
import type { FakeOrder, FakeStats } from './fake-salesforce.ts';

const salesforce = await startFakeSalesforce();
let calls = 0;

const statsNow = (): FakeStats => ({
  url: salesforce.url,
  effects: salesforce.log.size,
  publications: salesforce.events.length,
  requests: salesforce.requests.length,
  requestsByKind: Object.fromEntries(
    [...Map.groupBy(salesforce.requests, (line) => line)].map(([line, lines]) => [line, lines.length]),
  ),
});

const obey = ({ failEvery, forget, latencyMs }: FakeOrder): void => {
  if (latencyMs !== undefined) salesforce.behaviour.latencyMs = latencyMs;
  if (failEvery !== undefined) {
    salesforce.behaviour.intercept = (_method, path) => {
      calls += 1;
      if (failEvery === 0 || calls % failEvery !== 0 || path.includes('/oauth2/')) return undefined;
      return { status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'down for a moment' }] };
    };
  }
  if (forget === true) {
    salesforce.log.clear();
    salesforce.events.length = 0;
    salesforce.requests.length = 0;
  }
};

process.on('message', (order: FakeOrder) => {
  obey(order);
  process.send?.(statsNow());
});
process.once('disconnect', () => process.exit(0));
process.send?.(statsNow());
