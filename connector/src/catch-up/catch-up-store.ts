import type { Database } from '../store/database.ts';
import { MADE_HERE_SQL } from '../resync/recording-delivery.ts';

/** How catching up stands. */
export interface CatchUpState {
  /** Since when this workspace is looked after. */
  beganAt: Date;
  /** Everything that changed before it has been looked at. */
  watermark: Date | undefined;
  /** When the last complete pass ended. */
  passedAt: Date | undefined;
  /** When Demodesk last sent a webhook. */
  lastWebhookAt: Date | undefined;
  /** Recordings that no webhook had announced, since the start. */
  unannounced: number;
}

/** Remembers how far the recordings of one workspace have been looked at. */
export interface CatchUpStore {
  state(): Promise<CatchUpState>;
  /** A pass is complete. */
  passed(watermark: Date, unannounced: number): Promise<void>;
}

interface Row {
  beganAt: Date;
  watermark: Date | null;
  passedAt: Date | null;
  lastWebhookAt: Date | null;
  unannounced: number;
}

const stateSql = `
  select began_at as "beganAt", watermark, passed_at as "passedAt", unannounced,
    (select received_at from connector.deliveries
     where workspace = $1 and not ${MADE_HERE_SQL} order by received_at desc limit 1) as "lastWebhookAt"
  from connector.catch_up where workspace = $1`;

export const createCatchUpStore = (database: Database, workspace: string): CatchUpStore => ({
  state: async () => {
    await database.query('insert into connector.catch_up (workspace) values ($1) on conflict (workspace) do nothing', [
      workspace,
    ]);
    const [row] = await database.query<Row>(stateSql, [workspace]);
    if (row === undefined) throw new Error(`The state of ${workspace} could not be read.`);
    const { watermark, passedAt, lastWebhookAt, ...rest } = row;
    return {
      ...rest,
      watermark: watermark ?? undefined,
      passedAt: passedAt ?? undefined,
      lastWebhookAt: lastWebhookAt ?? undefined,
    };
  },

  passed: async (watermark, unannounced) => {
    await database.query(
      `update connector.catch_up set watermark = greatest(watermark, $2::timestamptz), passed_at = clock_timestamp(),
         unannounced = unannounced + $3 where workspace = $1`,
      [workspace, watermark.toISOString(), unannounced],
    );
  },
});
