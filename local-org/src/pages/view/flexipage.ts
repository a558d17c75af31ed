import type { FlexiPage, PageComponent, PageRegion } from '../metadata/flexipages.ts';
import { designValues } from '../metadata/component-meta.ts';
import { html, type Content, type Html } from './html.ts';
import type { ListContext } from './list.ts';
import {
  activityList,
  noteList,
  recordDetails,
  recordHeader,
  relatedLists,
  singleField,
  type RecordModel,
} from './record.ts';

/** What a Lightning page is shown for. */
export interface FlexiPageContext extends ListContext {
  readonly namespace: string;
  readonly page: FlexiPage;
  /** Record pages: the record. */
  readonly record?: RecordModel;
}

const TARGETS: Readonly<Record<FlexiPage['type'], string>> = {
  RecordPage: 'lightning__RecordPage',
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
  other: '',
};

/** Where a component will be put by the page's script. */
export const componentSlot = (name: string, properties: Readonly<Record<string, unknown>>): Html =>
  html`<div class="org-slot" data-component="${name}" data-properties="${JSON.stringify(properties)}"></div>`;

const ownName = (context: FlexiPageContext, name: string): string | undefined => {
  const [space, own] = name.includes(':') ? name.split(':') : ['c', name];
  return space === 'c' || space === context.namespace ? own : undefined;
};

const note = (text: string): Html =>
  html`<p class="slds-box slds-box_small slds-theme_shade" data-part="not-shown">${text}</p>`;

const projectComponent = (context: FlexiPageContext, name: string, component: PageComponent): Content => {
  const { metadata, record, page, texts } = context;
  const meta = metadata.components.get(name);
  if (!meta) return note(`c:${name} ${texts.notShown}`);
  const record_ = record && { recordId: record.row.id, objectApiName: record.object.name };
  const slot = componentSlot(name, { ...designValues(meta, TARGETS[page.type], component.properties), ...record_ });
  return component.hasVisibilityRule ? [note(texts.conditionally), slot] : slot;
};

/** Components of the platform that this host has, for records. */
const RECORD_PARTS: Readonly<
  Record<string, (context: FlexiPageContext, record: RecordModel, component: PageComponent) => Content>
> = {
  'force:highlightsPanel': (context, record) => recordHeader(context, record),
  'force:detailPanel': (context, record) => recordDetails(context, record),
  'force:recordDetail': (context, record) => recordDetails(context, record),
  'force:recordDetailPanelMobile': (context, record) => recordDetails(context, record),
  'force:relatedListContainer': (context, record) => [noteList(context, record), ...relatedLists(context, record)],
  'force:relatedListQuickLinksContainer': () => null,
  'force:relatedListSingleContainer': (context, record, { properties }) =>
    relatedLists(context, record, properties.get('relatedListApiName') ?? ''),
  'runtime_sales_activities:activityPanel': (context, record) => activityList(context, record),
  field: (context, record, { properties }) => singleField(context, record, properties.get('field') ?? ''),
};

const facet = (context: FlexiPageContext, name: string | undefined): Content => {
  const region = name === undefined ? undefined : context.page.facets.get(name);
  return region?.components.map((component) => componentContent(context, component));
};

/** Tabs are shown one below the other, each with its title: nothing is hidden. */
const tabs = (context: FlexiPageContext, component: PageComponent): Content =>
  context.page.facets
    .get(component.properties.get('tabs') ?? '')
    ?.components.map((tab) => facet(context, tab.properties.get('body')));

const CONTAINERS: Readonly<Record<string, (context: FlexiPageContext, component: PageComponent) => Content>> = {
  'flexipage:tabset': tabs,
  'flexipage:accordion': (context, { properties }) => facet(context, properties.get('sections')),
  'flexipage:fieldSection': (context, { properties }) => facet(context, properties.get('columns')),
  'flexipage:column': (context, { properties }) => facet(context, properties.get('body')),
};

const componentContent = (context: FlexiPageContext, component: PageComponent): Content => {
  const own = ownName(context, component.name);
  const part = RECORD_PARTS[component.name];
  if (part && context.record) return part(context, context.record, component);
  const container = CONTAINERS[component.name];
  if (container) return container(context, component);
  if (own !== undefined) return projectComponent(context, own, component);
  return note(`${component.name} ${context.texts.notShown}`);
};

const regionContent = (context: FlexiPageContext, region: PageRegion): Html =>
  html`<div class="org-region" data-region="${region.name}">
    ${region.components.map((component) => componentContent(context, component))}
  </div>`;

const isFullWidth = ({ name }: PageRegion): boolean => /^(?:header|top|footer|bottom)$/i.test(name);

/** A Lightning page as its metadata lays it out: full-width regions, the others side by side. */
export const flexiPageContent = (context: FlexiPageContext): Html => {
  const { page, texts } = context;
  const filled = page.regions.filter(({ components }) => components.length > 0);
  const wide = filled.filter(isFullWidth);
  const beside = filled.filter((region) => !isFullWidth(region));
  const columns = /Equal|TwoCol(?!.*Sidebar)/i.test(page.template) ? 'org-columns org-columns_even' : 'org-columns';
  return html`<div data-flexipage="${page.name}">
    ${wide.map((region) => html`<div class="org-region-head">${regionContent(context, region)}</div>`)}
    ${beside.length > 1 ? html`<div class="${columns}">${beside.map((region) => regionContent(context, region))}</div>` : beside.map((region) => regionContent(context, region))}
    <p class="org-footnote">${texts.pageFrom}: ${page.name}</p>
  </div>`;
};
