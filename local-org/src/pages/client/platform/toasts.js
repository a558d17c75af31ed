/** Shows the messages that components ask for, at the top of the page, read out by screen readers. */
import { label } from './context.js';
import { urlOf } from './page-reference.js';

const DISMISS_MS = 4800;
const ICONS = { success: 'success', error: 'error', warning: 'warning', info: 'info' };
const SVG = 'http://www.w3.org/2000/svg';

const icon = (name, classes) => {
  const holder = document.createElement('span');
  holder.className = classes;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'slds-icon slds-icon_small');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/assets/icons/utility-sprite/svg/symbols.svg#${name}`);
  svg.append(use);
  holder.append(svg);
  return holder;
};

/** A part of `messageData`: a text, or `{url, label}`. */
const part = (value) => {
  if (value === null || typeof value !== 'object') return document.createTextNode(String(value ?? ''));
  const link = document.createElement('a');
  const url = typeof value.url === 'string' ? value.url : urlOf(value.url);
  if (/^(?:https?:|\/)/.test(url)) link.href = url;
  link.textContent = value.label;
  return link;
};

/** `Saved {0}` with `messageData` filled in. */
const filled = (message, data) =>
  String(message ?? '')
    .split(/(\{\d+\})/)
    .map((piece) => {
      const [, index] = /^\{(\d+)\}$/.exec(piece) ?? [];
      return index === undefined || data === undefined ? document.createTextNode(piece) : part(data[Number(index)]);
    });

const region = () => {
  const known = document.getElementById('org-toasts');
  if (known) return known;
  const made = document.createElement('div');
  made.id = 'org-toasts';
  made.className = 'org-toasts';
  document.body.append(made);
  return made;
};

const closeButton = (toast) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'slds-button slds-button_icon slds-button_icon-inverse slds-notify__close';
  button.title = label('LightningToast.close', 'Close');
  button.append(icon('close', ''));
  const text = document.createElement('span');
  text.className = 'slds-assistive-text';
  text.textContent = label('LightningToast.close', 'Close');
  button.append(text);
  button.addEventListener('click', () => toast.remove());
  return button;
};

export const showToast = ({ title, message, messageData, variant = 'info', mode = 'dismissible' }) => {
  const kind = ICONS[variant] ?? 'info';
  const toast = document.createElement('div');
  toast.className = `slds-notify slds-notify_toast slds-theme_${kind}`;
  toast.setAttribute('role', kind === 'error' ? 'alert' : 'status');
  const kindText = document.createElement('span');
  kindText.className = 'slds-assistive-text';
  kindText.textContent = label(`LightningToast.${kind}Label`, kind);
  const content = document.createElement('div');
  content.className = 'slds-notify__content';
  const heading = document.createElement('p');
  heading.className = 'slds-text-heading_small';
  heading.append(...filled(title, message === undefined ? messageData : undefined));
  content.append(heading);
  if (message) {
    const text = document.createElement('p');
    text.append(...filled(message, messageData));
    content.append(text);
  }
  toast.append(
    kindText,
    icon(kind, 'slds-notify__icon-holder slds-m-right_small slds-no-flex slds-align-top'),
    content,
  );
  if (mode !== 'pester') toast.append(closeButton(toast));
  region().append(toast);
  // Errors and sticky messages wait for a person.
  const stays = mode === 'sticky' || (mode === 'dismissible' && kind === 'error');
  if (!stays) setTimeout(() => toast.remove(), mode === 'pester' ? 3000 : DISMISS_MS);
};

export const listenForToasts = () => {
  document.addEventListener('lightning__showtoast', (event) => {
    // The base components' own toasts come by the same name and carry no detail for the page.
    if (event.detail?.title !== undefined || event.detail?.message !== undefined) showToast(event.detail);
  });
};
