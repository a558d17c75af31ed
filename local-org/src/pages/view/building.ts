import type { Viewer } from '../page-session.ts';
import { html, type Html } from './html.ts';
import type { Texts } from './texts.ts';

/** What a browser shows while the components are being built: it comes back by itself. */
export const buildingPage = (viewer: Viewer, texts: Texts): Html =>
  html`<!doctype html>
    <html lang="${viewer.language.split('_')[0] ?? 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${texts.building} | ${texts.localOrg}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/styles/salesforce-lightning-design-system.min.css" />
        <link rel="stylesheet" href="/lightning/assets/host.css" />
        <script type="module" src="/lightning/assets/building.js"></script>
      </head>
      <body data-building="true">
        <main class="org-main">
          <section class="slds-card slds-p-around_large" aria-live="polite">
            <h1 class="slds-text-heading_medium">${texts.building}</h1>
            <p class="slds-m-vertical_small">${texts.buildingHint}</p>
            <progress class="org-progress" aria-label="${texts.building}"></progress>
          </section>
        </main>
      </body>
    </html>`;
