import type { Connection } from '../auth/connections/connection.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { isCancelled, isDeclined, UsageReportsError } from '../../base/errors.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef } from '../../shared/report.js';
import type { CheckedRef } from './checkRef.js';
import type { Report, ReportState } from './report.js';

/** States that only this session knows: a report is being loaded, or its last request failed. */
export class ReportStates implements Disposable {
  /** `target` guards against a connection that has been pointed to another tenant since. */
  readonly #states = new Map<string, { readonly target: string; readonly state: ReportState }>();
  readonly #changed = new Emitter<ReportRef>();

  readonly #archiveChanged = new Emitter<void>();

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeArchive = this.#archiveChanged.event;

  constructor(private readonly now: () => Date) {}

  dispose(): void {
    this.#changed.dispose();
    this.#archiveChanged.dispose();
  }

  /** `undefined` if the state depends only on the archive. */
  get(ref: ReportRef, connection: Connection): ReportState | undefined {
    const known = this.#states.get(idOf(ref));
    return known?.target === targetOf(connection) ? known.state : undefined;
  }

  /** Opens a report and records its state: loading, then failed or none. */
  async record({ ref, connection }: CheckedRef, open: () => Promise<Report>): Promise<Report> {
    const target = targetOf(connection);
    this.#set(ref, target, { kind: 'loading' });
    try {
      const report = await open();
      this.#set(ref, target, this.#failed(report.notFetched));
      return report;
    } catch (error) {
      this.#set(ref, target, this.#failed(error));
      throw error;
    }
  }

  /** The archive has something else of a report than before, which this session didn't fetch. */
  tellChange(ref: ReportRef): void {
    this.#changed.fire(ref);
  }

  /** Another folder is the archive now, or something in it is gone, of whatever reports. */
  tellArchiveChange(): void {
    this.#archiveChanged.fire();
  }

  /** @returns `undefined` where nothing failed: a load or a sign-in that the user canceled is none */
  #failed(error: unknown): ReportState | undefined {
    return error instanceof UsageReportsError && !isCancelled(error) && !isDeclined(error)
      ? { kind: 'failed', error, at: this.now().toISOString() }
      : undefined;
  }

  #set(ref: ReportRef, target: string, state: ReportState | undefined): void {
    if (state === undefined) {
      this.#states.delete(idOf(ref));
    } else {
      this.#states.set(idOf(ref), { target, state });
    }
    this.#changed.fire(ref);
  }
}

/** Where a connection leads, as far as its setting says. */
function targetOf({ graphOrigin, tenantId }: Connection): string {
  return `${graphOrigin} ${tenantId ?? ''}`;
}
