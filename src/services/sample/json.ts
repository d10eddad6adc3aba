import type { ColumnDefinition, ReportDefinition } from '../../core/catalog/definition.js';
import { cellOf, isoDuration } from './csv.js';
import { columnsSince } from './headers.js';
import type { Row } from './generator.js';

type JsonValue = null | number | boolean | string | readonly string[];

/** One item of the response's `value`. */
export type JsonItem = Readonly<Record<string, JsonValue | readonly Readonly<Record<string, JsonValue>>[]>>;

/** Counts that are strings according to the reference, in this report only. */
const countsAsText = new Set([
  'getTeamsTeamActivityDetail activeSharedChannels',
  'getTeamsTeamActivityDetail activeExternalUsers',
]);

/**
 * The items of a JSON response: the rows themselves, or objects with a property that holds rows. Consecutive rows with equal outer
 * properties then share an item.
 */
export function* jsonItems(
  definition: ReportDefinition,
  rows: Iterable<Row>,
  functionVersion?: string,
): Iterable<JsonItem> {
  const { jsonRows, name } = definition;
  const columns = columnsSince(definition, functionVersion).flatMap((column) => {
    const json = column.json ?? (column.since === undefined ? undefined : propertyName(column.name));
    return json === undefined ? [] : [{ ...column, json }];
  });
  const object = (
    row: Row,
    properties: readonly (ColumnDefinition & { readonly json: string })[],
  ): Record<string, JsonValue> =>
    Object.fromEntries(properties.map((column) => [column.json, valueOf(row, column, name, jsonRows !== undefined)]));
  if (jsonRows === undefined) {
    for (const row of rows) {
      yield object(row, columns);
    }
    return;
  }
  const outer = columns.filter((column) => isOuter(definition, column));
  const inner = columns.filter((column) => !isOuter(definition, column));
  let current:
    { readonly key: string; readonly item: JsonItem; readonly rows: Record<string, JsonValue>[] } | undefined;
  for (const row of rows) {
    const head = object(row, outer);
    const key = JSON.stringify(head);
    if (current?.key !== key) {
      if (current !== undefined) {
        yield current.item;
      }
      const innerRows: Record<string, JsonValue>[] = [];
      current = { key, item: { ...head, [jsonRows]: innerRows }, rows: innerRows };
    }
    current.rows.push(object(row, inner));
  }
  if (current !== undefined) {
    yield current.item;
  }
}

/**
 * Whether a nested report has the property outside of the rows: facts about the whole series, or about a user or team regardless of the
 * period. The period itself is outside only if all rows share it.
 */
export function isOuter({ kind, name }: ReportDefinition, { json, type, identity }: ColumnDefinition): boolean {
  if (json === 'reportRefreshDate') {
    return true;
  }
  if (kind !== 'detail') {
    return json === 'reportPeriod' && kind === 'daily-series';
  }
  return identity === true || json === 'teamType' || (type === 'date' && name !== 'getOffice365ActivationsUserDetail');
}

/** The likely property of a column that only the CSV documents: `Edge Active Users` → `edgeActiveUsers`. */
function propertyName(column: string): string {
  const words = column.replace(/[^\p{L}\p{N} ]/gu, '').split(' ');
  return words
    .map((word, index) => (index === 0 ? word[0]?.toLowerCase() : word[0]?.toUpperCase()) + word.slice(1))
    .join('');
}

function valueOf(
  row: Row,
  column: ColumnDefinition & { readonly json: string },
  report: string,
  nested: boolean,
): JsonValue {
  const value = cellOf(row, column.name, report);
  if (column.type === 'list') {
    return value ?? [];
  }
  if (typeof value === 'number' && column.type === 'duration') {
    return isoDuration(value);
  }
  if (typeof value === 'number' && countsAsText.has(`${report} ${column.json}`)) {
    return String(value);
  }
  // Nested reports send the period as a number, flat ones as text.
  return nested && column.json === 'reportPeriod' && typeof value === 'string' && /^\d+$/.test(value)
    ? Number(value)
    : value;
}
