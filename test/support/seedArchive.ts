import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { catalog } from './catalog.js';
import { sampleServiceAt } from './sampleServiceAt.js';

export interface Fetched {
  readonly at: Date;
  readonly period: string;
  /** Function names; all daily series where absent. */
  readonly reports?: readonly string[];
}

/** Fills an archive with what fetching the sample tenant's reports at these moments would have left. */
export async function seedArchive(folder: string, fetched: readonly Fetched[]): Promise<void> {
  for (const { at, period, reports } of fetched) {
    const service = sampleServiceAt(folder, () => at);
    const wanted =
      reports ??
      catalog.reports
        .filter(({ kind, periods }) => kind === 'daily-series' && periods.some((each) => each === period))
        .map(({ name }) => name);
    for (const report of wanted) {
      const { signal } = new AbortController();
      await service.use({ connection: SAMPLE_CONNECTION.id, report, period }, { signal, fresh: true }, () =>
        Promise.resolve(),
      );
    }
    service.dispose();
  }
}
