import {
  array,
  boolean,
  finite,
  integer,
  literal,
  maxLength,
  maxValue,
  minLength,
  minValue,
  nonEmpty,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  strictObject,
  string,
  variant,
} from 'valibot';
import { COLUMN_AGGREGATES } from '../query/query.js';
import { MAX_SORT_KEYS } from '../report.js';
import type { OutputOf } from './channel.js';
import { find, getCellStatistics, getFound, getRows, rowsPart } from './common.js';
import { overTimeWords } from './tableOverTime.js';
import { cellValue, columnFacts, columnFilters, columnInfo, index, tableView } from './schemas.js';

/** What the report's page asks about groups, and what it is told. */

const MAX_GROUP_KEYS = 2;
export const MAX_GROUP_MEASURES = 3;

const columnName = pipe(string(), nonEmpty('A column needs a name.'), maxLength(1_000));
const positive = pipe(number(), finite(), minValue(Number.MIN_VALUE, 'A step is above 0.'));
const days = pipe(array(pipe(number(), integer(), minValue(1), maxValue(100_000))), minLength(1), maxLength(20));

/** An amount has the name of its column, and a few words before it. */
const groupColumn = pipe(string(), nonEmpty(), maxLength(1_100));

/** Keys, amounts, and their order as a `Query` has them, fewer of each. On a page, columns have the names that the page knows; in a saved view, those of the file. */
export const grouping = strictObject({
  keys: pipe(
    array(
      variant('by', [
        strictObject({ column: columnName, by: optional(picklist(['domain', 'member', 'month', 'week', 'weekday'])) }),
        strictObject({ column: columnName, by: literal('range'), step: positive }),
        strictObject({ column: columnName, by: literal('activeWithin'), days }),
      ]),
    ),
    minLength(1),
    maxLength(MAX_GROUP_KEYS),
  ),
  measures: pipe(
    array(
      variant('kind', [
        strictObject({ kind: picklist(['count', 'share']) }),
        strictObject({ kind: picklist(COLUMN_AGGREGATES), column: columnName }),
      ]),
    ),
    minLength(1),
    maxLength(MAX_GROUP_MEASURES),
  ),
  /** By columns of the groups (`groupColumnNames`). In their usual order if absent, in that of their keys if empty. */
  sort: optional(
    pipe(array(strictObject({ column: groupColumn, descending: optional(boolean()) })), maxLength(MAX_SORT_KEYS)),
  ),
  /** The chart has the groups of all archived snapshots. */
  overTime: optional(literal(true)),
});

/** A group whose rows are shown in place of the groups, and what was on screen before: the way back. */
export const openedGroup = object({
  grouping,
  /** Filter and filters of the rows that were grouped. */
  rows: tableView,
  /** Position of the group among the others. */
  row: index,
  /** How far their table was scrolled, in CSS pixels. */
  top: number(),
});

const groups = object({
  /** Why the question has no answer, and what helps; all else is empty then. */
  refusal: optional(string()),
  /** Those of the keys come first. Labels are in the user's language. */
  columns: array(columnInfo),
  columnFacts: array(columnFacts),
  /** How many columns each key has. */
  keyWidths: array(index),
  rowCount: index,
  /** What the groups are made of, in sentences. */
  notes: array(string()),
  /** In their usual order, whatever they are sorted by: the chart has them like this. */
  firstRows: rowsPart,
});

const groupsOverTime = object({
  ...overTimeWords,
  /** Of the first amount, largest group first; the key is the cells that its group has in the table. */
  lines: array(object({ key: array(cellValue), firstDay: string(), values: array(nullable(number())) })),
});

export const groupRequests = {
  /** Groups the rows that pass the filters of a view. The answer is what the requests below are about. */
  getGroups: { params: strictObject({ grouping, view: tableView }), result: groups },
  getGroupRows: getRows,
  /** What cells of the groups come to. */
  getGroupStatistics: getCellStatistics,
  findInGroups: find,
  getFoundInGroups: getFound,
  /** The filters that a group's rows pass, those of the view included, and the text that is in them; or why there are none. */
  getGroupFilters: {
    params: strictObject({ view: tableView, row: index }),
    result: object({ filters: optional(columnFilters), filter: optional(string()), refusal: optional(string()) }),
  },
  /** The groups on screen in all archived snapshots. `snapshotsRead` tells how many have been read. */
  getGroupsOverTime: { params: strictObject({ maxLines: index }), result: groupsOverTime },
};

export type Grouping = OutputOf<typeof grouping>;
export type GroupingKey = Grouping['keys'][number];
export type GroupingMeasure = Grouping['measures'][number];
export type OpenedGroup = OutputOf<typeof openedGroup>;
export type Groups = OutputOf<typeof groups>;
export type GroupsOverTime = OutputOf<typeof groupsOverTime>;
