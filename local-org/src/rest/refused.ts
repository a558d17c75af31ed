import type { ApiRequest } from './api.ts';

/** Resources of the real API that the local org has not, or of which it has parts: refused as such, not as unknown. */
const RESOURCES = new Set([
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

/** Parts of resources that the local org has; `*` is any segment. */
const PARTS = [
  'composite/graph',
  'sobjects/*/deleted',
  'sobjects/*/updated',
  'sobjects/*/listviews',
  'sobjects/*/eventschema',
  'sobjects/*/quickactions',
  'sobjects/*/describe/layouts',
  'sobjects/*/describe/compactlayouts',
  'sobjects/*/describe/approvallayouts',
  'sobjects/*/*/richtextimagefields',
].map((path) => path.split('/'));

/** A part of a resource that could be taken for a record, e.g. `sobjects/Account/deleted`. */
export const isRefusedPart = ({ path }: ApiRequest): boolean =>
  PARTS.some(
    (part) =>
      path.length >= part.length && part.every((name, index) => name === '*' || name === path[index]?.toLowerCase()),
  );

/** A whole resource, or what is missing below one. */
export const isRefusedResource = ({ path }: ApiRequest): boolean => RESOURCES.has(path[0] ?? '');
