import type * as vscode from 'vscode';
import { type Disposable, Emitter } from '../../base/emitter.js';
import type { ReportRef } from '../../shared/report.js';

const RECENT_KEY = 'usageReports.recentReports';
const MAX_SHOWN = 5;
/** More than anybody's favorites: each of them opens with the period that was used last. */
const MAX_STORED = 100;

/** A report that was opened, by function name, and the period that was used last; none if it was never opened with one. */
export interface RecentReport {
  readonly report: string;
  readonly period?: string;
}

/** The reports that were opened last: the same for every tenant and window. */
export class RecentReports implements Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** The five newest, newest first, each report once. */
  get all(): readonly RecentReport[] {
    return this.#stored.slice(0, MAX_SHOWN);
  }

  /** A report was opened. A single day and the history leave the period that was used before. */
  async add({ report, period = this.periodOf(report) }: Pick<ReportRef, 'report' | 'period'>): Promise<void> {
    const entry: RecentReport = period === undefined ? { report } : { report, period };
    const [newest] = this.#stored;
    if (newest?.report === report && newest.period === period) {
      return;
    }
    const others = this.#stored.filter((other) => other.report !== report);
    await this.#memento.update(RECENT_KEY, [entry, ...others].slice(0, MAX_STORED));
    this.#changed.fire();
  }

  /** The period in which the report was opened last. */
  periodOf(report: string): string | undefined {
    return this.#stored.find((entry) => entry.report === report)?.period;
  }

  /** The period in which the report was opened last, else the one in which any report was. */
  periodFor(report: string): string | undefined {
    return this.periodOf(report) ?? this.all.find(({ period }) => period !== undefined)?.period;
  }

  /** Newest first, each report once. What is stored and is no such list is none. */
  get #stored(): readonly RecentReport[] {
    const stored = this.#memento.get<unknown>(RECENT_KEY);
    const entries = Array.isArray(stored) ? stored : [];
    const known = entries.filter(isRecentReport);
    return known.filter(({ report }, index) => known.findIndex((other) => other.report === report) === index);
  }
}

// Without a schema: nothing else at the start needs the package for them.
function isRecentReport(entry: unknown): entry is RecentReport {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'report' in entry &&
    typeof entry.report === 'string' &&
    (!('period' in entry) || entry.period === undefined || typeof entry.period === 'string')
  );
}
