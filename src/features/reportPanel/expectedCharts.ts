import { isNumeric } from '../../shared/measures.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
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
  cards,
  groups = [],
}: ReportDefinition): ExpectedCharts {
  const content = columns.filter(({ name, onlyJson }) => !isReportMetadata(name) && onlyJson !== true);
  const measures = content.filter(isNumeric);
  switch (kind) {
    case 'daily-series':
      return { kind: 'series', count: measures.length };
    case 'distribution':
    case 'current-state':
      // With a key column, each row is a share.
      return shares.length > 0
        ? { kind: 'shares', count: keys.length > 0 ? USUAL_ROW_COUNT : shares.length }
        : { kind: 'bars', count: measures.length };
    case 'detail':
      return {
        kind: 'spreads',
        ...(groups.length === 0 ? {} : { bars: Math.max(...groups.map(({ bars }) => bars.length)) }),
        count:
          cards?.length ?? content.filter(({ name, identity }) => identity !== true && !keys.includes(name)).length,
      };
  }
}
