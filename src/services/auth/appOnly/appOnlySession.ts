import type { AppOnlyClient } from './appOnlyClient.js';
import { SharedWork } from '../../../base/sharedWork.js';

export interface AppOnlySessionOptions {
  /** Tells configurations and secrets apart. */
  readonly key: string;
  readonly secret: string | undefined;
  /** Of the certificate, where there is one. */
  readonly validTo?: Date;
  readonly client: AppOnlyClient;
}

/** The tokens of one application in one tenant. At most one request is under way; all who want a token meanwhile share it. */
export class AppOnlySession {
  readonly key: string;
  readonly secret: string | undefined;
  readonly validTo: Date | undefined;
  readonly #client: AppOnlyClient;
  #work: Work | undefined;
  /** The token handed out last. */
  #token: string | undefined;

  constructor({ key, secret, validTo, client }: AppOnlySessionOptions) {
    this.key = key;
    this.secret = secret;
    this.validTo = validTo;
    this.#client = client;
  }

  /** @param rejected the token that Graph refused: another one is asked for, unless that has happened already */
  token(signal: AbortSignal, rejected?: string): Promise<string> {
    const fresh = rejected !== undefined && rejected === this.#token;
    const running = this.#work;
    const joins = running !== undefined && !running.shared.isAborted && (running.fresh || !fresh);
    return (joins ? running : this.#start(fresh)).shared.wait(signal);
  }

  /** Whoever waits is told that it was cancelled. */
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
  /** Asks the service, whatever is kept. */
  readonly fresh: boolean;
}
