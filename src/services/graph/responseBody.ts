import { concatBytes } from '../../base/bytes.js';
import { type LimitedAmount, UsageReportsError } from '../../base/errors.js';
import { abortable, throwIfAborted } from '../../base/cancellation.js';
import { errorCode, redactError } from '../../base/redact.js';
import { tooLarge } from './limits.js';

/**
 * What a body is, judged by its beginning. `link`: nothing but a URL. `binary`: no text in UTF-8, such as UTF-16 or a packed file. `text`:
 * anything else, CSV included.
 */
export type BodyKind = 'empty' | 'html' | 'json' | 'link' | 'binary' | 'text';

const MAX_LINK_BYTES = 8192;
const MAX_ERROR_BODY_BYTES = 65_536;
/** A header line is longer, so cells with any characters come later. */
const MAX_SNIFFED_BYTES = 64;

/**
 * Reads a response body, once. Can look at its beginning without consuming it, detects an early end, and times out when no data
 * arrive. Time counts only while a read is pending, so a slow consumer causes no timeout.
 */
export class ResponseBody {
  readonly #reader: { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> } | undefined;
  /** Read ahead to look at the beginning; still to be consumed. */
  readonly #ahead: Uint8Array[] = [];
  #received = 0;
  #ended = false;

  /** The `Content-Length`. Absent for a compressed body, because its length is that of the compressed bytes. */
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

  /** Whether the body ended before the announced number of bytes. Valid only at its end. */
  get isShort(): boolean {
    return this.announcedBytes !== undefined && this.#received < this.announcedBytes;
  }

  /** The remaining bytes. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let chunk = await this.#next(); chunk; chunk = await this.#next()) {
        yield chunk;
      }
    } finally {
      // Closes the connection if the consumer stops early.
      this.discard();
    }
  }

  /** @throws UsageReportsError `truncated` if the body ended early */
  checkComplete(cause?: Error): void {
    if (this.isShort) {
      throw this.#truncated(cause);
    }
  }

  /** @throws UsageReportsError `tooLarge` if more bytes are announced; only what arrives decides otherwise */
  checkAnnounced(most: number, amount: LimitedAmount): void {
    const { announcedBytes: found = 0, context } = this;
    if (found > most) {
      this.discard();
      throw tooLarge(context.host, { amount, most, found });
    }
  }

  /** Reads ahead as far as necessary. May be called repeatedly before {@link chunks}. */
  async kind(): Promise<BodyKind> {
    let beginning = this.#aheadText().trimStart();
    // 16 characters are enough for the patterns below; leading white space may take more.
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
    if (!isUtf8Text(concatBytes(this.#ahead).subarray(0, MAX_SNIFFED_BYTES))) {
      return 'binary';
    }
    return /^"?https?:\/\//i.test(beginning) && (await this.#isSingleUrl()) ? 'link' : 'text';
  }

  /** The URL, if {@link kind} returned `link`. */
  takeLink(): string {
    const link = this.#aheadText().trim().replace(/^"|"$/g, '');
    this.#ahead.length = 0;
    return link;
  }

  /** The body of an error response, as far as it arrives: even a truncated explanation is useful. */
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
      { host: this.context.host, code },
      cause && { cause },
    );
  }
}

/** Whether the beginning of a file is text in UTF-8: other encodings have bytes that UTF-8 doesn't, or zeros. */
function isUtf8Text(beginning: Uint8Array): boolean {
  try {
    // As a stream, because the end may be in the middle of a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    // eslint-disable-next-line no-control-regex
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/** The error for a host that sent nothing for too long. */
export function timedOut(host: string): UsageReportsError {
  return new UsageReportsError('network', `${host} did not answer in time.`, { host, code: 'timeout' });
}
