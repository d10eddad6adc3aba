import { safeParse } from 'valibot';
import type { Disposable, Event } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import {
  type EventOf,
  type HostEnvelope,
  type MessageOf,
  type MethodOf,
  type PageProtocol,
  pageEnvelope,
  type ParamsOf,
  type ResultOf,
} from '../../shared/pages/channel.js';

/** The host's side of a page: a `vscode.Webview` is one. */
export interface PagePort {
  readonly onDidReceiveMessage: Event<unknown>;
  postMessage(message: unknown): unknown;
}

/** What a page can say to the host, and who answers it. */
export interface PageHandlers<P extends PageProtocol> {
  /** The page listens now, for the first time or because it started over (hidden and shown again, moved, reloaded). */
  readonly ready: () => void;
  readonly message: (message: MessageOf<P>) => Promise<void> | void;
  /**
   * One handler per request. What it throws becomes an error reply. The signal is aborted when the page cancels the request, starts
   * over or closes.
   */
  readonly requests: {
    readonly [M in MethodOf<P>]: (
      params: ParamsOf<P, M>,
      signal: AbortSignal,
    ) => Promise<ResultOf<P, M>> | ResultOf<P, M>;
  };
  /** What to say of a failed request on screen. Never contains a token, a secret or a download URL. */
  readonly errorText: (error: unknown) => string;
  /** Shows what handling a message threw: no reply says it. Not called for a cancellation. */
  readonly messageFailed: (error: unknown) => void;
  readonly log: { warn(message: string): void; error(message: string): void };
}

/** The host's end of the line to a page that is open. */
export interface ServedPage<P extends PageProtocol> extends Disposable {
  /** Tells the page something. Dropped until the page is ready: {@link PageHandlers.ready} says what it needs to know. */
  post(event: EventOf<P>): void;
}

/**
 * Answers a page until it is disposed of. Whoever puts the page into its panel calls this before. Nothing that a handler or the port throws
 * gets past it: nobody is there to catch it.
 */
export function servePage<P extends PageProtocol>(
  port: PagePort,
  protocol: P,
  handlers: PageHandlers<P>,
): ServedPage<P> {
  return new PageServer(port, protocol, handlers);
}

class PageServer<P extends PageProtocol> implements ServedPage<P> {
  readonly #running = new Map<number, AbortController>();
  readonly #subscription: Disposable;
  #ready = false;
  #disposed = false;

  constructor(
    private readonly port: PagePort,
    private readonly protocol: P,
    private readonly handlers: PageHandlers<P>,
  ) {
    this.#subscription = port.onDidReceiveMessage((raw) => this.#receive(raw));
  }

  post(event: EventOf<P>): void {
    if (this.#ready) {
      void this.#send({ kind: 'event', event });
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#subscription.dispose();
    this.#abortAll();
  }

  async #receive(raw: unknown): Promise<void> {
    try {
      await this.#dispatch(raw);
    } catch (error) {
      this.#logError(error);
    }
  }

  #dispatch(raw: unknown): Promise<void> | void {
    const { success, output } = safeParse(pageEnvelope, raw);
    if (!success) {
      return this.#drop();
    }
    switch (output.kind) {
      case 'ready':
        this.#abortAll();
        this.#ready = true;
        return this.handlers.ready();
      case 'message':
        return this.#handle(output.message);
      case 'request':
        return this.#reply(output.id, output.method, output.params);
      case 'cancel':
        return this.#running.get(output.id)?.abort();
    }
  }

  async #handle(raw: unknown): Promise<void> {
    const message = safeParse(this.protocol.message, raw);
    if (!message.success) {
      return this.#drop();
    }
    try {
      await this.handlers.message(message.output as MessageOf<P>);
    } catch (error) {
      if (!isCancelled(error)) {
        this.handlers.messageFailed(error);
      }
    }
  }

  async #reply(id: number, method: string, params: unknown): Promise<void> {
    if (this.#running.has(id)) {
      // Two replies with one ID cannot be told apart.
      return this.#drop();
    }
    const running = new AbortController();
    this.#running.set(id, running);
    const reply = await this.#replyTo(id, method, params, running.signal);
    if (this.#running.get(id) === running) {
      this.#running.delete(id);
    }
    if (!running.signal.aborted && !(await this.#send(reply)) && reply.kind === 'result') {
      // What cannot be copied to the page must not leave it waiting.
      await this.#send({ kind: 'failure', id, text: this.#errorText(new Error('The reply could not be sent.')) });
    }
  }

  async #replyTo(id: number, method: string, params: unknown, signal: AbortSignal): Promise<HostEnvelope> {
    const call = this.#callFor(method, params, signal);
    if (call === undefined) {
      this.#drop();
      return { kind: 'failure', id, text: this.#errorText(new Error('The request is not understood.')) };
    }
    try {
      return { kind: 'result', id, result: await call() };
    } catch (error) {
      // Work that was canceled may end with any error.
      if (isCancelled(error) || signal.aborted) {
        return { kind: 'cancelled', id };
      }
      this.#logError(error);
      return { kind: 'failure', id, text: this.#errorText(error) };
    }
  }

  /** @returns `undefined` for what the protocol does not have */
  #callFor(method: string, raw: unknown, signal: AbortSignal): (() => unknown) | undefined {
    const schemas = Object.hasOwn(this.protocol.requests, method) ? this.protocol.requests[method] : undefined;
    const params = schemas && safeParse(schemas.params, raw);
    if (params?.success !== true) {
      return undefined;
    }
    const handle = this.handlers.requests[method as MethodOf<P>];
    return () => handle(params.output as ParamsOf<P, MethodOf<P>>, signal);
  }

  #errorText(error: unknown): string {
    try {
      return this.handlers.errorText(error);
    } catch (failure) {
      this.#logError(failure);
      return logTextOf(error);
    }
  }

  #drop(): void {
    this.#log('warn', 'A page sent a message that is not understood; it is ignored.');
  }

  #logError(error: unknown): void {
    this.#log('error', logTextOf(error));
  }

  #log(level: 'warn' | 'error', text: string): void {
    try {
      this.handlers.log[level](text);
    } catch {
      // The log is closed. There is nowhere left to say it.
    }
  }

  #abortAll(): void {
    this.#running.forEach((running) => running.abort());
    this.#running.clear();
  }

  /** @returns whether the page could be told; a panel that closes meanwhile takes nothing */
  async #send(envelope: HostEnvelope): Promise<boolean> {
    if (this.#disposed) {
      return false;
    }
    try {
      await this.port.postMessage(envelope);
      return true;
    } catch (error) {
      if (!this.#isDisposed()) {
        this.#logError(error);
      }
      return false;
    }
  }

  /** A function, because the compiler assumes that the flag does not change during `await`. */
  #isDisposed(): boolean {
    return this.#disposed;
  }
}
