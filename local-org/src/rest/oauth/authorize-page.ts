import { escapeHtml } from '../../pages/view/html.ts';
import type { SignInUser } from '../../security/users.ts';

const SCOPE_LABELS: Readonly<Record<string, string>> = {
  api: 'Manage user data via APIs (api)',
  id: 'Access the identity URL service (id)',
  refresh_token: 'Perform requests at any time (refresh_token)',
};

const document = (title: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${escapeHtml(title)}</title>
    <style>
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #181818; }
      .note { border-left: 4px solid #fe9339; padding: 0.5rem 1rem; background: #fef8f2; }
      fieldset { border: 1px solid #747474; border-radius: 4px; margin: 1rem 0; }
      label { display: block; padding: 0.25rem 0; }
      button { font: inherit; padding: 0.5rem 1.5rem; border-radius: 4px; border: 1px solid #0176d3; cursor: pointer; }
      button[value='allow'] { background: #0176d3; color: #fff; }
      button[value='deny'] { background: #fff; color: #0176d3; }
    </style>
  </head>
  <body>
    <p class="note">This is a <strong>local org</strong> on this machine, not Salesforce. There are no passwords: choose who you are.</p>
    ${body}
  </body>
</html>
`;

/** What the page of the web-server flow shows. */
export interface AuthorizePage {
  /** Names the request that the answer belongs to. */
  readonly request: string;
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly scopes: readonly string[];
  readonly users: readonly SignInUser[];
  /** Username that is chosen at first. */
  readonly loginHint: string;
}

/** Signing in and consenting, on one page. */
export const authorizePage = (page: AuthorizePage): string => {
  const hinted = page.users.findIndex(({ username }) => username.toLowerCase() === page.loginHint.toLowerCase());
  const users = page.users.map(
    ({ username, name, profile }, index) =>
      `<label><input type="radio" name="user" value="${escapeHtml(username)}" required${index === Math.max(0, hinted) ? ' checked' : ''} />
          ${escapeHtml(name)} <small>${escapeHtml(username)}, ${escapeHtml(profile)}</small></label>`,
  );
  const scopes = page.scopes.map((scope) => `<li>${escapeHtml(SCOPE_LABELS[scope] ?? scope)}</li>`);
  return document(
    'Allow access?',
    `<h1>Allow access?</h1>
    <form method="post" action="/services/oauth2/authorize">
      <input type="hidden" name="request" value="${escapeHtml(page.request)}" />
      <fieldset><legend>Sign in as</legend>${users.join('\n')}</fieldset>
      <p><strong>${escapeHtml(page.clientId)}</strong> is asking to:</p>
      <ul>${scopes.join('\n')}</ul>
      <p><small>Afterwards you return to ${escapeHtml(page.callbackUrl)}</small></p>
      <button name="decision" value="allow">Allow</button>
      <button name="decision" value="deny">Deny</button>
    </form>`,
  );
};

/** A request that cannot go back to its app, because app or address are unknown. */
export const authorizeErrorPage = (error: string, description: string): string =>
  document(
    'OAuth error',
    `<h1>OAuth error</h1><p>error=${escapeHtml(error)}&amp;error_description=${escapeHtml(description)}</p>`,
  );
