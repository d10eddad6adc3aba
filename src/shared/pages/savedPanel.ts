import {
  array,
  type GenericSchema,
  boolean,
  check,
  fallback,
  integer,
  minValue,
  number,
  object,
  optional,
  picklist,
  pipe,
  safeParse,
  string,
  transform,
  unknown,
} from 'valibot';
import { columnChoices, usualColumnChoices } from './columnChoices.js';
import { grouping, openedGroup } from './grouping.js';
import { GRANULARITIES, type LargeChartState, OVERLAYS, type PanelState, type SavedRowsPlace } from './report.js';
import type { TableView } from '../report.js';
import { index, reportRef, rowSpans, tableView } from './schemas.js';

/** An earlier version knew the previous period alone. */
const largeChart: GenericSchema<unknown, LargeChartState> = pipe(
  object({
    picked: array(string()),
    overlay: fallback(optional(picklist(OVERLAYS)), undefined),
    withPrevious: fallback(optional(boolean()), undefined),
    granularity: fallback(optional(picklist(GRANULARITIES)), undefined),
  }),
  transform(({ picked, overlay, withPrevious, granularity }) => ({
    picked,
    overlay: overlay ?? (withPrevious === true ? 'previous' : 'none'),
    ...(granularity === undefined ? {} : { granularity }),
  })),
);

/** An earlier version sorted by one key, which was not in a list. */
const savedView: GenericSchema<unknown, TableView> = pipe(
  unknown(),
  transform((view) =>
    typeof view === 'object' && view !== null && 'sort' in view && !Array.isArray(view.sort)
      ? { ...view, sort: [view.sort] }
      : view,
  ),
  tableView,
);

const cell = object({ row: pipe(number(), integer(), minValue(-1)), column: index });

const rowsPlace: GenericSchema<unknown, SavedRowsPlace> = object({
  fetchedAt: string(),
  rowCount: index,
  top: pipe(number(), minValue(0)),
  windowTop: number(),
  active: cell,
  selection: optional(
    object({
      kind: picklist(['rows', 'columns', 'cells']),
      rows: rowSpans,
      columns: optional(
        pipe(
          object({ start: index, end: index }),
          check(({ start, end }) => start < end),
        ),
      ),
      anchor: cell,
    }),
  ),
  focused: optional(boolean()),
});

/** What another version saved may have another form: the report opens all the same, without what is not understood of it. */
export const savedPanelState: GenericSchema<unknown, PanelState> = object({
  ref: reportRef,
  view: fallback(savedView, {}),
  compared: optional(fallback(array(reportRef), [])),
  largeChart: optional(fallback(largeChart, { picked: [], overlay: 'none' })),
  columnChoices: optional(fallback(columnChoices, usualColumnChoices)),
  chartsFolded: optional(fallback(boolean(), false)),
  findText: fallback(optional(string()), undefined),
  grouping: fallback(optional(grouping), undefined),
  openedGroup: fallback(optional(openedGroup), undefined),
  savedView: fallback(optional(object({ name: string(), place: string() })), undefined),
  rowsPlace: fallback(optional(rowsPlace), undefined),
});

/** What a panel saved before a reload; `undefined` where it names no report. */
export function parsePanelState(raw: unknown): PanelState | undefined {
  const { success, output } = safeParse(savedPanelState, raw);
  return success ? output : undefined;
}
