import { status } from '@grpc/grpc-js';
import { UnsupportedFeature } from '../errors.ts';
import type { LocalOrg } from '../org.ts';
import type { ObjectDefinition } from '../schema/model.ts';
import { eventSchema, type EventSchema } from './event-schema.ts';
import { PubSubError } from './pub-sub-error.ts';

/** The topics of an org: one for every platform event. */
export interface Topics {
  /** @param name e.g. `/event/Order_Event__e` @throws PubSubError, UnsupportedFeature for topics that are not of events */
  find(name: string): EventSchema;
  /** @throws PubSubError NOT_FOUND */
  schema(id: string): EventSchema;
}

const notFound = (name: string): PubSubError =>
  new PubSubError(status.NOT_FOUND, 'topic.not.found', `The topic ${name} does not exist.`);

const eventOf = (org: LocalOrg, name: string): ObjectDefinition => {
  const [, kind, event] = /^\/(\w+)\/(\w+)$/.exec(name) ?? [];
  if (kind === 'data' || kind === 'channel') {
    throw new UnsupportedFeature(`the Pub/Sub topic ${name}: only topics of platform events, /event/...`);
  }
  const object = kind === 'event' && event !== undefined ? org.schema.object(event, '') : undefined;
  if (object?.kind !== 'event') throw notFound(name);
  return object;
};

export const createTopics = (org: LocalOrg): Topics => {
  const byObject = new Map<string, EventSchema>();
  const schemaOf = (object: ObjectDefinition): EventSchema => {
    const schema = byObject.get(object.name) ?? eventSchema(object);
    byObject.set(object.name, schema);
    return schema;
  };
  return {
    find: (name) => {
      if (name.trim() === '') {
        throw new PubSubError(status.INVALID_ARGUMENT, 'topic.validation.empty', 'The topic name is blank.');
      }
      return schemaOf(eventOf(org, name));
    },
    schema: (id) => {
      if (id.trim() === '') {
        throw new PubSubError(status.INVALID_ARGUMENT, 'schema.validation.failed', 'The schema ID is blank.');
      }
      const events = org.schema.objects.filter(({ kind }) => kind === 'event');
      const schema = events.map(schemaOf).find((candidate) => candidate.id === id);
      if (!schema) {
        throw new PubSubError(status.NOT_FOUND, 'schema.meta.permission', `The schema ${id} does not exist.`);
      }
      return schema;
    },
  };
};

/** e.g. `/event/Order_Event__e` */
export const topicName = ({ object }: EventSchema): string => `/event/${object.name}`;
