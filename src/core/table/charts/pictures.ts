import type { ReportDefinition } from '../../catalog/definition.js';
import type { Picture } from '../../../shared/report.js';
import { barsPictures } from './bars.js';
import { type ColumnarTable, columnarOf } from '../store/columnarTable.js';
import { groupPicture } from './groups.js';
import { withShortLabels } from './labels.js';
import { seriesPictures } from './series.js';
import { spreadPictures } from './spread.js';
import type { ReportTable } from '../store/table.js';
import { contentParts } from '../store/tableParts.js';

/**
 * What there is to draw of a report, by its kind: lines over days, bars, or how values are spread. Columns that the catalogue
 * does not know are drawn as well. Empty where the table has no rows or nothing that can be drawn.
 *
 * @param definition without it the columns decide: a report with days is a series, one with a single row is bars
 */
export function picturesOf(table: ReportTable, definition: ReportDefinition | undefined): readonly Picture[] {
  return [...picturesInTurn(table, definition)].flat();
}

/** The same a few at a time, so that whoever draws a large report can let others have their turn in between. */
export function* picturesInTurn(table: ReportTable, definition: ReportDefinition | undefined): Iterable<readonly Picture[]> {
  for (const pictures of drawn(columnarOf(table), definition)) {
    yield pictures.map(withShortLabels);
  }
}

function* drawn(table: ColumnarTable, definition: ReportDefinition | undefined): Iterable<readonly Picture[]> {
  if (table.rowCount === 0) {
    return;
  }
  const parts = contentParts(table);
  switch (definition?.kind) {
    case 'detail':
      for (const part of parts) {
        yield spreadPictures([part]);
      }
      for (const group of definition.groups ?? []) {
        const picture = groupPicture(group, parts, table.rowCount);
        yield picture === undefined ? [] : [picture];
      }
      return;
    case 'distribution':
    case 'snapshot':
      yield barsPictures(table, definition);
      return;
    case 'daily-series':
      // Without its days it is at least amounts.
      yield seriesPictures(parts, table.rowCount, definition) ?? barsPictures(table, definition);
      return;
    case undefined:
      yield seriesPictures(parts, table.rowCount, definition) ?? (table.rowCount === 1 ? barsPictures(table, definition) : spreadPictures(parts));
  }
}
