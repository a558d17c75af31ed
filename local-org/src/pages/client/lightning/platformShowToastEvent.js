/** The event that asks the page for a message; `platform/toasts.js` shows it. */
export const ShowToastEventName = 'lightning__showtoast';

export class ShowToastEvent extends CustomEvent {
  constructor(toast) {
    super(ShowToastEventName, { composed: true, bubbles: true, cancelable: true, detail: toast });
  }
}
