import { publishedCloud } from '../../services/auth/connections/clouds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { isPublished } from '../../core/catalog/chooseVersion.js';
import type { ReportRef } from '../../shared/report.js';

/** What a report can be compared with. */
export interface ComparisonChoices {
  /** Whether its own days before can lie under those on screen. */
  readonly earlier: boolean;
  /** The same report of other tenants. */
  readonly sameReport: readonly { readonly connection: Connection; readonly ref: ReportRef }[];
  /** Other reports, by tenant; the panel's own tenant first. Tenants without any are left out. */
  readonly others: readonly {
    readonly connection: Connection;
    readonly reports: readonly { readonly definition: ReportDefinition; readonly ref: ReportRef }[];
  }[];
}

/**
 * A daily series can be compared with all daily series of the same period: they have days in common. Totals of a period and current
 * states can be compared with the same report of another tenant only: no other has the same bars. Reports about single users or sites
 * are not compared here.
 *
 * @returns `undefined` where the report cannot be compared with any other
 */
export function comparisonChoices(
  own: ReportRef,
  catalog: Catalog,
  connections: readonly Connection[],
): ComparisonChoices | undefined {
  const definition = catalog.find(own.report);
  if (definition === undefined || definition.kind === 'detail') {
    return undefined;
  }
  const { period } = own;
  const refOf = (connection: Connection, report: string): ReportRef => ({ ...own, connection: connection.id, report });
  const isPublishedFor = (connection: Connection, report: ReportDefinition) =>
    isPublished(report, publishedCloud(connection.cloud));
  const elsewhere = connections.filter(({ id }) => id !== own.connection);
  const sameReport = elsewhere
    .filter((connection) => isPublishedFor(connection, definition))
    .map((connection) => ({ connection, ref: refOf(connection, definition.name) }));
  if (definition.kind !== 'daily-series') {
    return { earlier: false, sameReport, others: [] };
  }
  const here = connections.filter(({ id }) => id === own.connection);
  const series = catalog.reports.filter(
    ({ kind, name, periods }) =>
      kind === 'daily-series' &&
      name !== definition.name &&
      (period === undefined || (periods as readonly string[]).includes(period)),
  );
  const others = [...here, ...elsewhere]
    .map((connection) => ({
      connection,
      reports: series
        .filter((report) => isPublishedFor(connection, report))
        .map((report) => ({ definition: report, ref: refOf(connection, report.name) })),
    }))
    .filter(({ reports }) => reports.length > 0);
  return { earlier: true, sameReport, others };
}
