import type { App } from '../metadata/apps.ts';
import type { Tab } from '../metadata/tabs.ts';
import { html, type Html } from './html.ts';
import type { ListContext } from './list.ts';
import { objectIcon, type NavigationItem } from './shell.ts';

/** Address of a tab. */
export const tabHref = (tab: Tab): string =>
  tab.target.kind === 'object' ? `/lightning/o/${tab.target.object}/list` : `/lightning/n/${tab.name}`;

/** The tabs of these names that the person may use, in order. */
export const visibleTabs = ({ org, metadata, viewer }: ListContext, names: readonly string[]): readonly Tab[] =>
  names.flatMap((name) => {
    const tab = metadata.tab(name);
    if (!tab) return [];
    const object = tab.target.kind === 'object' ? org.schema.object(tab.target.object, '') : undefined;
    const mayRead = object === undefined || org.access.canAccessObject(viewer.userId, object, 'read');
    const isShown = tab.isStandard || metadata.rights.mayUseTab(viewer, tab.name);
    return mayRead && isShown ? [tab] : [];
  });

/** A tab's label in the person's language. */
export const tabLabel = ({ org, metadata, viewer }: ListContext, tab: Tab): string => {
  const own = metadata.translated('customTabs', tab.name, viewer.language);
  if (own !== undefined) return own;
  const object = tab.target.kind === 'object' ? org.schema.object(tab.target.object, '') : undefined;
  return object?.labelPlural ?? tab.label;
};

const appLabel = ({ metadata, viewer }: ListContext, app: App): string =>
  metadata.translated('customApplications', app.name, viewer.language) ?? app.label;

/** Standard objects that everybody looks at, whether an app lists them or not. */
const STANDARD_TABS = ['Account', 'Contact', 'Opportunity', 'Lead', 'Task', 'Event'].map((name) => `standard-${name}`);

const tile = (context: ListContext, tab: Tab): Html =>
  html`<li class="slds-item">
    <a class="org-record-header" href="${tabHref(tab)}"
      >${objectIcon(tab.icon)}<span>${tabLabel(context, tab)}</span></a
    >
  </li>`;

const card = (context: ListContext, title: string, description: string, tabs: readonly Tab[]): Html =>
  html`<section class="slds-card slds-p-around_medium">
    <h2 class="slds-text-heading_medium">${title}</h2>
    ${description !== '' && html`<p class="slds-m-vertical_x-small">${description}</p>`}
    <ul class="slds-has-block-links_space slds-list_vertical">
      ${tabs.map((tab) => tile(context, tab))}
    </ul>
  </section>`;

/** Apps with their tabs, and the usual records. */
export const appLauncher = (context: ListContext): Html => {
  const { metadata, viewer, texts } = context;
  const apps = metadata.apps
    .map((app) => ({ app, tabs: visibleTabs(context, app.tabs) }))
    .filter(({ app, tabs }) => tabs.length > 0 && (metadata.rights.mayUseApp(viewer, app.name) || tabs.length > 0));
  return html`<h1 class="slds-text-heading_large slds-m-bottom_small">${texts.appLauncher}</h1>
    <div class="org-launcher">
      ${apps.map(({ app, tabs }) => card(context, appLabel(context, app), app.description, tabs))}
      ${card(context, texts.otherObjects, '', visibleTabs(context, STANDARD_TABS))}
    </div>`;
};

/** The navigation of the app that holds a tab or an object, else of the first one. */
export const navigationOf = (
  context: ListContext,
  current: string | undefined,
): { readonly appLabel: string; readonly items: readonly NavigationItem[] } => {
  const isCurrent = (tab: Tab): boolean =>
    current !== undefined && (tab.name === current || (tab.target.kind === 'object' && tab.target.object === current));
  const apps = context.metadata.apps
    .map((app) => ({ app, tabs: visibleTabs(context, app.tabs) }))
    .filter(({ tabs }) => tabs.length > 0);
  const chosen = apps.find(({ tabs }) => tabs.some(isCurrent)) ?? apps[0];
  const tabs = chosen?.tabs ?? [];
  const others = visibleTabs(context, STANDARD_TABS.slice(0, 3)).filter(
    (tab) => !tabs.some((each) => tabHref(each) === tabHref(tab)),
  );
  return {
    appLabel: chosen ? appLabel(context, chosen.app) : '',
    items: [...tabs, ...others].map((tab) => ({
      label: tabLabel(context, tab),
      href: tabHref(tab),
      isCurrent: isCurrent(tab),
    })),
  };
};
