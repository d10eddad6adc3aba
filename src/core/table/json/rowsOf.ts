import { UsageReportsError } from '../../../base/errors.js';
import { isObject } from '../../../base/json.js';
import { MAX_NESTING, tooLarge } from '../store/limits.js';
import type { NestedNames } from './nestedNames.js';

export type JsonObject = Readonly<Record<string, unknown>>;
export type Property = readonly [name: string, value: unknown];

export interface ItemRows {
  /** Properties of the item itself, which belong to each of its rows. A row's own property of the same name goes before. */
  readonly shared: readonly Property[];
  readonly rows: Iterable<readonly Property[]>;
}

/**
 * The rows of an item of the response. It is a row itself, or holds rows in an array: in the documented property, or in any whose objects all
 * have documented properties. Nested objects are flattened into the row.
 *
 * @param jsonRows the property that is documented to hold the rows
 * @param isDocumented whether a property is a column of the catalog
 * @param names of the properties of nested objects
 * @throws UsageReportsError `brokenAnswer` if the documented property holds something else, `tooLarge` if objects are nested too deeply
 */
export function rowsOf(
  item: JsonObject,
  jsonRows: string | undefined,
  isDocumented: (property: string) => boolean,
  names: NestedNames,
): ItemRows {
  const isRow = (row: unknown) => isObject(row) && Object.keys(row).some(isDocumented);
  const nested =
    jsonRows !== undefined && jsonRows in item
      ? jsonRows
      : Object.keys(item).find((name) => {
          const rows = item[name];
          return Array.isArray(rows) && rows.length > 0 && rows.every(isRow);
        });
  if (nested === undefined) {
    return { shared: [], rows: [flattened(item, names)] };
  }
  const rows: unknown = item[nested] ?? [];
  if (!Array.isArray(rows) || !rows.every(isObject)) {
    throw new UsageReportsError('brokenAnswer', `"${nested}" does not hold the rows of the report.`);
  }
  return { shared: flattened(item, names, nested), rows: flattenedRows(rows, names) };
}

function* flattenedRows(rows: readonly JsonObject[], names: NestedNames): Generator<readonly Property[]> {
  for (const row of rows) {
    yield flattened(row, names);
  }
}

/** All properties in their order, those of nested objects in place of these. @param except left out, unless it is within another object */
function flattened(item: JsonObject, names: NestedNames, except?: string): readonly Property[] {
  const properties: Property[] = [];
  const add = (source: JsonObject, around: readonly string[]) => {
    const depth = around.length;
    if (depth > MAX_NESTING) {
      throw tooLarge('nesting', MAX_NESTING);
    }
    for (const name of Object.keys(source)) {
      const value = source[name];
      if ((depth === 0 && name === except) || name.includes('@odata.')) {
        continue;
      }
      if (isObject(value)) {
        add(value, [...around, name]);
      } else {
        properties.push([depth === 0 ? name : names.nameOf([...around, name]), value]);
      }
    }
  };
  add(item, []);
  return properties;
}
