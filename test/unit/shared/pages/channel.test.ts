import assert from 'node:assert/strict';
import { literal, maxLength, number, object, pipe, strictObject, string, variant } from 'valibot';
import { HostChannel, type HostPort, RequestError } from '../../../../media/common/base/host/hostChannel.js';
import { Emitter } from '../../../../src/base/emitter.js';
import { type PageHandlers, servePage } from '../../../../src/features/common/servePage.js';

const protocol = {
  event: variant('type', [object({ type: literal('shown'), title: string() })]),
  message: variant('type', [strictObject({ type: literal('open'), report: pipe(string(), maxLength(20)) })]),
  requests: {
    double: { params: strictObject({ value: number() }), result: object({ doubled: number() }) },
  },
};

type Handlers = PageHandlers<typeof protocol>;

/** Both ends with a window between them: what is sent arrives some time later, as a copy. */
function connected(overrides: Partial<Handlers> = {}) {
  const toHost = new Emitter<unknown>();
  const toPage = new Emitter<unknown>();
  const log: string[] = [];
  const opened: string[] = [];
  const failures: unknown[] = [];
  const copied = (to: Emitter<unknown>, sent: unknown[]) => (message: unknown) => {
    const copy: unknown = structuredClone(message);
    sent.push(copy);
    setImmediate(() => to.fire(copy));
  };
  const sentByPage: unknown[] = [];
  const sentByHost: unknown[] = [];
  const served = servePage({ onDidReceiveMessage: toHost.event, postMessage: copied(toPage, sentByHost) }, protocol, {
    ready: () => undefined,
    message: ({ report }) => void opened.push(report),
    requests: { double: ({ value }) => ({ doubled: value * 2 }) },
    errorText: () => 'It did not work.',
    messageFailed: (error) => void failures.push(error),
    log: { warn: (message) => void log.push(message), error: (message) => void log.push(message) },
    ...overrides,
  });
  const port: HostPort = {
    postMessage: copied(toHost, sentByPage),
    listen: (listener) => {
      const subscription = toPage.event(listener);
      return () => subscription.dispose();
    },
  };
  const channel = new HostChannel(port, protocol, 'The reply is not understood.');
  return { served, channel, toHost, toPage, log, opened, failures, sentByPage, sentByHost };
}

/** Long enough for what is under way to arrive. */
async function delivered(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const isAbortError = (error: unknown) => error instanceof Error && error.name === 'AbortError';

describe('the channel between a page and the host', () => {
  it('gives each request its own reply', async () => {
    const { channel } = connected();
    channel.start();
    const replies = await Promise.all([
      channel.request('double', { value: 2 }),
      channel.request('double', { value: 5 }),
    ]);
    assert.deepEqual(replies, [{ doubled: 4 }, { doubled: 10 }]);
  });

  it('replies with a sentence when a handler throws, and logs which error, not its message', async () => {
    const { channel, log } = connected({
      requests: { double: () => Promise.reject(new TypeError('https://example.com/?token=secret')) },
    });
    channel.start();
    await assert.rejects(
      channel.request('double', { value: 2 }),
      (error) => error instanceof RequestError && error.message === 'It did not work.',
    );
    assert.deepEqual(log, ['TypeError']);
  });

  it('replies with a sentence when a handler throws at once', async () => {
    const { channel } = connected({
      requests: {
        double: () => {
          throw new Error('no');
        },
      },
    });
    channel.start();
    await assert.rejects(channel.request('double', { value: 2 }), RequestError);
  });

  it('rejects a request that the host gave up like one that was canceled', async () => {
    const { channel, log } = connected({
      requests: { double: () => Promise.reject(new DOMException('gone', 'AbortError')) },
    });
    channel.start();
    await assert.rejects(channel.request('double', { value: 2 }), isAbortError);
    assert.deepEqual(log, []);
  });

  it('cancels: the page stops waiting at once, and the handler is told', async () => {
    let seen: AbortSignal | undefined;
    const { channel, sentByHost } = connected({
      requests: {
        double: (_, signal) => {
          seen = signal;
          return new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
          );
        },
      },
    });
    channel.start();
    const stop = new AbortController();
    const reply = channel.request('double', { value: 2 }, stop.signal);
    await delivered();
    assert.equal(seen?.aborted, false);
    stop.abort();
    await assert.rejects(reply, isAbortError);
    await delivered();
    assert.equal(seen?.aborted, true);
    assert.deepEqual(sentByHost, [], 'nobody waits for a reply');
  });

  it('sends nothing for a request that was canceled before', async () => {
    const { channel, sentByPage } = connected();
    await assert.rejects(channel.request('double', { value: 2 }, AbortSignal.abort()), isAbortError);
    assert.deepEqual(sentByPage, []);
  });

  it('replies with an error to a request that is not in the protocol', async () => {
    for (const request of [
      { method: 'triple', params: { value: 2 } },
      { method: 'constructor', params: {} },
      { method: 'double', params: { value: '2' } },
      { method: 'double', params: { value: 2, path: '/etc/passwd' } },
    ]) {
      const { toHost, sentByHost, log } = connected();
      toHost.fire({ kind: 'request', id: 7, ...request });
      await delivered();
      assert.deepEqual(sentByHost, [{ kind: 'failure', id: 7, text: 'It did not work.' }], JSON.stringify(request));
      assert.equal(log.length, 1);
    }
  });

  it('drops what the host does not understand', async () => {
    const { toHost, log, opened, sentByHost } = connected();
    const strange = [
      null,
      'open',
      {},
      { kind: 'nonsense' },
      { type: 'open', report: 'getCalls' },
      { kind: 'message', message: { type: 'open' } },
      { kind: 'message', message: { type: 'open', report: 'x'.repeat(21) } },
      { kind: 'message', message: { type: 'open', report: 'getCalls', path: '/etc/passwd' } },
      { kind: 'request', id: -1, method: 'double', params: { value: 2 } },
      { kind: 'request', id: '1', method: 'double', params: { value: 2 } },
    ];
    strange.forEach((message) => toHost.fire(message));
    toHost.fire({ kind: 'message', message: { type: 'open', report: 'getCalls' } });
    await delivered();
    assert.deepEqual(opened, ['getCalls']);
    assert.equal(log.length, strange.length);
    assert.deepEqual(sentByHost, []);
  });

  it('drops what the page does not understand', async () => {
    const { channel, toPage } = connected();
    const events: unknown[] = [];
    channel.onEvent((event) => events.push(event));
    channel.start();
    for (const message of [
      null,
      'shown',
      { type: 'shown', title: 'T' },
      { kind: 'event', event: { type: 'shown' } },
      { kind: 'event', event: { type: 'nonsense' } },
      { kind: 'result', id: 99, result: {} },
      { kind: 'failure', id: 99, text: 'x' },
      { kind: 'event', event: { type: 'shown', title: 'T' } },
    ]) {
      toPage.fire(message);
    }
    await delivered();
    assert.deepEqual(events, [{ type: 'shown', title: 'T' }]);
  });

  it('takes a reply that does not fit the protocol for a failure', async () => {
    const { channel } = connected({ requests: { double: () => ({ doubled: 'four' }) as never } });
    channel.start();
    await assert.rejects(
      channel.request('double', { value: 2 }),
      (error) => error instanceof RequestError && error.message === 'The reply is not understood.',
    );
  });

  it('tells the page nothing before it is ready, and what it needs to know then', async () => {
    const { channel, served } = connected({ ready: () => served.post({ type: 'shown', title: 'now' }) });
    const events: unknown[] = [];
    channel.onEvent((event) => events.push(event));
    served.post({ type: 'shown', title: 'too early' });
    channel.start();
    await delivered();
    assert.deepEqual(events, [{ type: 'shown', title: 'now' }]);
  });

  it('gives up what a page requested before it started over', async () => {
    let reply: ((result: { doubled: number }) => void) | undefined;
    let seen: AbortSignal | undefined;
    const { toHost, sentByHost } = connected({
      requests: {
        double: (_, signal) => {
          seen = signal;
          return new Promise((resolve) => (reply = resolve));
        },
      },
    });
    toHost.fire({ kind: 'request', id: 1, method: 'double', params: { value: 2 } });
    await delivered();
    toHost.fire({ kind: 'ready' });
    assert.equal(seen?.aborted, true);
    reply?.({ doubled: 4 });
    await delivered();
    assert.deepEqual(sentByHost, []);
  });

  it('rejects what is waited for when the page ends its side', async () => {
    const { channel } = connected({ requests: { double: () => new Promise(() => undefined) } });
    channel.start();
    const reply = channel.request('double', { value: 2 });
    await delivered();
    channel.dispose();
    await assert.rejects(reply, isAbortError);
    await assert.rejects(channel.request('double', { value: 2 }), isAbortError);
  });

  it('aborts what is under way when the panel closes, and says no more', async () => {
    let seen: AbortSignal | undefined;
    const { channel, served, sentByHost } = connected({
      requests: {
        double: (_, signal) => {
          seen = signal;
          return new Promise(() => undefined);
        },
      },
    });
    channel.start();
    void channel.request('double', { value: 2 }).catch(() => undefined);
    await delivered();
    served.dispose();
    served.post({ type: 'shown', title: 'T' });
    assert.equal(seen?.aborted, true);
    assert.deepEqual(sentByHost, []);
  });

  it('hands what a message handler throws to whoever shows it, and a cancellation to nobody', async () => {
    let thrown: Error = new Error('no');
    const { channel, failures, log } = connected({ message: () => Promise.reject(thrown) });
    channel.start();
    channel.post({ type: 'open', report: 'getCalls' });
    await delivered();
    assert.deepEqual(failures, [thrown]);
    thrown = new DOMException('aborted', 'AbortError');
    channel.post({ type: 'open', report: 'getCalls' });
    await delivered();
    assert.equal(failures.length, 1);
    assert.deepEqual(log, []);
  });

  it('drops a request whose ID is in use: the page could not tell the replies apart', async () => {
    const replies: ((result: { doubled: number }) => void)[] = [];
    const { toHost, sentByHost, log } = connected({
      requests: { double: () => new Promise((resolve) => replies.push(resolve)) },
    });
    toHost.fire({ kind: 'request', id: 1, method: 'double', params: { value: 2 } });
    toHost.fire({ kind: 'request', id: 1, method: 'double', params: { value: 5 } });
    await delivered();
    assert.equal(replies.length, 1);
    assert.equal(log.length, 1);
    replies[0]?.({ doubled: 4 });
    await delivered();
    assert.deepEqual(sentByHost, [{ kind: 'result', id: 1, result: { doubled: 4 } }]);
    toHost.fire({ kind: 'request', id: 1, method: 'double', params: { value: 5 } });
    assert.equal(replies.length, 2, 'the ID is free again');
  });

  it('does not log how a canceled request ended', async () => {
    const { toHost, log, sentByHost } = connected({
      requests: {
        double: (_, signal) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('terminated')))),
      },
    });
    toHost.fire({ kind: 'request', id: 1, method: 'double', params: { value: 2 } });
    toHost.fire({ kind: 'cancel', id: 1 });
    await delivered();
    assert.deepEqual(log, []);
    assert.deepEqual(sentByHost, []);
  });

  describe('with nobody above it who could catch an error', () => {
    const rejections: unknown[] = [];
    const onRejection = (error: unknown) => void rejections.push(error);
    let listeners: NodeJS.UnhandledRejectionListener[];
    beforeEach(() => {
      // Mocha's own listener would end the run.
      listeners = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection').on('unhandledRejection', onRejection);
    });
    afterEach(async () => {
      await delivered();
      process.removeAllListeners('unhandledRejection');
      listeners.forEach((listener) => process.on('unhandledRejection', listener));
      assert.deepEqual(rejections.splice(0), []);
    });

    const failing = (message: string) => () => {
      throw new Error(message);
    };
    const request = { kind: 'request', id: 1, method: 'double', params: { value: 2 } };
    const failure = { kind: 'failure', id: 1, text: 'It did not work.' };

    /** A host whose port does what the test says. */
    function serving(postMessage: (message: unknown) => unknown, overrides: Partial<Handlers> = {}) {
      const toHost = new Emitter<unknown>();
      const log: string[] = [];
      const served = servePage({ onDidReceiveMessage: toHost.event, postMessage }, protocol, {
        ready: () => undefined,
        message: () => undefined,
        requests: { double: ({ value }) => ({ doubled: value * 2 }) },
        errorText: () => 'It did not work.',
        messageFailed: () => undefined,
        log: { warn: (message) => void log.push(message), error: (message) => void log.push(message) },
        ...overrides,
      });
      return { served, toHost, log };
    }

    for (const [how, postMessage] of [
      ['throws', failing('Webview is disposed')],
      ['rejects', () => Promise.reject(new Error('Webview is disposed'))],
    ] as const) {
      it(`survives a port that ${how}, and logs it while the panel is there`, async () => {
        const { served, toHost, log } = serving(postMessage);
        toHost.fire({ kind: 'ready' });
        served.post({ type: 'shown', title: 'T' });
        await delivered();
        assert.deepEqual(log, ['Error']);
        served.post({ type: 'shown', title: 'T' });
        served.dispose();
        toHost.fire(request);
        await delivered();
        assert.equal(log.length, how === 'throws' ? 2 : 1, 'what a closed panel did not take is not worth a line');
      });
    }

    it('replies that it failed where the result cannot be sent', async () => {
      const sent: unknown[] = [];
      const { toHost } = serving((message) => void sent.push(structuredClone(message)), {
        requests: { double: () => ({ doubled: 4, callback: () => undefined }) },
      });
      toHost.fire(request);
      await delivered();
      assert.deepEqual(sent, [failure]);
    });

    it('replies even if the log is closed or the text of the error cannot be made', async () => {
      const sent: unknown[] = [];
      const requests = { double: () => Promise.reject(new RangeError('no')) };
      const send = (message: unknown) => void sent.push(message);
      serving(send, { requests, log: { warn: failing('closed'), error: failing('closed') } }).toHost.fire(request);
      await delivered();
      assert.deepEqual(sent, [failure]);
      serving(send, { requests, errorText: failing('no text') }).toHost.fire(request);
      await delivered();
      assert.deepEqual(sent[1], { ...failure, text: 'RangeError' });
    });

    it('logs what showing a failed message or getting ready throws', async () => {
      const { toHost, log } = serving(() => undefined, {
        ready: failing('ready'),
        message: failing('message'),
        messageFailed: () => {
          throw new RangeError('not shown');
        },
      });
      toHost.fire({ kind: 'ready' });
      toHost.fire({ kind: 'message', message: { type: 'open', report: 'getCalls' } });
      await delivered();
      assert.deepEqual(log, ['Error', 'RangeError']);
    });
  });
});
