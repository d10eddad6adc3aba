import type * as vscode from 'vscode';
import * as v from 'valibot';
import type { ReportRef } from '../../shared/report.js';

const RECENT_KEY = 'usageReports.recentReports';
const MAX_REPORTS = 5;

const recentReport = v.object({ report: v.string(), period: v.optional(v.string()) });

/** A report that was opened, by function name, and its period; no period for a single day, a history, and the current state. */
export type RecentReport = v.InferOutput<typeof recentReport>;

/** The reports that were opened last: the same for every tenant and window. */
export class RecentReports {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Newest first, each report once. What is stored and is no such list is none. */
  get all(): readonly RecentReport[] {
    const stored = this.#memento.get<unknown>(RECENT_KEY);
    const entries = Array.isArray(stored) ? stored : [];
    const known = entries.flatMap((entry: unknown) => {
      const parsed = v.safeParse(recentReport, entry);
      return parsed.success ? [parsed.output] : [];
    });
    return known
      .filter(({ report }, index) => known.findIndex((other) => other.report === report) === index)
      .slice(0, MAX_REPORTS);
  }

  async add({ report, period }: Pick<ReportRef, 'report' | 'period'>): Promise<void> {
    const others = this.all.filter((entry) => entry.report !== report);
    const entry: RecentReport = period === undefined ? { report } : { report, period };
    await this.#memento.update(RECENT_KEY, [entry, ...others].slice(0, MAX_REPORTS));
  }

  /** The period in which the report was opened last, else the one in which any report was. */
  periodFor(report: string): string | undefined {
    return (
      this.all.find((entry) => entry.report === report)?.period ??
      this.all.find(({ period }) => period !== undefined)?.period
    );
  }
}
