import { z } from 'zod';
import { UnsupportedFeature } from '../../errors.ts';
import type { EventSubscriberConfig } from '../../project/event-subscribers.ts';
import { PROFILE_IDS } from '../../security/ids-of-the-org.ts';
import { activeUserId, findUser } from '../../security/users.ts';
import { apiPath, type ApiContext, type Resource } from '../api.ts';
import { ApiError, badRequest, notFound, readBody } from '../errors.ts';

const PATH = 'tooling/sobjects/PlatformEventSubscriberConfig';

const metadata = z.object({
  platformEventConsumer: z.string().min(1),
  batchSize: z.int().min(1).max(2_000).nullish(),
  user: z.string().nullish(),
  numPartitions: z.int().nullish(),
});
const body = z.object({ Metadata: metadata });
const changes = z.object({ Metadata: metadata.partial() });

/** @throws ApiError 403 for who is no administrator: it takes Customize Application */
const checkRight = ({ org, session }: ApiContext): void => {
  if (findUser(org, session.userId)?.get('ProfileId') === PROFILE_IDS.systemAdministrator) return;
  throw new ApiError(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id');
};

/** The configuration that a request describes. @throws ApiError for a trigger or a user that the org has not */
const configOf = ({ org }: ApiContext, given: z.infer<typeof metadata>): EventSubscriberConfig => {
  if ((given.numPartitions ?? 1) > 1) throw new UnsupportedFeature('parallel subscriptions of event triggers');
  const wanted = given.platformEventConsumer.replace(/^.*__/, '');
  const trigger = org.schema.objects
    .filter(({ kind }) => kind === 'event')
    .flatMap(({ name }) => org.program.triggers(name))
    .find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (!trigger) {
    throw badRequest('INVALID_CROSS_REFERENCE_KEY', `no event trigger named ${wanted} found`, [
      'platformEventConsumer',
    ]);
  }
  if (given.user && activeUserId(org, given.user) === undefined) {
    throw badRequest('INVALID_CROSS_REFERENCE_KEY', `no User named ${given.user} found`, ['user']);
  }
  return {
    trigger: trigger.name,
    ...(given.batchSize ? { batchSize: given.batchSize } : {}),
    ...(given.user ? { username: given.user } : {}),
  };
};

const stored = ({ org }: ApiContext, id: string) => {
  const found = org.subscriberConfigs.find(id);
  if (!found) throw notFound();
  return found;
};

/** `tooling/sobjects/PlatformEventSubscriberConfig`: sets batch size and running user of an event trigger. */
export const subscriberConfigList: Resource = {
  path: PATH,
  methods: {
    POST: (request, _parameters, context) => {
      checkRight(context);
      const { subscriberConfigs } = context.org;
      const config = configOf(context, readBody(body, request.body).Metadata);
      if (subscriberConfigs.of(config.trigger)) {
        throw badRequest('DUPLICATE_VALUE', `a configuration of ${config.trigger} is there already`);
      }
      const { id } = subscriberConfigs.add(config);
      return { status: 201, body: { id, success: true, errors: [], warnings: [], infos: [] } };
    },
  },
};

/** `tooling/sobjects/PlatformEventSubscriberConfig/{id}` */
export const subscriberConfigResource: Resource = {
  path: `${PATH}/:id`,
  methods: {
    GET: ({ version }, { id = '' }, context) => {
      checkRight(context);
      const { trigger, batchSize, username } = stored(context, id).config;
      return {
        status: 200,
        body: {
          attributes: { type: 'PlatformEventSubscriberConfig', url: apiPath(version, ...PATH.split('/'), id) },
          Id: id,
          Metadata: { platformEventConsumer: trigger, batchSize: batchSize ?? null, user: username ?? null },
        },
      };
    },
    PATCH: (request, { id = '' }, context) => {
      checkRight(context);
      const { trigger, batchSize, username } = stored(context, id).config;
      const { platformEventConsumer = trigger, ...given } = readBody(changes, request.body).Metadata;
      const config = configOf(context, { batchSize, user: username, ...given, platformEventConsumer });
      context.org.subscriberConfigs.change(id, config);
      return { status: 204 };
    },
    DELETE: (_request, { id = '' }, context) => {
      checkRight(context);
      stored(context, id);
      context.org.subscriberConfigs.remove(id);
      return { status: 204 };
    },
  },
};
