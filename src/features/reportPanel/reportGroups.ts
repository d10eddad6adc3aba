import { abortErrorOf, throwIfAborted } from '../../base/cancellation.js';
import type { Disposable } from '../../base/emitter.js';
import { UsageReportsError } from '../../base/errors.js';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import { shortLabel } from '../../core/table/charts/labels.js';
import { groupFilter } from '../../core/table/query/groupFilters.js';
import { rowNounOf } from '../../core/users/rowNounOf.js';
import type { Report } from '../../services/reports/report.js';
import type { CellsOfView, QueryHandle, TableHandle } from '../../services/tables/tableHandle.js';
import type { RowsPart, RowsRequest } from '../../shared/pages/common.js';
import type { Grouping, Groups } from '../../shared/pages/grouping.js';
import { MAX_FILTER_VALUE } from '../../shared/pages/schemas.js';
import { groupedBy } from '../../shared/query/groupColumnNames.js';
import { hiddenGroups } from '../../shared/query/provenance.js';
import type { GroupKey, Query } from '../../shared/query/query.js';
import {
  columnLabel,
  type CellStatistics,
  type CellValue,
  type ColumnFilter,
  type ColumnInfo,
  type TableView,
} from '../../shared/report.js';
import { groupsView } from '../../shared/views/groupedRows.js';
import type { ShownGroups } from '../common/openReport.js';
import { rowsPart } from '../common/rowsPart.js';
import { type GroupQuery, groupQuery } from './groupQuery.js';
import type * as groupTexts from './groupTexts.js';
import { type BorrowedReport, TableLending } from './tableLending.js';

/** Groups that come with the answer: what the chart shows, and a little more than a screen has. */
const FIRST_GROUPS = 60;

export interface ReportGroupsOptions {
  /** Rows of the smallest group that is shown. */
  readonly minimumSize: () => number;
  readonly texts: Pick<typeof groupTexts, 'groupColumnLabels' | 'groupNotes' | 'noFilterText' | 'refusalText'>;
}

/** Cells of the groups on screen, in the order of a view. */
interface GroupCells extends CellsOfView {
  readonly view: TableView;
}

interface GroupsOnScreen {
  /** The report whose rows are grouped. */
  readonly of: Report;
  /** The same report with the groups as its table. */
  readonly report: Report;
  readonly grouping: Grouping;
  readonly asked: GroupQuery;
  readonly keyWidths: readonly number[];
  readonly hiddenGroups: number;
}

/** The groups that a panel shows in place of the rows, as a table like any other. Owns that table, and lends it. */
export class ReportGroups implements Disposable {
  readonly #lending = new TableLending();
  readonly #options: ReportGroupsOptions;
  #current: GroupsOnScreen | undefined;
  #view: TableView = {};

  constructor(options: ReportGroupsOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.drop();
  }

  /** The rows are shown again. */
  drop(): void {
    const table = this.#current?.report.table;
    this.#current = undefined;
    if (table !== undefined) {
      this.#lending.release(table);
    }
  }

  /** The groups as a report, for as long as the borrower needs them; `undefined` where no groups of this report are on screen. */
  borrow(of: Report | undefined): (BorrowedReport & Omit<ShownGroups, 'report'>) | undefined {
    const current = this.#current;
    if (current === undefined || current.of !== of) {
      return undefined;
    }
    const borrowed = this.#lending.lend(current.report);
    return {
      ...{ report: borrowed.report, view: this.#view, groupedBy: groupedBy(current.asked.query) ?? [] },
      hiddenGroups: current.hiddenGroups,
      of: { view: current.asked.rows, columns: current.of.table.columns },
      dispose: () => borrowed.dispose(),
    };
  }

  /**
   * Groups the rows of a report, in place of what was grouped before.
   * @throws UsageReportsError `tooLarge`, `tableLost`; the signal's `AbortError`
   */
  async ask(report: Report, grouping: Grouping, view: TableView, signal: AbortSignal): Promise<Groups> {
    const { table, definition, ref, fetchedAt } = report;
    const { columns, countedFilter } = table;
    const { texts } = this.#options;
    const rowNoun = rowNounOf(definition, columns);
    const minimumSize = Math.max(1, Math.floor(this.#options.minimumSize()));
    let asked: GroupQuery;
    let groups: QueryHandle;
    try {
      asked = groupQuery(grouping, view, { columns, countedFilter, minimumSize, rowNoun });
      groups = await table.query(asked.query, { definition, origin: { ...ref, fetchedAt } }, signal);
    } catch (error) {
      if (error instanceof UsageReportsError && error.reason === 'invalidRequest') {
        this.drop();
        return refused(texts.refusalText(error.details.code));
      }
      throw error;
    }
    try {
      const labelOf = labelsOf(report);
      const keyWidths = grouping.keys.map(({ by }) => (by === 'range' ? 2 : 1));
      const usual = groupsView({ ...grouping, sort: undefined });
      const [firstRows, columnFacts] = await Promise.all([
        rowsPart(0, FIRST_GROUPS, (start, end) => groups.rows(usual, start, end, signal)),
        groups.columnFacts(),
      ]);
      throwIfAborted(signal);
      const isDay = dayColumns(report);
      const labels = texts.groupColumnLabels(grouping, { labelOf, isDay, rowNoun });
      this.drop();
      this.#current = {
        of: report,
        report: { ...report, table: groups, rawChunks: undefined },
        grouping,
        asked,
        keyWidths,
        hiddenGroups: hiddenGroups(groups.provenance),
      };
      this.#view = groupsView(grouping);
      const isCounted = (asked.rows.filters?.length ?? 0) > (view.filters?.length ?? 0);
      return {
        columns: groups.columns.map((column, at) => ({
          ...column,
          name: shortLabel(column.name),
          label: shortLabel(labels[at] ?? columnLabel(column)),
        })),
        columnFacts,
        keyWidths,
        rowCount: groups.rowCount,
        notes: texts.groupNotes(groups.provenance, { isCounted, rowNoun, minimumSize, labelOf }),
        firstRows,
      };
    } catch (error) {
      groups.dispose();
      throw error;
    }
  }

  /** What was asked for the groups on screen, to be asked elsewhere. */
  asked(of: Report): Query {
    return this.#shown(of).asked.query;
  }

  rows(of: Report, { view, start, end }: RowsRequest, signal: AbortSignal): Promise<RowsPart> {
    const { report } = this.#shown(of);
    this.#view = view;
    return rowsPart(start, end, (from, to) => report.table.rows(view, from, to, signal));
  }

  /** The groups on screen. */
  table(of: Report): TableHandle {
    return this.#shown(of).report.table;
  }

  /** What cells of the groups come to. */
  statistics(of: Report, { view, ...cells }: GroupCells, signal: AbortSignal): Promise<CellStatistics> {
    const { table, definition } = this.#shown(of).report;
    return table.cellStatistics(view, cells, definition, signal);
  }

  /** What the rows of a group pass, to be added to the filters of the rows; or why nothing says it. */
  async filters(
    of: Report,
    { view, row }: { readonly view: TableView; readonly row: number },
    signal: AbortSignal,
  ): Promise<GroupRows> {
    const { report, grouping, asked, keyWidths } = this.#shown(of);
    const domains: DomainOf[] = [];
    const [cells = []] = (await report.table.rows(view, row, row + 1, signal)).rows;
    const filters = [...(asked.rows.filters ?? [])];
    let at = 0;
    for (const [place, key] of grouping.keys.entries()) {
      const width = keyWidths[place] ?? 1;
      const column = asked.keyColumns[place] ?? 0;
      const info = of.table.columns[column];
      const found = info && keyFilter(of, { ...key, column: info.name }, column, cells.slice(at, at + width));
      const domain = cells[at];
      if (key.by === 'domain' && info !== undefined && typeof domain === 'string') {
        domains.push({ key: { column: info.name, by: 'domain' }, domain, label: info });
      } else if (found === undefined || !isShort(found)) {
        return { refusal: this.#options.texts.noFilterText(key.by, info ?? { name: key.column }) };
      } else {
        filters.push(await roundFilter(of, found, signal));
      }
      at += width;
    }
    const [domain] = domains;
    if (domain === undefined) {
      return { filters };
    }
    const filter = `@${domain.domain}`;
    const isFree = asked.rows.filter === undefined && domains.length === 1;
    return isFree && (await hasOnlyDomain(of, domain, { filter, filters }, signal))
      ? { filters, filter }
      : { refusal: this.#options.texts.noFilterText('domain', domain.label) };
  }

  /** @throws an `AbortError` where other groups, or none, are on screen by now */
  #shown(of: Report): GroupsOnScreen {
    if (this.#current?.of !== of) {
      throw abortErrorOf(undefined);
    }
    return this.#current;
  }
}

/** Which filters show the rows of a group, and which text is in them; or why nothing says it. */
export interface GroupRows {
  readonly filters?: readonly ColumnFilter[];
  readonly filter?: string;
  readonly refusal?: string;
}

interface DomainOf {
  readonly key: GroupKey;
  readonly domain: string;
  readonly label: Pick<ColumnInfo, 'name' | 'label'>;
}

/** No filter of a column is about domains, but a text is in all rows of the group; whether it is in no others. */
async function hasOnlyDomain(
  { table, definition }: Report,
  { key, domain }: DomainOf,
  view: TableView,
  signal: AbortSignal,
): Promise<boolean> {
  const { query } = groupQuery({ keys: [], measures: [{ kind: 'count' }] }, view, {
    columns: table.columns,
    rowNoun: 'rows',
    minimumSize: 1,
  });
  const found = await table.query({ ...query, groupBy: [key] }, { definition }, signal);
  try {
    const { rows } = await found.rows({}, 0, 2, signal);
    const isWhole = found.provenance.leftOut.every(({ reason }) => reason !== 'noKey');
    return isWhole && rows.length === 1 && rows[0]?.[0] === domain;
  } finally {
    found.dispose();
  }
}

function refused(refusal: string): Groups {
  const firstRows = { start: 0, viewRowCount: 0, rows: [] };
  return { refusal, columns: [], columnFacts: [], keyWidths: [], rowCount: 0, notes: [], firstRows };
}

/** Of the names that the page knows. */
function labelsOf({ definition, table }: Report): (name: string) => string {
  const labels = new Map(table.columns.map((column) => [shortLabel(column.name), columnLabel(column)]));
  const catalog = columnLabels(definition);
  return (name) => labels.get(name) ?? catalog(name);
}

/** Whether a column of days has this name, as the page knows it. */
function dayColumns({ table }: Report): (name: string) => boolean {
  const days = new Set(table.columns.flatMap(({ name, type }) => (type === 'date' ? [shortLabel(name)] : [])));
  return (name) => days.has(name);
}

function keyFilter(
  { table, refreshDate, fetchedAt }: Report,
  key: GroupKey,
  column: number,
  cells: readonly CellValue[],
): ColumnFilter | undefined {
  const info = table.columns[column];
  const hasImplausibleDays = table.warnings.some(
    (warning) => warning.kind === 'implausibleDays' && warning.column === key.column,
  );
  return info && groupFilter(key, column, info, cells, { refreshDate, fetchedAt, hasImplausibleDays });
}

/** A filter takes no longer values, see `columnFilter`. */
function isShort(filter: ColumnFilter): boolean {
  return filter.kind !== 'values' || filter.values.every((value) => value.length <= MAX_FILTER_VALUE);
}

/** A range of whole numbers below 10 ends with 9, not with the last number before 10, where that is the same rows. */
async function roundFilter({ table }: Report, filter: ColumnFilter, signal: AbortSignal): Promise<ColumnFilter> {
  if (filter.kind !== 'range' || filter.to === undefined || filter.to === filter.from) {
    return filter;
  }
  const whole = { ...filter, to: Math.ceil(filter.to) - 1 };
  const [exactly, rounded] = await Promise.all(
    [filter, whole].map((one) => table.rows({ filters: [one] }, 0, 0, signal)),
  );
  return exactly?.viewRowCount === rounded?.viewRowCount ? whole : filter;
}
