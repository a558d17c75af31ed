import { context } from '../platform/context.js';
import { openPage, urlOf } from '../platform/page-reference.js';

const NAVIGATE = Symbol('Navigate');
const GENERATE_URL = Symbol('GenerateUrl');

/** Gives a component `this[NavigationMixin.Navigate](reference, replace)` and `GenerateUrl`. */
export const NavigationMixin = (Base) =>
  class extends Base {
    [NAVIGATE](reference, replace) {
      openPage(reference, replace);
    }

    [GENERATE_URL](reference) {
      return Promise.resolve(urlOf(reference));
    }
  };

NavigationMixin.Navigate = NAVIGATE;
NavigationMixin.GenerateUrl = GENERATE_URL;

/** Wire adapter: what page this is. */
export class CurrentPageReference {
  constructor(emit) {
    emit(context.pageReference);
  }
  update() {}
  connect() {}
  disconnect() {}
}

/** Wire adapter of the functional style: the context `navigate` and `generateUrl` take. */
export class NavigationContext {
  constructor(emit) {
    emit({});
  }
  update() {}
  connect() {}
  disconnect() {}
}

export const navigate = (_context, reference, { replace } = {}) => openPage(reference, replace);
export const generateUrl = (_context, reference) => urlOf(reference);
