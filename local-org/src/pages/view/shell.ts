import { html, jsonScript, type Content, type Html } from './html.ts';
import type { Texts } from './texts.ts';

/** One entry of the navigation. */
export interface NavigationItem {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** What every page has around its content. */
export interface Shell {
  readonly title: string;
  /** e.g. `de`, `en` */
  readonly language: string;
  readonly texts: Texts;
  readonly userName: string;
  readonly appLabel: string;
  readonly navigation: readonly NavigationItem[];
  /** Path of this page, to come back to after signing in as somebody else. */
  readonly path: string;
  /** Address of the start script; absent = a page without components. */
  readonly script?: string;
  /** What components read; see `client/platform/context.js`. */
  readonly context?: unknown;
  readonly problems: readonly string[];
}

const icon = (name: string, category = 'utility', classes = 'slds-icon slds-icon_x-small'): Html =>
  html`<svg class="${classes}" aria-hidden="true">
    <use href="/assets/icons/${category}-sprite/svg/symbols.svg#${name}"></use>
  </svg>`;

/** `standard:account` as an icon with its coloured box. */
export const objectIcon = (name: string): Html => {
  const [category = 'standard', symbol = 'default'] = name.split(':');
  return html`<span class="slds-icon_container slds-icon-${category}-${symbol.replaceAll('_', '-')} org-icon"
    >${icon(symbol, category, 'slds-icon')}</span
  >`;
};

const navigationItem = ({ label, href, isCurrent }: NavigationItem): Html =>
  html`<li class="org-nav__item ${isCurrent && 'org-nav__item_current'}">
    <a href="${href}" ${isCurrent && html`aria-current="page"`}>${label}</a>
  </li>`;

const problemBox = (texts: Texts, problems: readonly string[]): Content =>
  problems.length > 0 &&
  html`<div class="slds-box slds-theme_error org-problems" role="alert" data-problems="${problems.length}">
    <h2 class="slds-text-heading_small">${texts.problems}</h2>
    <details ${problems.length <= 5 && 'open'}>
      <summary>${problems.length}</summary>
      <ul class="slds-list_dotted">
        ${problems.map((problem) => html`<li>${problem}</li>`)}
      </ul>
    </details>
  </div>`;

/** A whole page. */
export const page = (shell: Shell, content: Content): Html => {
  const { texts } = shell;
  return html`<!doctype html>
    <html lang="${shell.language}" data-components="${shell.script === undefined ? 'none' : 'loading'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${shell.title} | ${texts.localOrg}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/styles/salesforce-lightning-design-system.min.css" />
        <link rel="stylesheet" href="/lightning/assets/host.css" />
        ${shell.context !== undefined && jsonScript('org-context', shell.context)}
        ${shell.script !== undefined && html`<script type="module" src="${shell.script}"></script>`}
      </head>
      <body>
        <a class="slds-assistive-text slds-assistive-text_focus org-skip" href="#main">${texts.skip}</a>
        <header class="org-header">
          <div class="org-header__bar">
            <p class="org-header__name">
              <strong>${texts.localOrg}</strong> <span class="org-header__hint">${texts.notSalesforce}</span>
            </p>
            <p class="org-header__user">
              ${texts.signedInAs} <strong>${shell.userName}</strong>
              <a href="/login?retURL=${encodeURIComponent(shell.path)}">${texts.switchUser}</a>
            </p>
          </div>
          <nav class="org-nav" aria-label="${texts.navigation}">
            <a class="org-nav__launcher" href="/lightning" title="${texts.appLauncher}"
              >${icon('apps')}<span class="slds-assistive-text">${texts.appLauncher}</span></a
            >
            <span class="org-nav__app">${shell.appLabel}</span>
            <ul class="org-nav__items">
              ${shell.navigation.map(navigationItem)}
            </ul>
          </nav>
        </header>
        <main id="main" class="org-main" tabindex="-1">${problemBox(texts, shell.problems)} ${content}</main>
      </body>
    </html>`;
};
