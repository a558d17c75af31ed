import dotenv from 'dotenv';
import { collectDefaultMetrics, register } from 'prom-client';
import { InvalidConfig, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { startConnector } from './connector.ts';
import type { Connector } from './connector.ts';
import { createLogger } from './logging.ts';
import type { Logger } from './logging.ts';
import { startTracing } from './operations/tracing.ts';

/** After this the process ends whatever is still under way; nothing acknowledged can be lost by it. */
const SHUTDOWN_LIMIT_MS = 9000;

const readOrExit = (): Config => {
  try {
    dotenv.config({ quiet: true });
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error;
    console.error(error.message);
    process.exit(78); // EX_CONFIG
  }
};

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const startOrExit = async (config: Config, log: Logger): Promise<Connector> => {
  try {
    // The default of 10 ms wakes the process a hundred times a second, even when nothing is to be done.
    collectDefaultMetrics({ eventLoopMonitoringPrecision: 100 });
    return await startConnector(config, log, { processMetrics: register });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (isPortTaken(error)) {
      log.fatal(`Port ${config.port} on ${config.host} is taken. Stop what listens there, or set PORT.`);
    } else log.fatal({ err: error }, `The connector could not start: ${reason}`);
    process.exit(1);
  }
};

const stopOnSignal = (connector: Connector, stopTracing: () => Promise<void>, log: Logger): void => {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.warn('stopped before everything in hand was finished; the next start takes it up');
      process.exit(0);
    }, SHUTDOWN_LIMIT_MS).unref();
    const stopAll = async (): Promise<void> => {
      await connector.stop();
      await stopTracing().catch((error: unknown) => log.warn({ err: error }, 'the last traces could not be sent'));
    };
    stopAll().then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
};

const config = readOrExit();
const log = createLogger(config.logLevel);
const stopTracing = startTracing(process.env);
const connector = await startOrExit(config, log);
stopOnSignal(connector, stopTracing, log);
log.info({ url: connector.url }, 'connector listening');
