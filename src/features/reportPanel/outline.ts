import type { ColumnDefinition, ReportDefinition } from '../../core/catalog/definition.js';
import type { ExpectedPictures } from '../../shared/pages/report.js';
import { isAboutTheReport } from '../../core/table/store/tableParts.js';

/** Products that a tenant usually has activations of. */
const usualRows = 3;

/** What pictures a report will have, as far as the catalogue can tell: their places are held while it is loading. */
export function expectedPictures({ kind, columns, keys, shares = [], cards, groups = [] }: ReportDefinition): ExpectedPictures {
  const content = columns.filter(({ name, onlyJson }) => !isAboutTheReport(name) && onlyJson !== true);
  const measures = content.filter(isMeasure);
  switch (kind) {
    case 'daily-series':
      return { kind: 'series', count: measures.length };
    case 'distribution':
    case 'snapshot':
      // With a key, the rows are the shares.
      return shares.length > 0 ? { kind: 'shares', count: keys.length > 0 ? usualRows : shares.length } : { kind: 'bars', count: measures.length };
    case 'detail':
      return {
        kind: 'spreads',
        ...(groups.length === 0 ? {} : { bars: Math.max(...groups.map(({ bars }) => bars.length)) }),
        count: cards?.length ?? content.filter(({ name, identity }) => identity !== true && !keys.includes(name)).length,
      };
  }
}

function isMeasure({ type }: ColumnDefinition): boolean {
  return type === 'number' || type === 'duration';
}
