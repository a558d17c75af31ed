import express, { Router } from 'express';
import { z } from 'zod';
import type { LocalOrg } from '../org.ts';
import { readBody } from '../rest/errors.ts';
import { USER_IDS } from '../security/ids-of-the-org.ts';
import { findUser } from '../security/users.ts';
import { SObject } from '../values/sobject.ts';
import { sameOriginForm } from './loopback-only.ts';
import { asUser, queryRows } from './org-query.ts';
import { sessionViewer, signIn } from './page-session.ts';
import { html, type Html } from './view/html.ts';
import { textsFor, type Texts } from './view/texts.ts';

const form = z.object({ userId: z.string(), retURL: z.string().optional() });

/** Only paths of this org: no other site is opened after signing in. */
const ownPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])/.test(path) && !path.startsWith('/login') ? path : '/lightning';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly language: string;
  readonly profile: string;
  readonly permissionSets: readonly string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const people = (org: LocalOrg): readonly Person[] =>
  asUser(org, USER_IDS.admin, () => {
    const sets = new Map<string, string[]>();
    for (const row of queryRows(
      org,
      'SELECT AssigneeId, PermissionSet.Label, PermissionSet.IsOwnedByProfile FROM PermissionSetAssignment WHERE PermissionSetId != null',
      {},
      'system',
    )) {
      const set = row.get('PermissionSet');
      if (!(set instanceof SObject) || set.get('IsOwnedByProfile') === true) continue;
      const id = text(row.get('AssigneeId'));
      sets.set(id, [...(sets.get(id) ?? []), text(set.get('Label'))]);
    }
    return queryRows(
      org,
      "SELECT Id, Name, Username, LanguageLocaleKey, Profile.Name FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name",
      {},
      'system',
    ).map((row) => {
      const profile = row.get('Profile');
      const id = row.id ?? '';
      return {
        id,
        name: text(row.get('Name')),
        username: text(row.get('Username')),
        language: text(row.get('LanguageLocaleKey')),
        profile: profile instanceof SObject ? text(profile.get('Name')) : '',
        permissionSets: sets.get(id) ?? [],
      };
    });
  });

const personCard = (texts: Texts, person: Person, returnTo: string, isCurrent: boolean): Html =>
  html`<li class="slds-card slds-p-around_medium" data-username="${person.username}">
    <h2 class="slds-text-heading_medium">${person.name}${isCurrent && ' ✓'}</h2>
    <dl class="org-fields slds-m-vertical_small">
      <div>
        <dt>${texts.profile}</dt>
        <dd>${person.profile}</dd>
      </div>
      <div>
        <dt>${texts.permissionSets}</dt>
        <dd>${person.permissionSets.length > 0 ? person.permissionSets.join(', ') : '–'}</dd>
      </div>
      <div>
        <dt>${texts.language}</dt>
        <dd>${person.language}</dd>
      </div>
    </dl>
    <form method="post" action="/login">
      <input type="hidden" name="userId" value="${person.id}" /><input
        type="hidden"
        name="retURL"
        value="${returnTo}"
      />
      <button type="submit" class="slds-button slds-button_brand">${texts.signIn}: ${person.name}</button>
    </form>
  </li>`;

const loginPage = (texts: Texts, language: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${texts.chooseUser} | ${texts.localOrg}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/styles/salesforce-lightning-design-system.min.css" />
        <link rel="stylesheet" href="/lightning/assets/host.css" />
      </head>
      <body>
        <main class="org-main">${content}</main>
      </body>
    </html>`;

/** `/login`: choose who looks at the pages. */
export const loginRoutes = (org: LocalOrg): Router => {
  const router = Router();
  router.get('/login', (request, response) => {
    const viewer = sessionViewer(org, request);
    const texts = textsFor(viewer?.language ?? 'en_US');
    const returnTo = ownPath(typeof request.query.retURL === 'string' ? request.query.retURL : undefined);
    const cards = people(org).map((person) => personCard(texts, person, returnTo, person.id === viewer?.userId));
    const content = html`<h1 class="slds-text-heading_large">${texts.chooseUser}</h1>
      <p class="slds-m-vertical_small">${texts.chooseUserHint}</p>
      <ul class="org-launcher">
        ${cards}
      </ul>`;
    response.type('html').send(loginPage(texts, viewer?.language.split('_')[0] ?? 'en', content).text);
  });
  router.post('/login', sameOriginForm, express.urlencoded({ extended: false }), (request, response) => {
    const { userId, retURL } = readBody(form, request.body);
    const user = findUser(org, userId);
    if (user?.get('IsActive') !== true) {
      response.redirect(303, '/login');
      return;
    }
    signIn(org, response, userId);
    response.redirect(303, ownPath(retURL));
  });
  return router;
};
