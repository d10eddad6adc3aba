import type { AppOnlyClient } from './appOnlyClient.js';
import { SharedWork } from '../../../base/sharedWork.js';

export interface AppOnlySessionOptions {
  /** Identifies the configuration and the secret. */
  readonly key: string;
  readonly secret: string | undefined;
  /** End of the certificate's validity, if there is a certificate. */
  readonly validTo?: Date;
  readonly client: AppOnlyClient;
}

/** The tokens of one application in one tenant. Concurrent calls share one request. */
export class AppOnlySession {
  readonly key: string;
  readonly secret: string | undefined;
  readonly validTo: Date | undefined;
  readonly #client: AppOnlyClient;
  #work: Work | undefined;
  /** The last token. */
  #token: string | undefined;

  constructor({ key, secret, validTo, client }: AppOnlySessionOptions) {
    this.key = key;
    this.secret = secret;
    this.validTo = validTo;
    this.#client = client;
  }

  /** @param rejected the token that Graph rejected: a new one is requested, unless that has already happened */
  token(signal: AbortSignal, rejected?: string): Promise<string> {
    const fresh = rejected !== undefined && rejected === this.#token;
    const running = this.#work;
    const joins = running !== undefined && !running.shared.isAborted && (running.fresh || !fresh);
    return (joins ? running : this.#start(fresh)).shared.wait(signal);
  }

  /** Pending calls of {@link token} are rejected with an `AbortError`. */
  end(): void {
    this.#work?.shared.abort();
  }

  #start(fresh: boolean): Work {
    const shared = new SharedWork(async (signal) => {
      const token = await this.#client.acquire({ signal, fresh });
      if (this.#work === work) {
        this.#token = token;
      }
      return token;
    });
    const work: Work = { shared, fresh };
    this.#work = work;
    return work;
  }
}

interface Work {
  readonly shared: SharedWork<string>;
  /** Sends a request even if a valid token is cached. */
  readonly fresh: boolean;
}
