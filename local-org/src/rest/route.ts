import { UnsupportedFeature } from '../errors.ts';
import type { ApiContext, ApiRequest, ApiResponse, Resource } from './api.ts';
import { methodNotAllowed, notFound, responseOf } from './errors.ts';
import { isRefusedPart, isRefusedResource } from './refused.ts';
import { resources } from './resources/index.ts';

const refused = ({ method, path }: ApiRequest): UnsupportedFeature =>
  new UnsupportedFeature(`REST resource ${method} /${path.join('/')}`);

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
  if (isRefusedPart(request)) throw refused(request);
  for (const resource of resources) {
    const parameters = match(resource, request.path);
    if (!parameters) continue;
    const handler = (resource.methods as Readonly<Record<string, (typeof resource.methods)['GET']>>)[request.method];
    if (!handler) throw methodNotAllowed(request.method, Object.keys(resource.methods));
    return handler(request, parameters, context);
  }
  if (isRefusedResource(request)) throw refused(request);
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
