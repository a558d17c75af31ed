import { UnsupportedFeature } from '../errors.ts';
import type { ApiContext, ApiRequest, ApiResponse, Resource } from './api.ts';
import { methodNotAllowed, notFound, responseOf } from './errors.ts';
import { resources } from './resources/index.ts';

/** Resources of the real API that the local org has not: they are refused as such, not as unknown. */
const UNSUPPORTED = new Set([
  'actions',
  'analytics',
  'appMenu',
  'chatter',
  'compactLayouts',
  'connect',
  'consent',
  'dedupe',
  'event',
  'jobs',
  'knowledgeManagement',
  'licensing',
  'metadata',
  'parameterizedSearch',
  'process',
  'quickActions',
  'recent',
  'search',
  'support',
  'tabs',
  'theme',
  'tooling',
  'ui-api',
  'wave',
]);

const match = (resource: Resource, path: readonly string[]): Record<string, string> | undefined => {
  const pattern = resource.path.split('/');
  if (pattern.length !== path.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = path[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return parameters;
};

const answer = (request: ApiRequest, context: ApiContext): ApiResponse => {
  for (const resource of resources) {
    const parameters = match(resource, request.path);
    if (!parameters) continue;
    const handler = (resource.methods as Readonly<Record<string, (typeof resource.methods)['GET']>>)[request.method];
    if (!handler) throw methodNotAllowed(request.method, Object.keys(resource.methods));
    return handler(request, parameters, context);
  }
  if (UNSUPPORTED.has(request.path[0] ?? '')) {
    throw new UnsupportedFeature(`REST resource ${request.method} /${request.path.join('/')}`);
  }
  throw notFound();
};

/** Finds the resource, calls it, and turns what it throws into the response that tells of it. */
export const dispatch = (request: ApiRequest, context: ApiContext): ApiResponse => {
  try {
    return answer(request, context);
  } catch (error) {
    return responseOf(error);
  }
};
