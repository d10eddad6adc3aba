import type { ReportDefinition } from '../catalog/definition.js';
import type { Picture } from '../shared/report.js';
import { barsPictures } from './bars.js';
import { columnarOf } from './columnarTable.js';
import { seriesPictures } from './series.js';
import { spreadPictures } from './spread.js';
import type { ReportTable } from './table.js';
import { contentParts } from './tableParts.js';

/**
 * What there is to draw of a report, by its kind: lines over days, bars, or how values are spread. Columns that the catalogue
 * does not know are drawn as well. Empty where the table has no rows or nothing that can be drawn.
 *
 * @param definition without it the columns decide: a report with days is a series, one with a single row is bars
 */
export function picturesOf(table: ReportTable, definition: ReportDefinition | undefined): readonly Picture[] {
  const columnar = columnarOf(table);
  if (columnar.rowCount === 0) {
    return [];
  }
  const parts = contentParts(columnar);
  switch (definition?.kind) {
    case 'detail':
      return spreadPictures(parts);
    case 'distribution':
    case 'snapshot':
      return barsPictures(columnar, definition);
    case 'daily-series':
      // Without its days it is at least amounts.
      return seriesPictures(parts, columnar.rowCount, definition) ?? barsPictures(columnar, definition);
    case undefined:
      return (
        seriesPictures(parts, columnar.rowCount, definition) ??
        (columnar.rowCount === 1 ? barsPictures(columnar, definition) : spreadPictures(parts))
      );
  }
}
