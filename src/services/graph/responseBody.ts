import { UsageReportsError } from '../../base/errors.js';
import { abortable, throwIfAborted } from '../../base/cancellation.js';
import { errorCode, redactError } from '../../base/redact.js';

/** What the beginning of a body shows it to be. `link`: nothing but an address. `text`: anything else, CSV included. */
export type BodyKind = 'empty' | 'html' | 'json' | 'link' | 'text';

const MAX_LINK_BYTES = 8192;
const MAX_ERROR_BODY_BYTES = 65_536;

/**
 * Reads one response body, once. Looks at its beginning without losing a byte of it, notices an early end, and gives up when
 * nothing arrives any more. The clock only runs while a reader waits, so a slow consumer is no time-out.
 */
export class ResponseBody {
  readonly #reader: { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> } | undefined;
  /** Read ahead to look at the beginning, not handed out yet. */
  readonly #ahead: Uint8Array[] = [];
  #received = 0;
  #ended = false;

  /** Bytes of the file if the service said so. Absent for an encoded body: its length counts the encoded bytes. */
  readonly announcedBytes: number | undefined;

  constructor(
    response: Response,
    private readonly context: { readonly signal: AbortSignal; readonly host: string; readonly idleSeconds: number },
  ) {
    this.#reader = response.body?.getReader();
    const encoded = (response.headers.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity';
    const length = response.headers.get('content-length') ?? '';
    this.announcedBytes = !encoded && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  }

  /** Whether the body ended before the announced number of bytes. Meaningful at its end. */
  get isShort(): boolean {
    return this.announcedBytes !== undefined && this.#received < this.announcedBytes;
  }

  /** The rest of the bytes as they come. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let chunk = await this.#next(); chunk; chunk = await this.#next()) {
        yield chunk;
      }
    } finally {
      // A consumer that stops early lets go of the connection.
      this.discard();
    }
  }

  /** @throws UsageReportsError `truncated` where the body ended early */
  checkComplete(cause?: Error): void {
    if (this.isShort) {
      throw this.#truncated(cause);
    }
  }

  /** Reads as far ahead as it takes. May be asked again as long as no chunk has been taken. */
  async kind(): Promise<BodyKind> {
    let beginning = this.#aheadText().trimStart();
    // Enough for the longest word below after a byte order mark; white space before it may take more.
    while (beginning.length < 16 && this.#received < MAX_LINK_BYTES && (await this.#readAhead())) {
      beginning = this.#aheadText().trimStart();
    }
    if (beginning === '') {
      return this.#received === 0 ? 'empty' : 'text';
    }
    if (beginning.startsWith('<')) {
      return 'html';
    }
    if (beginning.startsWith('{')) {
      return 'json';
    }
    return /^"?https?:\/\//i.test(beginning) && (await this.#isSingleUrl()) ? 'link' : 'text';
  }

  /** The address that the whole body is; call after {@link kind} said so. */
  takeLink(): string {
    const link = this.#aheadText().trim().replace(/^"|"$/g, '');
    this.#ahead.length = 0;
    return link;
  }

  /** What an error's body holds, as far as it arrives: a refusal is a refusal even if its explanation is cut off. */
  async readErrorText(): Promise<string> {
    try {
      while (this.#received < MAX_ERROR_BODY_BYTES && (await this.#readAhead()));
    } catch {
      throwIfAborted(this.context.signal);
    }
    const text = this.#aheadText();
    this.discard();
    return text;
  }

  discard(): void {
    this.#ahead.length = 0;
    if (!this.#ended) {
      this.#ended = true;
      this.#reader?.cancel().catch(() => undefined);
    }
  }

  #aheadText(): string {
    const decoder = new TextDecoder();
    return this.#ahead.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
  }

  async #isSingleUrl(): Promise<boolean> {
    while (this.#received <= MAX_LINK_BYTES && (await this.#readAhead()));
    return this.#ended && /^"?https?:\/\/[^\s"]+"?$/i.test(this.#aheadText().trim());
  }

  async #readAhead(): Promise<boolean> {
    const chunk = await this.#pull();
    if (chunk) {
      this.#ahead.push(chunk);
    }
    return chunk !== undefined;
  }

  async #next(): Promise<Uint8Array | undefined> {
    return this.#ahead.shift() ?? (await this.#pull());
  }

  async #pull(): Promise<Uint8Array | undefined> {
    if (this.#ended || !this.#reader) {
      return undefined;
    }
    const { signal, host, idleSeconds } = this.context;
    try {
      const { done, value } = await abortable(this.#reader.read(), signal, {
        seconds: idleSeconds,
        error: () => timedOut(host),
      });
      if (done || !value) {
        this.#ended = true;
        return undefined;
      }
      this.#received += value.byteLength;
      return value;
    } catch (error) {
      this.discard();
      throwIfAborted(signal);
      if (error instanceof UsageReportsError) {
        throw error;
      }
      throw this.#truncated(redactError(error));
    }
  }

  #truncated(cause?: Error): UsageReportsError {
    const code = errorCode(cause);
    const expected = this.announcedBytes === undefined ? '' : ` of ${this.announcedBytes}`;
    return new UsageReportsError(
      'truncated',
      `The download from ${this.context.host} ended early, after ${this.#received}${expected} bytes.`,
      { host: this.context.host, ...(code !== undefined && { code }) },
      cause && { cause },
    );
  }
}

/** Nothing arrived for too long. */
export function timedOut(host: string): UsageReportsError {
  return new UsageReportsError('network', `${host} did not answer in time.`, { host, code: 'timeout' });
}
