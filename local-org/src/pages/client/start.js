/** Puts the components of the page where the server has left room for them. */
import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import { components } from 'local-org/components';
import { context } from './platform/context.js';
import { listenForPageEvents } from './platform/page-events.js';
import { listenForToasts } from './platform/toasts.js';

const tagOf = (name) => `c-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** A component that failed says so in its place, for everyone to see. */
const showFailure = (place, name, error) => {
  const message = error instanceof Error ? error.message : String(error);
  const box = document.createElement('div');
  box.className = 'slds-box slds-theme_error org-failure';
  box.setAttribute('role', 'alert');
  box.dataset.failedComponent = name;
  box.textContent = `c/${name}: ${message}`;
  place.replaceChildren(box);
  console.error(error);
};

const mount = async (place) => {
  const { component: name, properties } = place.dataset;
  try {
    const load = components[name];
    if (!load) throw new Error('this project has no such component');
    const { default: Component } = await load();
    const element = createElement(tagOf(name), { is: Component });
    Object.assign(element, JSON.parse(properties || '{}'));
    place.replaceChildren(element);
    place.dataset.mounted = 'true';
  } catch (error) {
    showFailure(place, name, error);
  }
};

const start = async () => {
  listenForToasts();
  listenForPageEvents();
  await Promise.all([...document.querySelectorAll('[data-component]')].map(mount));
  document.documentElement.dataset.components = 'mounted';
};

window.addEventListener('error', (event) => {
  if (event.error) console.error(event.error);
});

if (context.pageReference) void start();
