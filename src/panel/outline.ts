import type { ColumnDefinition, ReportDefinition } from '../catalog/definition.js';
import type { ReportOutline } from '../shared/protocol.js';

/** These say which report it is, not what it reports. */
const aboutTheReport = new Set(['Report Refresh Date', 'Report Period']);

/** How many pictures a report will have, as far as the catalogue can tell: so many places are held while it is loading. */
export function expectedPictures({ kind, columns, keys }: ReportDefinition): ReportOutline['expects'] {
  const content = columns.filter(({ name, onlyJson }) => !aboutTheReport.has(name) && onlyJson !== true);
  const measures = content.filter(isMeasure);
  switch (kind) {
    case 'daily-series':
      return { series: measures.length };
    case 'distribution':
    case 'snapshot':
      return { bars: measures.length };
    case 'detail':
      return { spreads: content.filter(({ name, identity }) => identity !== true && !keys.includes(name)).length };
  }
}

function isMeasure({ type }: ColumnDefinition): boolean {
  return type === 'number' || type === 'duration';
}
