/** What the org says about this page: the user, labels, formats. The server writes it into the page as JSON. */
const element = document.getElementById('org-context');

export const context = element ? JSON.parse(element.textContent) : {};

const known = (kind, name) => {
  const values = context[kind] ?? {};
  return Object.hasOwn(values, name) ? values[name] : undefined;
};

export const label = (name, fallback) => known('labels', name) ?? fallback ?? `[label ${name}]`;
export const schema = (name) => {
  const found = known('schema', name);
  if (found === undefined) throw new Error(`UnsupportedFeature: @salesforce/schema/${name} is not in this org`);
  return found;
};
export const user = (name) => {
  const found = known('user', name);
  if (found === undefined) throw new Error(`UnsupportedFeature: @salesforce/user/${name}`);
  return found;
};
export const i18n = (name, fallback) => {
  const names = context.i18n?.calendarNames;
  // The names of days and months in the user's language; the rest of the calendar is the same everywhere.
  if (name === 'calendarData' && names) return { ...fallback, gregorian: { ...fallback.gregorian, ...names } };
  return known('i18n', name) ?? fallback;
};
export const customPermission = (name) => (known('customPermissions', name) ? true : undefined);
export const userPermission = (name) => (known('userPermissions', name) ? true : undefined);
export const resourceUrl = (name) => {
  const found = known('resources', name);
  if (found === undefined) throw new Error(`UnsupportedFeature: @salesforce/resourceUrl/${name} is not in this org`);
  return found;
};

const PHONE_WIDTH = 768;
export const formFactor = window.innerWidth < PHONE_WIDTH ? 'Small' : 'Large';
