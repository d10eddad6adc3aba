import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import type { DrawnSummary } from './grid/drawnSummary.js';

const load = () => import('./columnSummaries.js');

/** What the headers draw of their columns. Only details have it, and load what draws it: other reports are drawn above. */
export class HeaderSummaries {
  #loaded: Awaited<ReturnType<typeof load>> | undefined;

  needLoading(summary: ReportSummary | undefined): boolean {
    return summary?.kind === 'detail' && this.#loaded === undefined;
  }

  async load(): Promise<void> {
    this.#loaded = await load();
  }

  of(
    summary: ReportSummary,
    columns: readonly ShownColumn[],
    format: Format,
  ): readonly (DrawnSummary | undefined)[] | undefined {
    return summary.kind === 'detail' ? this.#loaded?.columnSummaries(summary, columns, format) : undefined;
  }
}
