import assert from 'node:assert/strict';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RequestController } from '../../../media/common/base/host/requestController.js';

/** An element that counts how often it is to be drawn again. */
class Element implements ReactiveControllerHost {
  updates = 0;
  readonly updateComplete = Promise.resolve(true);
  readonly controllers: ReactiveController[] = [];
  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
  }
  removeController(): void {
    this.controllers.length = 0;
  }
  requestUpdate(): void {
    this.updates++;
  }
}

describe('a request of an element', () => {
  let element: Element;
  let request: RequestController<string>;
  let sent: { signal: AbortSignal; succeed: (value: string) => void; fail: (error: unknown) => void }[];
  beforeEach(() => {
    element = new Element();
    request = new RequestController(element);
    sent = [];
  });
  const send = (signal: AbortSignal) =>
    new Promise<string>((succeed, fail) => {
      sent.push({ signal, succeed, fail });
    });
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('gives what came, and has the element drawn again', async () => {
    request.start(send);
    assert.equal(request.value, undefined);
    sent[0]!.succeed('rows');
    await turn();
    assert.deepEqual([request.value, request.failure, element.updates], ['rows', undefined, 1]);
  });

  it('is canceled by a newer one, and a late reply to it counts for nothing, good or bad', async () => {
    request.start(send);
    request.start(send);
    request.start(send);
    assert.deepEqual(
      sent.map(({ signal }) => signal.aborted),
      [true, true, false],
    );
    sent[2]!.succeed('new');
    await turn();
    sent[0]!.succeed('old');
    sent[1]!.fail(new Error('old'));
    await turn();
    assert.deepEqual([request.value, request.failure], ['new', undefined]);
  });

  it('keeps what came before while a newer one is under way and where it fails', async () => {
    request.start(send);
    sent[0]!.succeed('before');
    await turn();
    request.start(send);
    assert.equal(request.value, 'before');
    sent[1]!.fail(new Error('It did not work.'));
    await turn();
    assert.deepEqual([request.value, request.failure], ['before', 'It did not work.']);
    request.start(send);
    assert.equal(request.failure, undefined);
  });

  it('that the host gave up has not failed', async () => {
    request.start(send);
    sent[0]!.fail(new DOMException('gone', 'AbortError'));
    await turn();
    assert.equal(request.failure, undefined);
  });

  it('that failed is sent again on demand', async () => {
    request.start(send);
    sent[0]!.fail(new Error('It did not work.'));
    await turn();
    const { updates } = element;
    request.retry();
    assert.deepEqual([sent.length, request.failure, element.updates], [2, undefined, updates + 1]);
    sent[1]!.succeed('rows');
    await turn();
    assert.equal(request.value, 'rows');
  });

  it('is forgotten when it is cleared: nothing is sent again, and no late reply comes in', async () => {
    request.start(send);
    sent[0]!.succeed('rows');
    await turn();
    request.start(send);
    request.clear();
    assert.deepEqual([request.value, sent[1]!.signal.aborted], [undefined, true]);
    sent[1]!.succeed('late');
    await turn();
    request.retry();
    assert.deepEqual([request.value, sent.length], [undefined, 2]);
  });

  it('is canceled when the element goes', () => {
    request.start(send);
    assert.deepEqual(element.controllers, [request]);
    request.hostDisconnected();
    assert.equal(sent[0]!.signal.aborted, true);
  });
});
