import type { Preflight, PreflightCheck } from './preflight.ts';

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.6rem; line-height: 1.25; }
  ul.checks { list-style: none; padding: 0; }
  ul.checks li { border: 1px solid #8886; border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; }
  ul.checks p { margin: .25rem 0; }
  .state { font-weight: 700; }
  button, .button { font: inherit; padding: .5rem 1rem; border-radius: .4rem; border: 1px solid #0b5cab;
    background: #0b5cab; color: #fff; text-decoration: none; display: inline-block; cursor: pointer; }
  button.quiet { background: transparent; color: inherit; border-color: #8888; }
  label { display: block; margin: .75rem 0 .25rem; font-weight: 600; }
  input { font: inherit; padding: .45rem; width: 100%; box-sizing: border-box; border: 1px solid #888; border-radius: .3rem; }
  :focus-visible { outline: 3px solid #f5a623; outline-offset: 2px; }`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} - Demodesk for Salesforce</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;

const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;

const connectAddress = (workspace: string): string => `/connect/salesforce?workspace=${encodeURIComponent(workspace)}`;

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const TITLES: Readonly<Record<PreflightCheck['name'], string>> = {
  login: 'Login',
  api: 'API',
  org: 'Org',
  package: 'Package',
  'permission-set': 'Permission set',
  events: 'Events',
  limits: 'API requests',
};

const STATES: Readonly<Record<PreflightCheck['status'], string>> = {
  ok: 'Ready',
  warning: 'Look at this',
  failing: 'To fix',
  skipped: 'Waiting',
};

const actionOf = ({ action }: PreflightCheck, csrf: string, workspace: string): string => {
  if (action === undefined) return '';
  if (action.kind === 'link') {
    return `<p><a class="button" href="${escaped(action.url)}" rel="noreferrer">${escaped(action.text)}</a></p>`;
  }
  return `<form method="post" action="/connect/salesforce/permission-set">${hidden('csrf', csrf)}${hidden('workspace', workspace)}
<button type="submit">Assign the permission set</button></form>`;
};

const checkItem = (check: PreflightCheck, csrf: string, workspace: string): string => `<li>
<h2>${escaped(TITLES[check.name])}: <span class="state">${escaped(STATES[check.status])}</span></h2>
${paragraph(check.message)}
${check.remedy === undefined ? '' : paragraph(`What to do: ${check.remedy}`)}
${actionOf(check, csrf, workspace)}
</li>`;

/** What a connected org still needs, each thing by name. */
export const resultPage = (
  { ready, checks }: Preflight,
  { workspace, csrf, notice }: { workspace: string; csrf: string; notice?: string | undefined },
): string =>
  page(
    ready ? 'Salesforce is connected' : 'Salesforce is connected, something is still missing',
    `${notice === undefined ? '' : `<p role="status"><strong>${escaped(notice)}</strong></p>`}
${paragraph(ready ? `Meetings of the workspace "${workspace}" now arrive in Salesforce. You can close this page.` : 'Nothing is lost: meetings wait until this is done.')}
<ul class="checks">
${checks.map((check) => checkItem(check, csrf, workspace)).join('\n')}
</ul>
<p><a class="button" href="/connect/salesforce/result?workspace=${encodeURIComponent(workspace)}">Look again</a></p>
<form method="post" action="/connect/salesforce/disconnect">${hidden('csrf', csrf)}${hidden('workspace', workspace)}
<button class="quiet" type="submit">Disconnect Salesforce</button></form>`,
  );

/** Asks who wants to connect, before anybody is sent to Salesforce. */
export const tokenPage = (workspace: string, environment: string, wrong: boolean): string =>
  page(
    'Connect Salesforce',
    `${paragraph(`This connects the Demodesk workspace "${workspace}" to a Salesforce org. You will be sent to Salesforce to log in.`)}
${wrong ? '<p role="alert"><strong>This access token is not one that may connect Salesforce.</strong></p>' : ''}
<form method="post" action="/connect/salesforce">${hidden('workspace', workspace)}${hidden('environment', environment)}
<label for="token">Access token of the connector</label>
<input id="token" name="token" type="password" autocomplete="off" required aria-describedby="token-help">
<p id="token-help">One of the values of API_TOKENS with the scope connection.write.</p>
<p><button type="submit">Continue to Salesforce</button></p></form>`,
  );

/** Says what is in the way, and leads back to the beginning. */
export const troublePage = (title: string, texts: readonly string[], workspace?: string): string =>
  page(
    title,
    `${texts.map(paragraph).join('\n')}
${workspace === undefined ? '' : `<p><a class="button" href="${escaped(connectAddress(workspace))}">Try again</a></p>`}`,
  );

/** The end of a connection. */
export const disconnectedPage = (workspace: string, revoked: boolean): string =>
  page(
    'Salesforce is disconnected',
    `${paragraph(`Meetings of the workspace "${workspace}" are kept until it is connected again.`)}
${revoked ? '' : paragraph('Salesforce could not be reached to take the token back. In Setup > Connected Apps OAuth Usage, revoke it there.')}
<p><a class="button" href="${escaped(connectAddress(workspace))}">Connect again</a></p>`,
  );
