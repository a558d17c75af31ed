import { isEmpEnabled, onError, subscribe, unsubscribe } from 'lightning/empApi';

const SECOND = 1000;
const ONLY_NEW_EVENTS = -1;
// The event is delivered before the trigger has written its row, in a transaction of its own.
const SOON_MS = SECOND;
const ONCE_MORE_MS = 5 * SECOND;
const POLL_MS = 15 * SECOND;
// Some rows change without an event: a retry, a row that a person changed.
const POLL_BESIDES_MS = 60 * SECOND;
// Each event that a page hears counts against what the org may deliver in a day. When as many come in five minutes as
// during a re-sync, asking now and then costs less, and the page does that for the next five.
const MOST_EVENTS = 30;
const SPAN_MS = 5 * 60 * SECOND;

const watches = new Set();
let hearsErrors = false;

/** Errors are reported to the page as a whole, and a listener cannot be taken back: there is one for all. */
const hearErrors = () => {
  if (!hearsErrors) {
    hearsErrors = true;
    onError((error) => watches.forEach((watch) => watch.miss(error?.subscription)));
  }
};

const leave = async (subscription) => {
  try {
    await unsubscribe(subscription, () => {});
  } catch {
    // The stream is gone already, and nothing is heard from it any more.
  }
};

const isEnabled = async () => {
  try {
    return (await isEmpEnabled()) === true;
  } catch {
    return false;
  }
};

/**
 * Says when the Sync Log should be read again: when an event of the sync was delivered, and now and then besides.
 * An event is a bell, nothing of it is read. Nobody is disturbed while the page is hidden, and nothing is heard then.
 */
export class LogWatch {
  channels = [];
  subscriptions = [];
  heard = new Set();
  rings = [];
  // Of answers to an earlier call for events, nothing is taken.
  turn = 0;
  soonAt = Infinity;
  onceMoreAt = Infinity;
  pollAt = Infinity;
  quietUntil = 0;
  wasLive = false;

  /**
   * @param look called without arguments when it is time to read the rows
   * @param onLiveChange called with true when events arrive, with false when the rows are read every 15 seconds
   */
  constructor({ look, onLiveChange }) {
    this.look = look;
    this.onLiveChange = onLiveChange;
  }

  start() {
    watches.add(this);
    document.addEventListener('visibilitychange', this.attend);
    this.wake();
  }

  stop() {
    watches.delete(this);
    document.removeEventListener('visibilitychange', this.attend);
    this.sleep();
  }

  /** @param channels what to hear, e.g. `/event/Name__e`; the first call counts */
  listen(channels) {
    if (this.channels.length === 0) {
      this.channels = channels ?? [];
      this.subscribeAll();
    }
  }

  /** Looks in a second and once more in five: for what the person has just started. */
  lookSoon() {
    const now = Date.now();
    this.soonAt = Math.min(this.soonAt, now + SOON_MS);
    this.onceMoreAt = now + ONCE_MORE_MS;
  }

  /** Takes note that events may have been lost. @param channel one of them; anything else: all of them */
  miss(channel) {
    if (channel === undefined || this.channels.includes(channel)) {
      this.channels
        .filter((each) => channel === undefined || each === channel)
        .forEach((each) => this.heard.delete(each));
      this.tell();
    }
  }

  get isLive() {
    return this.channels.length > 0 && this.heard.size === this.channels.length;
  }

  attend = () => {
    if (document.hidden) {
      this.sleep();
    } else if (this.clock === undefined) {
      this.wake();
      this.look();
    }
  };

  wake() {
    if (!document.hidden) {
      // eslint-disable-next-line @lwc/lwc/no-async-operation -- cleared when the page is hidden or the watch ends
      this.clock = setInterval(() => this.tick(), SECOND);
      this.pollAt = Date.now() + POLL_MS;
      this.subscribeAll();
    }
  }

  sleep() {
    clearInterval(this.clock);
    this.clock = undefined;
    this.unsubscribeAll();
  }

  tick() {
    const now = Date.now();
    if (this.quietUntil > 0 && now >= this.quietUntil) {
      this.quietUntil = 0;
      this.subscribeAll();
    }
    if (now >= Math.min(this.soonAt, this.onceMoreAt, this.pollAt)) {
      this.soonAt = Infinity;
      this.onceMoreAt = now >= this.onceMoreAt ? Infinity : this.onceMoreAt;
      this.pollAt = now + (this.isLive ? POLL_BESIDES_MS : POLL_MS);
      this.look();
    }
  }

  async subscribeAll() {
    this.turn += 1;
    const { turn } = this;
    const isWanted = () => turn === this.turn && this.clock !== undefined && this.quietUntil === 0;
    if (this.channels.length > 0 && isWanted() && (await isEnabled()) && isWanted()) {
      hearErrors();
      this.channels.forEach((channel) => this.subscribeTo(channel, turn));
    }
  }

  async subscribeTo(channel, turn) {
    try {
      const subscription = await subscribe(channel, ONLY_NEW_EVENTS, () => this.ring(channel, turn));
      if (turn === this.turn) {
        this.subscriptions.push(subscription);
        this.hear(channel);
      } else {
        leave(subscription);
      }
    } catch {
      this.miss(channel);
    }
  }

  unsubscribeAll() {
    this.turn += 1;
    this.subscriptions.splice(0).forEach(leave);
    this.heard.clear();
    this.tell();
  }

  ring(channel, turn) {
    if (turn !== this.turn) {
      return;
    }
    const now = Date.now();
    this.rings = [...this.rings.filter((time) => time > now - SPAN_MS), now];
    this.lookSoon();
    if (this.rings.length > MOST_EVENTS) {
      this.rings = [];
      this.quietUntil = now + SPAN_MS;
      this.unsubscribeAll();
    } else {
      this.hear(channel);
    }
  }

  hear(channel) {
    this.heard.add(channel);
    this.tell();
  }

  tell() {
    if (this.isLive !== this.wasLive) {
      this.wasLive = this.isLive;
      const now = Date.now();
      this.pollAt = this.isLive ? now + POLL_BESIDES_MS : Math.min(this.pollAt, now + POLL_MS);
      // What happened between the first look and the subscription was not heard.
      this.soonAt = this.isLive ? now + SOON_MS : this.soonAt;
      this.onLiveChange(this.isLive);
    }
  }
}
