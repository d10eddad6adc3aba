import { Archive, type ArchiveOptions } from '../../src/services/archive/archive.js';
import { type Connection, SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { GraphClient } from '../../src/services/graph/client.js';
import { ReportService } from '../../src/services/reports/reportService.js';
import { sampleNetwork } from '../../src/services/sample/sampleNetwork.js';
import { catalog } from './catalog.js';

/** Fetches the reports of a sample tenant by a clock, and archives them in a folder. */
export function sampleServiceAt(
  folder: string,
  now: () => Date,
  { connection = SAMPLE_CONNECTION, ...options }: ArchiveOptions & { readonly connection?: Connection } = {},
): ReportService {
  const client = new GraphClient({
    origin: connection.graphOrigin,
    tokens: { getToken: () => Promise.resolve('token') },
    ...sampleNetwork({ catalog: () => catalog, now })(connection.id),
    now: () => now().getTime(),
  });
  return new ReportService({
    catalog: () => catalog,
    connection: () => connection,
    archive: new Archive(folder, options),
    fetchReport: (_, request, asked) => client.fetchReport(request, asked),
    now,
    settings: () => ({ format: 'csv', freshHours: 6 }),
  });
}
