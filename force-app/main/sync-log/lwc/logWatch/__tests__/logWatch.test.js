import { LogWatch } from 'c/logWatch';

// The streaming API of a page. It is no mock that records calls: what it is asked for decides what is heard.
jest.mock('lightning/empApi', () => {
  const stream = { subscriptions: [], listeners: [], isEnabled: true, refused: [], waiting: null };
  return {
    stream,
    isEmpEnabled: () => Promise.resolve(stream.isEnabled),
    onError: (listener) => stream.listeners.push(listener),
    subscribe: async (channel, replayId, receive) => {
      if (stream.refused.includes(channel)) throw new Error(`403::${channel}`);
      const subscription = { channel, replayId, receive };
      stream.subscriptions.push(subscription);
      await stream.waiting;
      return subscription;
    },
    unsubscribe: async (subscription) => {
      stream.subscriptions = stream.subscriptions.filter((each) => each !== subscription);
      if (stream.isGone) throw new Error('The stream is gone');
    },
  };
});

const { stream } = jest.requireMock('lightning/empApi');
const MEETINGS = '/event/Meeting_Event__e';
const CHANGES = '/event/Sync_Change__e';
const BOTH = [MEETINGS, CHANGES];

const flush = () => Array.from({ length: 8 }).reduce((done) => done.then(() => undefined), Promise.resolve());

const pass = async (seconds) => {
  jest.advanceTimersByTime(seconds * 1000);
  await flush();
};

const setHidden = async (isHidden) => {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new CustomEvent('visibilitychange'));
  await flush();
};

const deliver = async (channel, count = 1) => {
  for (let i = 0; i < count; i += 1) {
    stream.subscriptions.filter((each) => each.channel === channel).forEach(({ receive }) => receive({ channel }));
  }
  await flush();
};

describe('c-log-watch', () => {
  let looks;
  let live;
  let watch;

  const watching = async (channels = BOTH) => {
    looks = 0;
    live = [];
    watch = new LogWatch({
      look: () => {
        looks += 1;
      },
      onLiveChange: (isLive) => live.push(isLive),
    });
    watch.start();
    watch.listen(channels);
    await flush();
  };

  /** Past the look with which hearing begins. */
  const hearing = async () => {
    await watching();
    await pass(1);
    looks = 0;
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-07-18T12:00:00.000Z') });
    Object.assign(stream, { subscriptions: [], isEnabled: true, refused: [], waiting: null, isGone: false });
  });
  afterEach(() => {
    watch.stop();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('hears what is new on both channels, and says that it does', async () => {
    await watching();
    expect(stream.subscriptions).toMatchObject([
      { channel: MEETINGS, replayId: -1 },
      { channel: CHANGES, replayId: -1 },
    ]);
    expect(live).toEqual([true]);
  });

  it('looks once when it begins to hear, for what happened until then', async () => {
    await watching();
    await pass(1);
    expect(looks).toBe(1);
    await pass(10);
    expect(looks).toBe(1);
  });

  it('looks a second after an event, and once more when its row must be there', async () => {
    await hearing();
    await deliver(MEETINGS);
    expect(looks).toBe(0);
    await pass(1);
    expect(looks).toBe(1);
    await pass(4);
    expect(looks).toBe(2);
    await pass(9);
    expect(looks).toBe(2);
  });

  it('looks once for several events of the same second', async () => {
    await hearing();
    await deliver(MEETINGS, 5);
    await deliver(CHANGES, 5);
    await pass(1);
    expect(looks).toBe(1);
  });

  it('keeps looking while events keep coming', async () => {
    await hearing();
    await Array.from({ length: 6 }).reduce(
      (before) => before.then(() => deliver(MEETINGS)).then(() => pass(1)),
      Promise.resolve(),
    );
    expect(looks).toBe(6);
  });

  it('looks every minute besides, because some rows change without an event', async () => {
    await hearing();
    await pass(59);
    expect(looks).toBe(0);
    await pass(1);
    expect(looks).toBe(1);
    await pass(60);
    expect(looks).toBe(2);
  });

  it('hears nothing while the page is hidden, and looks when it is shown again', async () => {
    await hearing();
    await setHidden(true);
    expect(stream.subscriptions).toEqual([]);
    await pass(120);
    expect(looks).toBe(0);
    await setHidden(false);
    expect(looks).toBe(1);
    expect(stream.subscriptions).toHaveLength(2);
  });

  it('begins to listen when a page that was opened hidden is shown', async () => {
    jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await watching();
    expect(stream.subscriptions).toEqual([]);
    await setHidden(false);
    expect(stream.subscriptions).toHaveLength(2);
  });

  it('gives a subscription back that is granted after the page was hidden', async () => {
    let grant;
    stream.waiting = new Promise((resolve) => {
      grant = resolve;
    });
    await watching();
    await setHidden(true);
    grant();
    await flush();
    expect(stream.subscriptions).toEqual([]);
    expect(live).toEqual([]);
  });

  it('hears nothing after the component is gone', async () => {
    await watching();
    const { receive } = stream.subscriptions[0];
    watch.stop();
    await flush();
    expect(stream.subscriptions).toEqual([]);
    receive({});
    await setHidden(true);
    await setHidden(false);
    await pass(60);
    expect(looks).toBe(0);
  });

  it('is not troubled by a stream that is gone when it leaves', async () => {
    await watching();
    stream.isGone = true;
    await setHidden(true);
    expect(live).toEqual([true, false]);
  });

  it('looks every 15 seconds where the page cannot hear events', async () => {
    stream.isEnabled = false;
    await watching();
    expect(stream.subscriptions).toEqual([]);
    expect(live).toEqual([]);
    await pass(15);
    await pass(15);
    expect(looks).toBe(2);
  });

  it('looks every 15 seconds when nothing is known of the streaming API', async () => {
    stream.isEnabled = Promise.reject(new Error('no such service'));
    await watching();
    await pass(15);
    expect(looks).toBe(1);
  });

  it('looks every 15 seconds when the person may not hear one of the events', async () => {
    stream.refused = [CHANGES];
    await watching();
    expect(live).toEqual([]);
    await pass(15);
    await pass(15);
    expect(looks).toBe(2);
  });

  it('looks every 15 seconds when it is told of no channel', async () => {
    await watching(null);
    await pass(15);
    await pass(15);
    expect(looks).toBe(2);
    expect(live).toEqual([]);
  });

  it('listens once, however often it is told the channels', async () => {
    await watching();
    watch.listen(BOTH);
    await flush();
    expect(stream.subscriptions).toHaveLength(2);
  });

  it('falls back when the stream is interrupted, until an event shows that it is not', async () => {
    await hearing();
    stream.listeners.forEach((listener) => listener({ error: '402::unknown client' }));
    expect(live).toEqual([true, false]);
    await pass(15);
    await pass(15);
    expect(looks).toBe(2);
    await deliver(MEETINGS);
    await deliver(CHANGES);
    expect(live).toEqual([true, false, true]);
  });

  it('falls back for an error of one of its channels, and not for one of somebody else', async () => {
    await watching();
    stream.listeners.forEach((listener) => listener({ subscription: '/event/Weather__e' }));
    expect(live).toEqual([true]);
    stream.listeners.forEach((listener) => listener({ subscription: CHANGES }));
    expect(live).toEqual([true, false]);
  });

  it('stops to listen for a while when as many events come as during a re-sync', async () => {
    await hearing();
    await deliver(MEETINGS, 31);
    expect(stream.subscriptions).toEqual([]);
    expect(live).toEqual([true, false]);
    await pass(1);
    expect(looks).toBe(1);
    await setHidden(true);
    await setHidden(false);
    expect(stream.subscriptions).toEqual([]);
    await pass(300);
    expect(stream.subscriptions).toHaveLength(2);
    expect(live).toEqual([true, false, true]);
  });

  it('looks soon for what the person has started', async () => {
    await hearing();
    watch.lookSoon();
    await pass(1);
    await pass(4);
    expect(looks).toBe(2);
  });
});
