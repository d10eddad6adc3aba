import { safeParse } from 'valibot';
import { abortErrorOf, throwIfAborted } from '../../../../src/base/cancellation.js';
import {
  type EventOf,
  hostEnvelope,
  type MessageOf,
  type MethodOf,
  type PageEnvelope,
  type PageProtocol,
  type ParamsOf,
  type RequestSchemas,
  type ResultOf,
} from '../../../../src/shared/pages/channel.js';

/** Where a page's messages go and come from. */
export interface HostPort {
  postMessage(message: PageEnvelope): void;
  /** @returns takes the listener off again */
  listen(listener: (message: unknown) => void): () => void;
}

/** The host could not do what it was requested to do. The message is a sentence for the screen. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

interface PendingRequest {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The page's end of the line to the extension host. */
export class HostChannel<P extends PageProtocol> {
  readonly #listeners = new Set<(event: EventOf<P>) => void>();
  readonly #pending = new Map<number, PendingRequest>();
  #lastId = 0;
  #stop: (() => void) | undefined;
  #disposed = false;

  /** @param unexpectedReply what to say of a reply that does not fit the protocol, as after an update */
  constructor(
    private readonly port: HostPort,
    private readonly protocol: P,
    private readonly unexpectedReply: string,
  ) {}

  /** Starts to listen, and tells the host so. */
  start(): void {
    this.#stop = this.port.listen((raw) => this.#receive(raw));
    this.port.postMessage({ kind: 'ready' });
  }

  /** Stops listening; whoever waits for a reply gets an `AbortError`. */
  dispose(): void {
    this.#disposed = true;
    this.#stop?.();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    pending.forEach(({ reject }) => reject(abortErrorOf(undefined)));
  }

  /** @returns takes the listener off again */
  onEvent(listener: (event: EventOf<P>) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  post(message: MessageOf<P>): void {
    this.port.postMessage({ kind: 'message', message });
  }

  /**
   * Requests something of the host.
   * @throws RequestError with what the host says went wrong; the signal's `AbortError`, also where the host gave the request up
   */
  async request<M extends MethodOf<P>>(
    method: M,
    params: ParamsOf<P, M>,
    signal?: AbortSignal,
  ): Promise<ResultOf<P, M>> {
    throwIfAborted(signal);
    if (this.#disposed) {
      throw abortErrorOf(undefined);
    }
    const id = ++this.#lastId;
    const cancel = new AbortController();
    try {
      const result = await new Promise<unknown>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        signal?.addEventListener(
          'abort',
          () => {
            this.port.postMessage({ kind: 'cancel', id });
            reject(abortErrorOf(signal));
          },
          { once: true, signal: cancel.signal },
        );
        this.port.postMessage({ kind: 'request', id, method, params });
      });
      return this.#resultOf(method, result);
    } finally {
      cancel.abort();
      this.#pending.delete(id);
    }
  }

  #receive(raw: unknown): void {
    const { success, output } = safeParse(hostEnvelope, raw);
    if (!success) {
      return;
    }
    if (output.kind === 'event') {
      const event = safeParse(this.protocol.event, output.event);
      if (event.success) {
        [...this.#listeners].forEach((listener) => listener(event.output as EventOf<P>));
      }
      return;
    }
    const pending = this.#pending.get(output.id);
    switch (output.kind) {
      case 'result':
        return pending?.resolve(output.result);
      case 'failure':
        return pending?.reject(new RequestError(output.text));
      case 'cancelled':
        return pending?.reject(abortErrorOf(undefined));
    }
  }

  /** @throws RequestError where the result is not what the protocol says */
  #resultOf<M extends MethodOf<P>>(method: M, raw: unknown): ResultOf<P, M> {
    const schemas: RequestSchemas | undefined = this.protocol.requests[method];
    const reply = schemas && safeParse(schemas.result, raw);
    if (reply?.success !== true) {
      throw new RequestError(this.unexpectedReply);
    }
    return reply.output as ResultOf<P, M>;
  }
}
