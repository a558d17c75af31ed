import { z } from 'zod';
import { startStandIn } from './server.ts';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** The environment of the local mode; see `.env.example`. */
const environment = z.object({
  LOCAL_DEMODESK_PORT: port(3002),
  LOCAL_DEMODESK_RATE_LIMIT: z.enum(['on', 'off']).default('off'),
  PORT: port(3000),
  DEMODESK_WEBHOOK_HEADER: z.string().min(1).default('X-Demodesk-Token'),
  /** Several may be listed while rotating; any of them is good to send. */
  DEMODESK_WEBHOOK_SECRET: z.string().min(1).default('local'),
  /** As the connector's; the first of several is looked at. */
  DEMODESK_PUSH_SECRETS: z.string().min(1).optional(),
});

const portIsTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const main = async (): Promise<void> => {
  const env = environment.parse(process.env);
  const pushSecret = env.DEMODESK_PUSH_SECRETS?.split(',')[0]?.trim();
  const standIn = await startStandIn({
    port: env.LOCAL_DEMODESK_PORT,
    rateLimit: env.LOCAL_DEMODESK_RATE_LIMIT === 'on',
    ...(pushSecret === undefined ? {} : { pushSecret }),
    webhooks: {
      url: `http://127.0.0.1:${env.PORT}/webhooks/demodesk`,
      header: env.DEMODESK_WEBHOOK_HEADER,
      secret: env.DEMODESK_WEBHOOK_SECRET.split(',')[0]?.trim() ?? '',
    },
  });
  console.log(`Demodesk stand-in: ${standIn.apiUrl} (key "local")`);
  const stop = (): void => {
    void standIn.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

await main().catch((error: unknown) => {
  const taken = `Port ${process.env.LOCAL_DEMODESK_PORT ?? '3002'} is taken. Set LOCAL_DEMODESK_PORT to another one.`;
  console.error(portIsTaken(error) ? taken : error);
  process.exitCode = 1;
});
