import type { Disposable } from '../../base/emitter.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { followDirectory, type FollowedDirectory } from './followDirectory.js';
import type { ReportSession } from './reportSession.js';

export interface JoinedDirectoryOptions {
  readonly directory: FollowedDirectory;
  readonly connection: Connection;
  /** Reads what is on screen again, without a request. */
  readonly reload: () => Promise<void>;
}

/**
 * Follows the directory that rows on screen are joined with. They are read again where it is another than when they were read, whether it was
 * read or deleted since, or meanwhile: what somebody has deleted stays on no screen, and goes into no export.
 */
export class JoinedDirectory implements Disposable {
  readonly #session: Pick<ReportSession, 'status' | 'whole'>;
  readonly #options: JoinedDirectoryOptions;
  readonly #subscriptions: readonly Disposable[];
  #isDisposed = false;
  /** What was archived of the directory when the rows were last asked for, before they were read: what comes in between is a change. */
  #asked: Promise<string> | undefined;
  /** The same of the rows on screen. */
  #joined: Promise<string> | undefined;
  #shown: ReportSession['whole'];

  constructor(session: Pick<ReportSession, 'status' | 'whole' | 'onDidChange'>, options: JoinedDirectoryOptions) {
    this.#session = session;
    this.#options = options;
    this.#subscriptions = [
      session.onDidChange(() => this.#follow()),
      followDirectory(options.directory, options.connection, () => void this.#check()),
    ];
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscriptions.forEach((subscription) => subscription.dispose());
  }

  #follow(): void {
    const { status, whole } = this.#session;
    if (status.kind === 'loading' && status.step === undefined && whole === this.#shown) {
      this.#asked = this.#version();
    }
    if (whole?.report !== this.#shown?.report) {
      this.#joined = this.#asked;
      void this.#check();
    }
    this.#shown = whole;
  }

  async #check(): Promise<void> {
    const joined = this.#joined;
    if (joined === undefined || this.#session.whole === undefined) {
      return;
    }
    const [before, now] = await Promise.all([joined, this.#version()]);
    // Rows that have come meanwhile are checked by themselves.
    if (before !== now && this.#joined === joined && !this.#isDisposed) {
      this.#asked = Promise.resolve(now);
      this.#joined = this.#asked;
      await this.#options.reload();
    }
  }

  /** A directory that cannot be read adds nothing. */
  async #version(): Promise<string> {
    const { directory, connection } = this.#options;
    try {
      return await (await directory.load()).version(connection);
    } catch {
      return '';
    }
  }
}
