import { type Catalog, isRetired } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type Connection, isAvailable } from '../../services/auth/connections/connection.js';
import type { OverviewEvent } from '../../shared/pages/overview.js';
import { type HighlightFacts, highlightsOf } from '../../core/highlights/highlights.js';

export type BeginEvent = Extract<OverviewEvent, { type: 'begin' }>;
export type EndEvent = Extract<OverviewEvent, { type: 'end' }>;

/** What the page is told before the cards. @param reports daily reports of which something is archived */
export function beginEvent(connection: Connection, catalog: Catalog, reports: readonly ReportDefinition[]): BeginEvent {
  const { id, name, kind } = connection;
  // As many as a collection offers to fetch; and what another connection to the tenant has archived is here all the same.
  const available = catalog.reports.filter(
    (report) => report.kind === 'daily-series' && (isAvailable(report, connection) || reports.includes(report)),
  );
  const used = new Set(reports.map(({ product }) => product));
  return {
    type: 'begin',
    connection: { id, name, isSample: kind === 'sample' },
    reports: reports.map(({ name: report, title, product }) => ({ report, title, product })),
    available: available.length,
    products: catalog.products
      .filter((product) => used.has(product.id))
      .map(({ id: product, title, icon, retired }) => ({
        ...{ id: product, title, icon },
        ...(retired === undefined ? {} : { retired }),
      })),
  };
}

/**
 * What the page is told after the cards. Nothing stands out in a service that was shut down, or in what the user has hidden.
 *
 * @param hidden names of reports
 */
export function endEvent(
  all: Iterable<HighlightFacts>,
  hidden: readonly string[],
  catalog: Catalog,
  now: Date,
): EndEvent {
  const facts = [...all].filter(({ report }) => {
    const definition = catalog.find(report);
    return !hidden.includes(report) && definition !== undefined && !isRetired(definition, catalog);
  });
  return { type: 'end', highlights: highlightsOf(facts, now) };
}
