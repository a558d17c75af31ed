import { UnsupportedFeature } from '../../errors.ts';
import { apiPath, type Resource } from '../api.ts';
import { runAnonymous } from '../apex/run-anonymous.ts';
import { badRequest } from '../errors.ts';

/** Objects of the Tooling API that are ordinary records here. */
const TOOLING_OBJECTS = new Set(['apexclass', 'apextrigger']);

/** `tooling/executeAnonymous?anonymousBody=`: runs Apex as the caller. */
export const executeAnonymous: Resource = {
  path: 'tooling/executeAnonymous',
  methods: {
    GET: ({ query, version }, _parameters, { org, session }) => {
      const body = query.get('anonymousBody');
      if (body === null) throw badRequest('MISSING_ARGUMENT', 'anonymousBody is required');
      const result = runAnonymous(org, session.userId, body, version);
      // The log is not part of this answer; on Salesforce it waits to be fetched.
      return { status: 200, body: { ...result, log: undefined } };
    },
  },
};

/** `tooling/query?q=`: queries of the few objects of the Tooling API that the local org has. */
export const toolingQuery: Resource = {
  path: 'tooling/query',
  methods: {
    GET: (request, _parameters, context) => {
      const object = /\bFROM\s+(\w+)/i.exec(request.query.get('q') ?? '')?.[1];
      if (object !== undefined && !TOOLING_OBJECTS.has(object.toLowerCase())) {
        throw new UnsupportedFeature(`the Tooling API's object ${object}`);
      }
      return context.dispatch({ ...request, path: ['query'] }, context);
    },
  },
};

/** `tooling`: what there is. */
export const toolingList: Resource = {
  path: 'tooling',
  methods: {
    GET: ({ version }) => ({
      status: 200,
      body: Object.fromEntries(['executeAnonymous', 'query'].map((name) => [name, apiPath(version, 'tooling', name)])),
    }),
  },
};
