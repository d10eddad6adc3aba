import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import { isIdentifyingName } from '../../shared/concealedNames.js';
import type { Column } from '../table/store/column.js';
import { isReportMetadata, normalizeName } from '../table/store/columnNames.js';
import type { ComparedCells, ComparedColumn } from './comparedColumns.js';
import type { ColumnPair } from './columnPairs.js';

const identifierName = /(^| )(id|guid)$/;
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** So many values are looked at to see whether a column holds identifiers. */
const SAMPLE_SIZE = 50;

/** Whether a column holds identifiers, documented or not: its name says so, or its values look so. */
export function holdsIdentifiers(name: string, column: Column | undefined): boolean {
  if (column?.storage !== 'dictionary' || isReportMetadata(name)) {
    return false;
  }
  if (identifierName.test(normalizeName(name))) {
    return true;
  }
  const { texts } = column;
  const sample = Array.from({ length: Math.min(texts.length, SAMPLE_SIZE) }, (_, code) => texts.at(code) ?? '');
  const values = sample.filter((text) => text !== '');
  return values.length > 1 && values.every((text) => guid.test(text));
}

/**
 * The columns whose values tell rows apart in both snapshots, although no report's documentation promises it. `Site Id` is one: the service
 * sends it, and nobody announced it.
 *
 * @param isKey whether rows have been matched by the column already
 */
export async function identifierColumns(
  pairs: readonly ColumnPair[],
  columns: readonly ComparedColumn[],
  isKey: (name: string) => boolean,
  slicer: TimeSlicer,
): Promise<ComparedColumn[]> {
  const identifiers: ComparedColumn[] = [];
  for (const column of columns) {
    const { before, after } = pairs[column.index] ?? {};
    if (
      !isKey(column.name) &&
      holdsIdentifiers(column.name, before) &&
      holdsIdentifiers(column.name, after) &&
      (await isUnique(column.before, before?.length ?? 0, slicer)) &&
      (await isUnique(column.after, after?.length ?? 0, slicer))
    ) {
      identifiers.push(column);
    }
  }
  return identifiers;
}

/** Whether every row has a value, and each another one. */
async function isUnique(cells: ComparedCells, rowCount: number, slicer: TimeSlicer): Promise<boolean> {
  const seen = new Set<string>();
  let isFilled = true;
  const look = (from: number, to: number) => {
    for (let row = from; row < to && isFilled; row++) {
      const text = cells.text(row);
      isFilled = isIdentifyingName(text);
      seen.add(text);
    }
  };
  await forEachSlice(rowCount, slicer, look, TEXT_COST);
  return isFilled && seen.size === rowCount;
}
