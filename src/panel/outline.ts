import type { ColumnDefinition, ReportDefinition } from '../catalog/definition.js';
import type { ExpectedPictures } from '../shared/protocol.js';

/** These say which report it is, not what it reports. */
const aboutTheReport = new Set(['Report Refresh Date', 'Report Period']);

/** What pictures a report will have, as far as the catalogue can tell: their places are held while it is loading. */
export function expectedPictures({ kind, columns, keys }: ReportDefinition): ExpectedPictures {
  const content = columns.filter(({ name, onlyJson }) => !aboutTheReport.has(name) && onlyJson !== true);
  const measures = content.filter(isMeasure);
  switch (kind) {
    case 'daily-series':
      return { kind: 'series', count: measures.length };
    case 'distribution':
    case 'snapshot': {
      const halves = measures.filter(({ name }) => / (in)?active$/i.test(name));
      return halves.length === measures.length ? { kind: 'shares', count: halves.length / 2 } : { kind: 'bars', count: measures.length };
    }
    case 'detail':
      return { kind: 'spreads', count: content.filter(({ name, identity }) => identity !== true && !keys.includes(name)).length };
  }
}

function isMeasure({ type }: ColumnDefinition): boolean {
  return type === 'number' || type === 'duration';
}
