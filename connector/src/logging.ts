import pino from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger } from 'pino';

/** Anything under these names is cut from every log line, whoever logs it: credentials, and what people wrote or said. */
const REDACTED = [
  'authorization',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'clientSecret',
  'client_secret',
  'apiKey',
  'token',
  'secret',
  'password',
  'body',
  'payload',
  'attributes',
  'summary',
  'notes',
  'email',
];

/**
 * The connector's structured log: one JSON object a line on standard output.
 *
 * @param level the least severe level that is written
 * @param destination where the lines go; standard output when left out
 */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
