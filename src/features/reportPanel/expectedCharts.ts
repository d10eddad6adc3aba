import { isNumeric } from '../../shared/measures.js';
import type { ColumnDefinition, ReportDefinition, ShareDefinition } from '../../core/catalog/definition.js';
import type { ExpectedCharts } from '../../shared/pages/report.js';
import { isReportMetadata } from '../../core/table/store/columnNames.js';

/** The usual number of products with activations. */
const USUAL_ROW_COUNT = 3;

/** Which charts a report will have, as far as the catalog says: their space is reserved while it is loading. */
export function expectedCharts({
  kind,
  columns,
  keys,
  shares = [],
  totals = [],
  cards,
  groups = [],
}: ReportDefinition): ExpectedCharts {
  const content = columns.filter(({ name, onlyJson }) => !isReportMetadata(name) && onlyJson !== true);
  const measures = content.filter(isNumeric);
  switch (kind) {
    case 'daily-series':
      return { kind: 'series', count: measures.length + totals.length };
    case 'distribution':
    case 'current-state':
      if (shares.length === 0) {
        return { kind: 'bars', count: measures.length };
      }
      // With a key column, each row is a share.
      return keys.length > 0
        ? { kind: 'shares', count: USUAL_ROW_COUNT }
        : { kind: 'shares', count: shares.length, ...barsBeside(measures, shares) };
    case 'detail':
      return {
        kind: 'spreads',
        ...(groups.length === 0 ? {} : { bars: Math.max(...groups.map(({ bars }) => bars.length)) }),
        count:
          cards?.length ?? content.filter(({ name, identity }) => identity !== true && !keys.includes(name)).length,
      };
  }
}

/** Amounts that are no part of a share have a card of their own. */
function barsBeside(
  measures: readonly Pick<ColumnDefinition, 'name' | 'isAverage'>[],
  shares: readonly ShareDefinition[],
): Pick<ExpectedCharts, 'bars' | 'averages'> {
  const shared = new Set(shares.flatMap(({ part, rest, whole }) => [part, rest, whole]));
  const others = measures.filter(({ name }) => !shared.has(name));
  const averages = others.filter(({ isAverage }) => isAverage === true).length;
  const bars = others.length - averages;
  return { ...(bars === 0 ? {} : { bars }), ...(averages === 0 ? {} : { averages }) };
}
