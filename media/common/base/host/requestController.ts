import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isCancelled, messageOf } from '../../../../src/base/errors.js';

/** What an element requests of the host, one request at a time: the newest counts, those before are canceled. */
export class RequestController<T> implements ReactiveController {
  #value: T | undefined;
  #failure: string | undefined;
  #running: AbortController | undefined;
  #send: ((signal: AbortSignal) => Promise<T>) | undefined;

  /** @param reopen opens what the requests are about again if the host has lost it; returns whether it had */
  constructor(
    private readonly element: ReactiveControllerHost,
    private readonly reopen: () => boolean = () => false,
  ) {
    element.addController(this);
  }

  /** What came last; stays until something newer has come. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Why the newest request failed, as a sentence; `undefined` where it did not. */
  get failure(): string | undefined {
    return this.#failure;
  }

  hostDisconnected(): void {
    this.#running?.abort();
  }

  start(send: (signal: AbortSignal) => Promise<T>): void {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#send = send;
    this.#failure = undefined;
    void this.#run(send, running);
  }

  /** Sends the request that failed again. */
  readonly retry = (): void => {
    if (this.#send !== undefined && !this.reopen()) {
      this.start(this.#send);
      this.element.requestUpdate();
    }
  };

  /** Forgets what came, and cancels what is under way. */
  clear(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#send = undefined;
    this.#value = undefined;
    this.#failure = undefined;
  }

  async #run(send: (signal: AbortSignal) => Promise<T>, running: AbortController): Promise<void> {
    try {
      const value = await send(running.signal);
      if (this.#running === running) {
        this.#value = value;
      }
    } catch (error) {
      if (this.#running === running && !isCancelled(error)) {
        this.#failure = messageOf(error);
      }
    }
    this.element.requestUpdate();
  }
}
