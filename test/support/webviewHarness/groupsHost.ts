import type { RowsPart, RowsRequest } from '../../../src/shared/pages/common.js';
import type { Grouping, Groups, GroupsOverTime } from '../../../src/shared/pages/grouping.js';
import type { CellValue, ColumnFilter, ColumnInfo, TableView } from '../../../src/shared/report.js';

/** Groups as the host answers them, counted in the simplest way: by the values or the members of the first key's column. */
export interface HostGroups {
  readonly answer: Groups;
  rows(request: RowsRequest): RowsPart;
  /** Of four snapshots, with two days between them that have none: a line goes over the first. A measure that is `distinct` has one snapshot only. */
  overTime(maxLines: number): GroupsOverTime;
  filters(asked: { readonly view: TableView; readonly row: number }): {
    readonly filters?: readonly ColumnFilter[];
    readonly refusal?: string;
  };
}

export function groupsOf(
  { keys: [key], measures }: Grouping,
  columns: readonly ColumnInfo[],
  rows: readonly (readonly CellValue[])[],
): HostGroups {
  const column = columns.findIndex(({ name }) => name === key?.column);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = row[column] ?? null;
    const names = cell === null ? [''] : Array.isArray(cell) ? (cell as readonly string[]) : [String(cell)];
    names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
  }
  const all = [...counts].map(([name, count]): CellValue[] => [
    name === '' ? null : name,
    ...measures.map(({ kind }) => (kind === 'share' ? (count / rows.length) * 100 : count)),
  ]);
  const ordered = ({ sort: [first] = [] }: TableView): CellValue[][] =>
    first === undefined
      ? all
      : all.toSorted((one, other) => {
          const [left, right] = [one[first.column] ?? '', other[first.column] ?? ''];
          const order =
            typeof left === 'number' && typeof right === 'number'
              ? left - right
              : String(left).localeCompare(String(right));
          return first.descending ? -order : order;
        });
  const part = (view: TableView, start: number, end: number): RowsPart => ({
    start,
    viewRowCount: all.length,
    rows: ordered(view).slice(start, end),
  });
  const view: TableView = { sort: [{ column: 1, descending: true }] };
  return {
    answer:
      key?.by === 'weekday'
        ? {
            refusal: 'These amounts mean nothing.',
            columns: [],
            columnFacts: [],
            keyWidths: [],
            rowCount: 0,
            notes: [],
            firstRows: part({}, 0, 0),
          }
        : {
            columns: [
              { name: key?.column ?? '', type: 'text', known: true },
              ...measures.map(({ kind }) => ({ name: kind, type: 'number' as const, known: true })),
            ],
            columnFacts: [],
            keyWidths: [1],
            rowCount: all.length,
            notes: ['3 rows are in several groups, so the groups add up to more than all rows.'],
            firstRows: part(view, 0, 60),
          },
    rows: ({ view: order, start, end }) => part(order, start, end),
    overTime: (maxLines) => {
      if (measures[0]?.kind === 'distinct') {
        return {
          refusal: {
            text: 'At least two archived snapshots are needed.',
            actions: [{ id: 'openSnapshotsSetting', label: 'Open Setting' }],
          },
          lines: [],
          connected: [],
          notes: [],
        };
      }
      const lines = ordered(view)
        .slice(0, maxLines)
        .map(([key = null, value]) => ({
          key: [key],
          firstDay: '2026-11-14',
          values: [4, null, 3, 2, null, 0].map((less) => (less === null ? null : Math.max(0, Number(value) - less))),
        }));
      return { lines, connected: [1], notes: ['4 archived snapshots.', '1 day without values is a gap.'] };
    },
    filters: ({ view: order, row }) => {
      const name = ordered(order)[row]?.[0] ?? null;
      return key?.by === 'domain'
        ? { refusal: 'No filter finds a domain.' }
        : { filters: [name === null ? { column, kind: 'blank' } : { column, kind: 'values', values: [String(name)] }] };
    },
  };
}
