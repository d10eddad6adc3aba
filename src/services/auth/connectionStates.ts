import { type Disposable, Emitter } from '../../base/emitter.js';
import type { Connections } from './connections/connections.js';
import type { ConnectionState } from './connections/connectionState.js';
import type { SignIn } from './signIn.js';

/**
 * The last known state of each connection. A view must not wait for a provider that may not answer, so it shows this, and is told when
 * it changes. Nobody is asked before {@link ConnectionStates.watch}: asking starts the sign-in provider.
 */
export class ConnectionStates implements Disposable {
  readonly #connections: Connections;
  readonly #signIn: SignIn;
  readonly #known = new Map<string, ConnectionState>();
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: readonly Disposable[];
  /** Counts the rounds of asking: an answer that comes after a newer round has begun is out of date. */
  #round = 0;
  #watching = false;

  /** The state of some connection, the list of connections, or which of them is shown. */
  readonly onDidChange = this.#changed.event;

  constructor(connections: Connections, signIn: SignIn) {
    this.#connections = connections;
    this.#signIn = signIn;
    this.#subscriptions = [
      signIn.onDidChange(() => this.#ask()),
      connections.onDidChange(() => {
        this.#ask();
        this.#changed.fire();
      }),
    ];
  }

  /** Asks for the states, from now on. */
  watch(): void {
    if (!this.#watching) {
      this.#watching = true;
      this.#ask();
    }
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#changed.dispose();
    this.#round++;
  }

  /** `undefined` until the sign-in has answered. */
  of(connectionId: string): ConnectionState | undefined {
    return this.#known.get(connectionId);
  }

  #ask(): void {
    if (!this.#watching) {
      return;
    }
    const round = ++this.#round;
    for (const connection of this.#connections.all) {
      void this.#signIn.state(connection).then((state) => {
        if (round === this.#round && !isSame(this.#known.get(connection.id), state)) {
          this.#known.set(connection.id, state);
          this.#changed.fire();
        }
      });
    }
  }
}

function isSame(one: ConnectionState | undefined, other: ConnectionState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
