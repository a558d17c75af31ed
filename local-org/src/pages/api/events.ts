import type { Request, Response } from 'express';
import { InvalidReplayId } from '../../events/event-log.ts';
import type { StoredEvent } from '../../events/event-bus.ts';
import type { LocalOrg } from '../../org.ts';
import { valueToJson } from '../../rest/json/to-json.ts';
import type { ObjectDefinition } from '../../schema/model.ts';
import type { Viewer } from '../page-session.ts';
import { LightningError } from './lightning-error.ts';

/** What a page asks to hear. */
export interface Channel {
  readonly name: string;
  readonly event: ObjectDefinition;
  readonly replayId: string;
}

/**
 * Reads and allows what `empApi.subscribe` asks for.
 * @throws LightningError for channels the org has not, or the user may not read
 */
export const readChannel = (org: LocalOrg, viewer: Viewer, query: URLSearchParams): Channel => {
  const name = query.get('channel') ?? '';
  const [, eventName] = /^\/event\/(\w+__e)$/.exec(name) ?? [];
  if (eventName === undefined) {
    throw new LightningError(400, {
      message: `UnsupportedFeature: the channel ${name}; the local org streams /event/Name__e`,
    });
  }
  const event = org.schema.object(eventName, '');
  if (event?.kind !== 'event' || !org.access.canAccessObject(viewer.userId, event, 'read')) {
    throw new LightningError(403, { message: `The channel ${name} does not exist, or you may not read it` });
  }
  return { name, event, replayId: query.get('replayId') ?? '-1' };
};

const message = (channel: Channel, stored: StoredEvent): object => ({
  channel: channel.name,
  data: {
    schema: channel.event.name,
    payload: Object.fromEntries(
      [...channel.event.fields.values()]
        .filter((field) => field.custom || field.name === 'CreatedDate' || field.name === 'CreatedById')
        .map((field) => [field.name, valueToJson(stored.row.get(field.name))]),
    ),
    event: { replayId: Number(stored.replayId), EventUuid: stored.uuid, EventApiName: channel.event.name },
  },
});

/** How often a quiet stream says that it lives. */
const HEARTBEAT_MS = 15_000;

/** Streams events to a page until it goes. */
export const streamEvents = (org: LocalOrg, channel: Channel, request: Request, response: Response): void => {
  let unsubscribe: () => void;
  const waiting: StoredEvent[] = [];
  let send = (stored: StoredEvent): void => void waiting.push(stored);
  // A browser that lost the stream says what it saw last.
  const from = request.get('Last-Event-ID') ?? channel.replayId;
  try {
    unsubscribe = org.events.subscribe(channel.event.name, from, (stored) => send(stored));
  } catch (error) {
    if (error instanceof InvalidReplayId) throw new LightningError(400, { message: error.message });
    throw error;
  }
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    Connection: 'keep-alive',
  });
  send = (stored) =>
    void response.write(`id: ${stored.replayId}\ndata: ${JSON.stringify(message(channel, stored))}\n\n`);
  response.write(': open\n\n');
  waiting.forEach((stored) => send(stored));
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
};
