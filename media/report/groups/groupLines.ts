import { unitOf } from '../../../src/shared/measures.js';
import type { Grouping, Groups, GroupsOverTime } from '../../../src/shared/pages/grouping.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import type { MeasureLine } from '../../common/charts/measures/measureLines.js';
import { groupName } from './groupCells.js';

/** Groups over time as the lines of a chart, largest first: of the first amount. */
export function groupLines(
  { lines, connected }: GroupsOverTime,
  { keyWidths }: Pick<Groups, 'keyWidths'>,
  grouping: Grouping,
  columns: readonly ShownColumn[],
  format: Format,
): readonly MeasureLine[] {
  const amount = columns[keyWidths.reduce((sum, width) => sum + width, 0)];
  const unit = amount === undefined ? 'count' : unitOf(amount);
  return lines.map(({ key, firstDay, values }, look) => {
    const name = groupName(key, grouping, { keyWidths }, columns, format);
    const days = { unit, firstDay, values };
    return {
      ...days,
      measure: {
        id: JSON.stringify(key),
        name,
        chart: { kind: 'series', column: name, ...days, latest: null, min: null, max: null },
      },
      connected,
      look,
      isPrevious: false,
      actualFirstDay: firstDay,
    };
  });
}
