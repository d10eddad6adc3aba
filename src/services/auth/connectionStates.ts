import { type Disposable, Emitter } from '../../base/emitter.js';
import type { Connections } from './connections/connections.js';
import type { ConnectionState } from './connections/connectionState.js';
import type { SignIn } from './signIn.js';

/**
 * The last known state of each connection. A view must not wait for a sign-in provider that may not respond, so it shows this state and
 * updates on {@link onDidChange}. Nothing is requested before {@link ConnectionStates.watch}, because that starts the provider.
 */
export class ConnectionStates implements Disposable {
  readonly #connections: Connections;
  readonly #signIn: SignIn;
  readonly #known = new Map<string, ConnectionState>();
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: readonly Disposable[];
  /** Counts the updates. A state that arrives after a newer update has begun is outdated. */
  #update = 0;
  #watching = false;

  /** The state of a connection, the list of connections, or the active connection has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(connections: Connections, signIn: SignIn) {
    this.#connections = connections;
    this.#signIn = signIn;
    this.#subscriptions = [
      signIn.onDidChange(() => this.#refresh()),
      connections.onDidChange(() => {
        this.#refresh();
        this.#changed.fire();
      }),
    ];
  }

  /** Starts requesting the states. */
  watch(): void {
    if (!this.#watching) {
      this.#watching = true;
      this.#refresh();
    }
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#changed.dispose();
    this.#update++;
  }

  /** `undefined` until it is known. */
  of(connectionId: string): ConnectionState | undefined {
    return this.#known.get(connectionId);
  }

  #refresh(): void {
    if (!this.#watching) {
      return;
    }
    const update = ++this.#update;
    for (const connection of this.#connections.all) {
      void this.#signIn.state(connection).then((state) => {
        if (update === this.#update && !isSame(this.#known.get(connection.id), state)) {
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
