import type { Logger } from '../logging.ts';
import type { Sql } from '../store/database.ts';
import { UnreadableEvent } from '../stream/avro.ts';
import type { EventReader } from '../stream/avro.ts';
import type { ConsumerEvent } from '../stream/messages.ts';
import type { StreamSink } from '../stream/subscriber.ts';
import { MalformedChange, readEvent } from './change.ts';
import type { ReadEvent, RecordChange, ResyncCall } from './change.ts';
import type { ChangeLog, RefusedEvent } from './change-log.ts';

/** What the sink works with. */
export interface StreamSinkOptions {
  changeLog: ChangeLog;
  /** Namespace of the package with `__`, or empty. */
  prefix: string;
  /** Writes calls for a re-sync down, in the transaction that stores the events. */
  noteCalls(sql: Sql, calls: readonly ResyncCall[]): Promise<void>;
  /** Has Salesforce publish again what may have been lost since a time. */
  reconcile(since: Date): Promise<void>;
  /** Called after a commit that brought changes or calls. */
  onStored(): void;
  log: Logger;
}

/** The clocks of the connector and of Salesforce may differ by so much. */
const CLOCK_DIFFERENCE_MS = 300_000;
/** Salesforce keeps events for 72 hours: more cannot have been lost without our knowing. */
const NEVER_STORED_MS = 72 * 3_600_000;

/** Puts the events of the stream into the change log, the place behind them included. */
export const createStreamSink = (options: StreamSinkOptions): StreamSink => {
  const { changeLog, prefix, log } = options;

  const read = async (
    { event, replay_id: id }: ConsumerEvent,
    reader: EventReader,
  ): Promise<ReadEvent | RefusedEvent> => {
    const replayId = id.toString('hex');
    try {
      if (event === null) throw new MalformedChange('it is empty');
      return readEvent(await reader.read(event.schema_id, event.payload), prefix, `replay:${replayId}`);
    } catch (error) {
      if (!(error instanceof MalformedChange || error instanceof UnreadableEvent)) throw error;
      log.error({ replayId, reason: error.message }, 'an event of Salesforce was refused');
      return { replayId, reason: error.message };
    }
  };

  return {
    position: async () => (await changeLog.place()).replayId,

    store: async ({ events, replayId }, reader) => {
      const changes: RecordChange[] = [];
      const calls: ResyncCall[] = [];
      const refused: RefusedEvent[] = [];
      for (const event of events) {
        const result = await read(event, reader);
        if (!('is' in result)) refused.push(result);
        else if (result.is === 'change') changes.push(result.change);
        else calls.push(result.call);
      }
      const batch = { changes, refused, replayId };
      const alongside = calls.length === 0 ? undefined : (sql: Sql) => options.noteCalls(sql, calls);
      const fresh = await changeLog.append(batch, alongside);
      if (events.length === 0) return;
      log.debug({ events: events.length, fresh, calls: calls.length }, 'changes of Salesforce stored');
      if (fresh > 0 || calls.length > 0) options.onStored();
    },

    losePlace: async (reason) => {
      const { storedAt } = await changeLog.place();
      const since = new Date((storedAt?.getTime() ?? Date.now() - NEVER_STORED_MS) - CLOCK_DIFFERENCE_MS);
      log.error(
        { reason, since: since.toISOString() },
        'Salesforce no longer knows the place in its stream; starting at the earliest event and reconciling',
      );
      // First the reconciliation: when the process dies in between, it is asked for again, under the same key.
      await options.reconcile(since);
      await changeLog.losePlace();
    },
  };
};
