import { html, type Html } from './html.ts';
import { flexiPageContent } from './flexipage.ts';
import type { ListContext } from './list.ts';
import { activityList, noteList, recordDetails, recordHeader, relatedLists, type RecordModel } from './record.ts';

/** The page of a record: as its Lightning page lays it out, else header, fields and what belongs to it. */
export const recordPage = (context: ListContext, namespace: string, record: RecordModel): Html => {
  const page = context.metadata.recordPage(record.object.name);
  if (page) return flexiPageContent({ ...context, namespace, page, record });
  return html`<div class="org-region-head">${recordHeader(context, record)}</div>
    <div class="org-columns">
      <div class="org-region">${recordDetails(context, record)}${relatedLists(context, record)}</div>
      <div class="org-region">${activityList(context, record)}${noteList(context, record)}</div>
    </div>`;
};
