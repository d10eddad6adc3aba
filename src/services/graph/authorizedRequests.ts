import { UsageReportsError, withProblem } from '../../base/errors.js';
import type { GraphPermission } from '../../core/catalog/definition.js';
import { abortable } from '../../base/cancellation.js';
import type { Exchange } from './exchange.js';
import type { Http, HttpRequest } from './http.js';
import { missingPermissions, permissionProblem } from './tokenPermissions.js';
import { type GraphRequest, labelOf, type TokenSource } from './types.js';
import { enableRequest } from './url.js';

export type SendOptions = Pick<HttpRequest, 'signal' | 'onWait' | 'retryPolicy'>;

/** A token that Graph rejected with 401. */
interface RejectedToken {
  readonly rejected: string;
  /** Whether it was sent twice. */
  readonly isRepeated: boolean;
  readonly challenge?: string;
  readonly error: UsageReportsError;
}

/** Before a token that was rejected is sent again. */
const SAME_TOKEN_PAUSE_SECONDS = 2;

/** Sends requests with a token to Microsoft Graph, and to nobody else. */
export class AuthorizedRequests {
  readonly #http: Http;
  readonly #tokens: TokenSource;
  readonly #origin: string;

  /** @param origin Graph's; the callers request no other */
  constructor(http: Http, tokens: TokenSource, origin: string) {
    this.#http = http;
    this.#tokens = tokens;
    this.#origin = origin;
  }

  /**
   * Sends a request with a token, and once more if that was rejected: with a new token if there is one. If there is none, the user may sign
   * in again, which gives a third request.
   * @returns a response with any status except 401, 403 and those that ask to retry later
   */
  async send(url: string, request: GraphRequest, options: SendOptions): Promise<Exchange> {
    const { signal } = options;
    let previous: RejectedToken | undefined;
    for (;;) {
      const token = await abortable(this.#nextToken(signal, previous), signal);
      const exchange = await this.#http.send({
        url,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(request.format === 'json' && { Accept: 'application/json' }),
          ...(request.etag !== undefined && { 'If-None-Match': request.etag }),
        },
        label: labelOf(request),
        ...options,
      });
      if (exchange.response.type === 'opaqueredirect') {
        throw new UsageReportsError('network', 'A browser does not let an extension follow this download.', {
          code: 'opaqueRedirect',
        });
      }
      const { status } = exchange.response;
      if (status === 403) {
        const { permissions } = request.definition;
        throw await this.#http.failure(exchange, {
          problem: permissionProblem(token, request.definition),
          permissions: permissions && namesOf(permissions, missingPermissions(token, permissions)),
          enableRequest: enableRequest(this.#origin, request.definition),
        });
      }
      if (status !== 401) {
        return exchange;
      }
      const error = await this.#http.failure(exchange);
      const challenge = claimsChallenge(exchange.response);
      const isRepeated = token === previous?.rejected;
      if (previous !== undefined && !(isRepeated && this.#maySignInAgain(previous))) {
        throw challenge === undefined ? error : withProblem(error, 'conditionalAccess');
      }
      previous = { rejected: token, isRepeated, error, challenge };
    }
  }

  /**
   * Whether the user may be asked for another token when the one that was sent again is rejected, too. Somebody who has met a challenge is
   * not asked once more.
   */
  #maySignInAgain({ isRepeated, challenge }: RejectedToken): boolean {
    return !isRepeated && challenge === undefined && this.#tokens.signInAgain !== undefined;
  }

  /**
   * A service in trouble rejects valid tokens, too. If the source has no other token than the rejected one, that gets one more chance, after
   * a pause, before anybody is asked to sign in. A challenge is different: the same token never satisfies it.
   */
  async #nextToken(signal: AbortSignal, previous: RejectedToken | undefined): Promise<string> {
    if (previous === undefined) {
      return this.#tokens.getToken({ signal });
    }
    const { error, rejected, isRepeated, challenge } = previous;
    if (isRepeated && challenge === undefined && this.#tokens.signInAgain !== undefined) {
      const token = await this.#tokens.signInAgain({ signal, rejected });
      if (token === rejected) {
        throw error;
      }
      return token;
    }
    let token: string;
    try {
      token = await this.#tokens.getToken({ signal, rejected, ...(challenge !== undefined && { challenge }) });
    } catch (failure) {
      const isUnspecific =
        failure instanceof UsageReportsError &&
        failure.reason === 'unauthorized' &&
        failure.details.problem === undefined;
      if (!isUnspecific) {
        throw failure;
      }
      if (challenge !== undefined) {
        // Graph's error explains more than the source's.
        throw error;
      }
      token = rejected;
    }
    if (token === rejected && challenge === undefined) {
      await this.#http.pause(SAME_TOKEN_PAUSE_SECONDS, signal);
    }
    return token;
  }
}

/** The permissions that are missing; where the token does not tell, all. */
function namesOf(needed: readonly GraphPermission[], missing: readonly string[]): readonly string[] {
  return missing.length > 0 ? missing : needed.map(({ name }) => name);
}

/** The header of a 401 that requires more than a new token. */
function claimsChallenge({ headers }: Response): string | undefined {
  const header = headers.get('www-authenticate') ?? '';
  return /\bclaims="/i.test(header) ? header : undefined;
}
