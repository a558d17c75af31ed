/** What a page does with events of its components besides toasts. */
import { openPage } from './page-reference.js';

export const listenForPageEvents = () => {
  // Base components navigate by these, e.g. lightning-formatted-lookup.
  document.addEventListener('lightning:navigate', (event) => {
    if (event.detail?.pageReference) openPage(event.detail.pageReference, event.detail.replace);
  });
};
