/** Asks everything below a container to show what is true now. */
const REFRESH = 'lightning__refresh';
const handlers = new Map();
let nextId = 1;

export const REFRESH_ERROR = 'Refresh: Error';
export const REFRESH_COMPLETE = 'Refresh: Complete';
export const REFRESH_COMPLETE_WITH_ERRORS = 'Refresh: Complete with Errors';

export class RefreshEvent extends CustomEvent {
  constructor() {
    super(REFRESH, { bubbles: true, composed: true, cancelable: true });
  }
}

export const registerRefreshHandler = (component, handler) => {
  const id = nextId;
  nextId += 1;
  handlers.set(id, handler.bind(component));
  return id;
};
export const unregisterRefreshHandler = (id) => void handlers.delete(id);
export const registerRefreshContainer = (component, _element, handler) => registerRefreshHandler(component, handler);
export const unregisterRefreshContainer = unregisterRefreshHandler;

document.addEventListener(REFRESH, async () => {
  await Promise.allSettled([...handlers.values()].map((handler) => handler(Promise.resolve(REFRESH_COMPLETE))));
});
