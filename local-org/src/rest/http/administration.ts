import express, { Router } from 'express';
import { faultSchema } from '../../faults/faults.ts';
import { connectionTroubleSchema, streamTroubleSchema } from '../../faults/stream-trouble.ts';
import type { LocalOrg } from '../../org.ts';
import type { PubSub } from '../../pubsub/start-pub-sub.ts';
import { ApiError, readBody } from '../errors.ts';
import { sendApiError } from './data-api.ts';

/** Where the Pub/Sub API is, its open streams, and what can be done to them. */
const pubSubAdministration = (pubSub: PubSub): Router => {
  const router = Router();
  router.get('/', (_request, response) => {
    response.json({ host: '127.0.0.1', port: pubSub.port, streams: pubSub.streams() });
  });
  router.post('/streams', (request, response) => {
    response.json({ hit: pubSub.troubleStreams(readBody(streamTroubleSchema, request.body)) });
  });
  router.post('/connections', (request, response) => {
    response.json({ hit: pubSub.troubleConnections(readBody(connectionTroubleSchema, request.body)) });
  });
  return router;
};

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/**
 * `/local-org/...`: what a real org has not. Only from this machine, and only with the client's secret: a web page
 * that is open in a browser here must not reach it.
 */
export const administration = (org: LocalOrg, secret: string, pubSub?: PubSub): Router => {
  const router = Router();
  router.use((request, _response, next) => {
    const allowed = LOOPBACK.test(request.socket.remoteAddress ?? '') && request.get('X-Local-Org') === secret;
    if (!allowed)
      throw new ApiError(403, 'FORBIDDEN', 'Only from this machine, with the header X-Local-Org: <client secret>');
    next();
  });
  router.use(express.json());

  /** What is switched on. */
  router.get('/misbehave', (_request, response) => {
    response.json({ faults: org.faults.list() });
  });
  /** Switches a fault on: `{"kind": "service-unavailable", "count": 3}` or `"forMs": 60000`. */
  router.post('/misbehave', (request, response) => {
    org.faults.inject(readBody(faultSchema, request.body));
    response.status(201).json({ faults: org.faults.list() });
  });
  /** Switches everything off. */
  router.delete('/misbehave', (_request, response) => {
    org.faults.clear();
    response.status(204).end();
  });
  /** How the event triggers stand. */
  router.get('/event-subscribers', (_request, response) => {
    response.json({ subscribers: org.events.subscribers() });
  });
  if (pubSub) router.use('/pub-sub', pubSubAdministration(pubSub));

  router.use(() => {
    throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  });
  router.use(sendApiError);
  return router;
};
