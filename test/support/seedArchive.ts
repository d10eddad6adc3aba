import { Archive } from '../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { catalog } from './catalog.js';
import { GraphClient } from '../../src/services/graph/client.js';
import { ReportService } from '../../src/services/reports/reportService.js';
import { createSampleService } from '../../src/services/sample/sampleService.js';

export interface Fetched {
  readonly at: Date;
  readonly period: string;
  /** Function names; all daily series where absent. */
  readonly reports?: readonly string[];
}

/** Fills an archive with what fetching the sample tenant's reports at these moments would have left. */
export async function seedArchive(folder: string, fetched: readonly Fetched[]): Promise<void> {
  for (const { at, period, reports } of fetched) {
    const now = () => at;
    const sample = createSampleService({ catalog, now });
    const client = new GraphClient({
      origin: SAMPLE_CONNECTION.graphOrigin,
      tokens: { getToken: () => Promise.resolve('token') },
      fetch: (url, init) => sample(new Request(url, init)),
      now: () => at.getTime(),
    });
    const service = new ReportService({
      catalog: () => catalog,
      connection: () => SAMPLE_CONNECTION,
      archive: new Archive(folder),
      fetchReport: (_, request, options) => client.fetchReport(request, options),
      now,
      settings: () => ({ format: 'csv', freshHours: 6 }),
    });
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
