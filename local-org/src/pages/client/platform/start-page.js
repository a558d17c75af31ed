/** Puts the components of the page where the server has left room for them. */
import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import { context } from './context.js';
import { listenForPageEvents } from './page-events.js';
import { listenForToasts } from './toasts.js';

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

const mount = async (components, place) => {
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

/** @param components of the project: functions that load them, by name */
export const startPage = async (components) => {
  if (!context.pageReference) return;
  listenForToasts();
  listenForPageEvents();
  const places = [...document.querySelectorAll('[data-component]')];
  await Promise.all(places.map((place) => mount(components, place)));
  document.documentElement.dataset.components = 'mounted';
};
