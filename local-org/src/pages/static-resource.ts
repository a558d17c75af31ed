import type { RequestHandler } from 'express';
import type { LocalOrg } from '../org.ts';
import { filesEnding } from '../project/source-files.ts';
import { ApiError } from '../rest/errors.ts';
import { readXml, textOf } from '../schema/metadata/xml.ts';

/** Serves the static resources of the project to its components. */
export const staticResourceRoute =
  (org: LocalOrg): RequestHandler =>
  (request, response) => {
    const name = typeof request.params.name === 'string' ? request.params.name : '';
    const body = org.staticResource(name, org.namespace);
    const meta = filesEnding(org.files, '.resource-meta.xml').find(({ fullName }) => fullName === name);
    if (body === undefined || !meta) throw new ApiError(404, 'NOT_FOUND', `There is no static resource ${name}`);
    const type = textOf(readXml(meta.path, 'StaticResource'), 'contentType') ?? 'application/octet-stream';
    response.set('X-Content-Type-Options', 'nosniff').type(type).send(Buffer.from(body));
  };
