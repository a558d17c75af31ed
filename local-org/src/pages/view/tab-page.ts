import type { Tab } from '../metadata/tabs.ts';
import { designValues } from '../metadata/component-meta.ts';
import { componentSlot, flexiPageContent } from './flexipage.ts';
import { html, type Content } from './html.ts';
import { tabLabel } from './launcher.ts';
import type { ListContext } from './list.ts';
import { asUser } from '../org-query.ts';

/** What a tab shows that is not a list of records. */
export const tabPage = (context: ListContext, namespace: string, tab: Tab): Content => {
  const { metadata, texts } = context;
  const title = html`<h1 class="slds-assistive-text">${tabLabel(context, tab)}</h1>`;
  if (tab.target.kind === 'component') {
    const name = tab.target.component.split(/:|__/).at(-1) ?? '';
    return [title, componentSlot(name, designValues(metadata.components.get(name), 'lightning__Tab', new Map()))];
  }
  const page = tab.target.kind === 'flexipage' ? metadata.pages.get(tab.target.page) : undefined;
  if (page)
    return asUser(context.org, context.viewer.userId, () => [title, flexiPageContent({ ...context, namespace, page })]);
  const what = tab.target.kind === 'unsupported' ? tab.target.what : tab.name;
  return [title, html`<p class="slds-box slds-theme_error">UnsupportedFeature: ${what} ${texts.notShown}</p>`];
};
