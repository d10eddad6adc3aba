import type { LicensePrices } from '../../../../src/core/licenses/productTable.js';
import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { ArchiveQueries } from '../../../../src/services/archiveQueries/archiveQueries.js';
import { withDirectory } from '../../../../src/services/attributes/directoryAttributes.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { ArchivedDirectory } from '../../../../src/services/directory/archivedDirectory.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import type { CellValue } from '../../../../src/shared/report.js';
import type { Query } from '../../../../src/shared/query/query.js';
import { catalog } from '../../../support/catalog.js';
import { keep } from '../archive/support.js';

export const TENANT = 'sample';
export const { signal } = new AbortController();

/** Reads an archive, and fails on every request. */
export function archiveQueries(folder: string, prices?: LicensePrices): ArchiveQueries {
  const directory = directoryOf(folder);
  return new ArchiveQueries({
    ...{ service: serviceOf(folder), connection: SAMPLE_CONNECTION, directory, signal },
    ...(prices === undefined ? {} : { prices }),
  });
}

function directoryOf(folder: string): ArchivedDirectory {
  return new ArchivedDirectory({ archive: new Archive(folder), tenantOf: () => Promise.resolve(TENANT) });
}

export function serviceOf(folder: string): ReportService {
  return new ReportService({
    catalog: () => catalog,
    connection: () => SAMPLE_CONNECTION,
    tenantKey: () => TENANT,
    archive: new Archive(folder),
    fetchReport: () => Promise.reject(new Error('Nothing is requested.')),
    now: () => new Date('2026-11-30T09:00:00Z'),
    settings: () => ({ format: 'csv', freshHours: 0 }),
    attributes: withDirectory(() => Promise.resolve([]), directoryOf(folder)),
  });
}

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly refreshDate: IsoDate | null;
  readonly earlier: IsoDate | null | undefined;
}

/** All rows of an answer. */
export async function answerOf(queries: ArchiveQueries, query: Query, asOf?: IsoDate): Promise<Answer> {
  const answer = await queries.ask(query, { asOf });
  try {
    const { rows } = await answer.rows({}, 0, answer.rowCount);
    const { refreshDate, earlierRefreshDate } = answer.provenance;
    return { columns: answer.columns.map(({ name }) => name), rows, refreshDate, earlier: earlierRefreshDate };
  } finally {
    answer.dispose();
  }
}

/** A made-up snapshot: what is counted in it is `amount`. */
export interface MadeSnapshot {
  readonly report: keyof typeof MADE_REPORTS;
  readonly day: IsoDate;
  readonly amount: number;
}

const rows = (amount: number, row: (at: number) => string) =>
  Array.from({ length: 1 + (amount % 5) }, (_, at) => row(at));

/** Reports that everything that can be asked is made of: lines of their CSV, by the day of the newest data. */
export const MADE_REPORTS = {
  getOffice365ActiveUserDetail: (day: IsoDate, amount: number) => [
    'Report Refresh Date,User Principal Name,Is Deleted,Assigned Products,Exchange Last Activity Date,Report Period',
    ...rows(amount, (at) => `${day},user${at}@contoso.example,False,${at % 2 === 0 ? 'E3' : 'E3+E5'},${day},30`),
  ],
  getMailboxUsageDetail: (day: IsoDate, amount: number) => [
    'Report Refresh Date,User Principal Name,Is Deleted,Storage Used (Byte),Prohibit Send/Receive Quota (Byte),Report Period',
    ...rows(amount, (at) => `${day},user${at}@contoso.example,False,${amount * 1000 + at},900000000,30`),
  ],
  getTeamsUserActivityCounts: (day: IsoDate, amount: number) => [
    'Report Refresh Date,Report Date,Report Period,Team Chat Messages',
    ...[0, 1, 2].map((ago) => `${day},${addDays(day, -ago)},30,${amount + ago}`),
  ],
} as const;

export async function keepMade(folder: string, snapshots: readonly MadeSnapshot[]): Promise<void> {
  const archive = new Archive(folder);
  for (const { report, day, amount } of snapshots) {
    const lines = MADE_REPORTS[report](day, amount);
    await keep(archive, [...lines, ''].join('\r\n'), day, {
      key: { tenant: TENANT, report, period: 'D30' },
      rowCount: lines.length - 1,
      fetchedAt: `${addDays(day, 2)}T08:00:00.000Z`,
    });
  }
}
