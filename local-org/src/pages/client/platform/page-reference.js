/** Page references as addresses of this host. */
import { context } from './context.js';

const stateOf = (state) => {
  const entries = Object.entries(state ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
};

const PATHS = {
  standard__recordPage: ({ objectApiName, recordId, actionName = 'view' }) =>
    objectApiName
      ? `/lightning/r/${objectApiName}/${recordId}/${actionName}`
      : `/lightning/r/${recordId}/${actionName}`,
  standard__objectPage: ({ objectApiName, actionName = 'list' }) => `/lightning/o/${objectApiName}/${actionName}`,
  standard__navItemPage: ({ apiName }) => `/lightning/n/${apiName}`,
  standard__namedPage: ({ pageName }) => (pageName === 'home' ? '/lightning' : `/lightning/page/${pageName}`),
  standard__app: ({ appTarget }) => `/lightning/app/${appTarget}`,
  standard__recordRelationshipPage: ({ recordId, relationshipApiName }) =>
    `/lightning/r/${recordId}/related/${relationshipApiName}/view`,
};

/** @throws Error for a kind of page this host has not */
export const urlOf = ({ type, attributes = {}, state }) => {
  if (type === 'standard__webPage') return attributes.url;
  const path = PATHS[type];
  if (!path)
    throw new Error(`UnsupportedFeature: navigation to ${type} (this host knows ${Object.keys(PATHS).join(', ')})`);
  return `${path(attributes)}${stateOf(state)}`;
};

/** Goes to a page; web pages open in a new tab, as they do in Lightning. */
export const openPage = (reference, replace) => {
  const url = urlOf(reference);
  if (reference.type === 'standard__webPage') window.open(url, '_blank', 'noopener');
  else if (replace) window.location.replace(url);
  else window.location.assign(url);
};

export const currentPage = () => context.pageReference;
