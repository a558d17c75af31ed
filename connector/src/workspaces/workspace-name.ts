import { z } from 'zod';

/** The workspace that the environment configures; the only one in most set-ups. */
export const DEFAULT_WORKSPACE = 'default';

/** The name an operator gives a Demodesk workspace; part of addresses, queue names and metrics. */
export const workspaceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not a workspace name: lower-case letters, digits and hyphens, at most 40');
