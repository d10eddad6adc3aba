import type { FindRequest, RowsPart } from '../../../src/shared/pages/common.js';
import type { HostEnvelope, MethodOf, PageEnvelope, ParamsOf } from '../../../src/shared/pages/channel.js';
import type { ChartFileChoice, ReportEvent, ReportMessage, ReportProtocol } from '../../../src/shared/pages/report.js';
import type { FindResult, FindText, ViewCell } from '../../../src/shared/find.js';
import type {
  CellValue,
  ColumnFilter,
  ColumnTotals,
  ColumnValues,
  TableTotals,
  TableView,
} from '../../../src/shared/report.js';
import { concealedNotice, throttledNotice } from './fixtures/notices.js';
import { fixtures, type FixtureName } from './fixtures/all.js';
import { otherReport, otherShares, otherTenant, refused } from './fixtures/comparisons.js';
import { revisedValues } from './fixtures/history.js';
import { licensesOverTime } from './fixtures/licenses.js';
import { type Fixture } from './fixtures/base.js';
import { cellStatisticsOf } from './cellStatistics.js';
import { groupsOf, type HostGroups } from './groupsHost.js';
import { outlineOf, sampleReport } from './sampleReport.js';
import { chartsEverywhere, renderedTexts } from './renderedTexts.js';
import { applyThemeOf } from './applyTheme.js';
import { inLongerTexts } from './longerTexts.js';

/**
 * Plays the extension host for the panel's page. The address says what to show: `?state=detail&theme=dark`. Everything that the
 * panel sends is in `harness.sent`. A state that is a function's name, `getEmailActivityCounts`, is that report of the sample tenant.
 */
const address = new URLSearchParams(location.search);
applyThemeOf(address);

/** A request as it is kept in `harness.sent`. */
type SentRequest = {
  [M in MethodOf<ReportProtocol>]: { readonly type: M } & ParamsOf<ReportProtocol, M>;
}[MethodOf<ReportProtocol>];

const sent: (ReportMessage | SentRequest)[] = [];
/** Requests that the host is to fail. */
const failing = new Set<string>();
/** What the page has saved. After a reload that is a part of the address: a browser may be late with what it stores for the next page. */
let kept: unknown = JSON.parse(address.get('saved') ?? 'null') ?? undefined;
/** What is chosen when a chart is saved. */
let chartFile: ChartFileChoice | null = { format: 'svg', colors: 'shown', isWide: false };
let fixture: Fixture = fixtures.dailySeries;
/** The groups that the page has asked for last. */
let groups: HostGroups | undefined;
let delay = Number(address.get('delay') ?? '0');
const silent = new Set<string>();
let canceled = 0;
/** Requests for rows whose reply is still delayed. */
let unanswered = 0;

const post = (envelope: HostEnvelope) => window.postMessage(envelope, '*');
const tell = (event: ReportEvent) => post({ kind: 'event', event: inLongerTexts(event) });

function show(name: FixtureName, view: TableView = {}): void {
  fixture = fixtures[name];
  tell({ type: 'report', summary: fixture.summary, view });
}

const READING_ARCHIVE = 'Reading the archive: file 2 of 3…';

/** Rows that come with the report. */
function firstRowsPart(): RowsPart {
  return {
    start: 0,
    viewRowCount: fixture.summary.rowCount,
    rows: Array.from({ length: 60 }, (_, at) => fixture.row(at)),
  };
}

/** The report that is being told of, all of it. */
function showFixture(): void {
  tell({ type: 'report', summary: fixture.summary, view: {} });
}

function rowsOf(view: TableView): { count: number; row: (index: number) => CellValue[] } {
  const { rowCount } = fixture.summary;
  if (view.filter === undefined && view.sort === undefined && view.filters === undefined) {
    return { count: rowCount, row: (index) => fixture.row(index) };
  }
  let rows = Array.from({ length: Math.min(rowCount, 2000) }, (_, index) => fixture.row(index));
  const { filter, filters = [], sort = [] } = view;
  rows = rows.filter((row) => filters.every((one) => passes(row, one)));
  if (filter !== undefined) {
    rows = rows.filter((row) => row.some((cell) => String(cell).toLowerCase().includes(filter.toLowerCase())));
  }
  for (const { column, descending } of sort.toReversed()) {
    const compare = (left: CellValue | undefined, right: CellValue | undefined) =>
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left ?? '').localeCompare(String(right ?? ''));
    rows.sort((left, right) => compare(left[column], right[column]) * (descending ? -1 : 1));
  }
  return { count: rows.length, row: (index) => rows[index] ?? [] };
}

function passes(row: readonly CellValue[], filter: ColumnFilter): boolean {
  const { kind } = filter;
  const cell = row[filter.column] ?? null;
  switch (kind) {
    case 'share': {
      const whole = filter.of.map((column) => row[column]).find((value) => typeof value === 'number') ?? 0;
      const share = typeof cell === 'number' && whole > 0 ? cell / whole : Number.NaN;
      return share >= (filter.from ?? -Infinity) && share > (filter.above ?? -Infinity);
    }
    case 'blank':
    case 'notBlank':
      return (cell === null) === (kind === 'blank');
    case 'values':
      return cell === null ? filter.orBlank === true : labelKey(cell).some((label) => filter.values.includes(label));
    case 'range':
    case 'days':
      if (cell === null) {
        return filter.orBlank === true;
      }
      return typeof cell === 'number'
        ? cell >= Number(filter.from ?? -Infinity) && cell <= Number(filter.to ?? Infinity)
        : String(cell) >= String(filter.from ?? '') && String(cell) <= String(filter.to ?? '~');
  }
}

function labelKey(cell: CellValue): string[] {
  return typeof cell === 'boolean'
    ? [cell ? 'True' : 'False']
    : Array.isArray(cell)
      ? [...(cell as string[])]
      : [String(cell)];
}

/** Of a million rows only the first few, so that a table without end can be looked at at once. */
function firstRows(view: TableView): CellValue[][] {
  const { count, row } = rowsOf(view);
  return Array.from({ length: Math.min(count, 2000) }, (_, index) => row(index));
}

function totalsOf(view: TableView): TableTotals {
  const rows = firstRows(view);
  const columns = fixture.summary.columns.map(({ type, name }, index): ColumnTotals | null => {
    if ((type !== 'number' && type !== 'duration') || name === 'Report Period') {
      return null;
    }
    const values = rows.flatMap((row) => (typeof row[index] === 'number' ? [row[index]] : []));
    const sum = values.reduce((total, value) => total + value, 0);
    return values.length === 0
      ? { count: 0, blank: rows.length, sum: null, mean: null, min: null, max: null }
      : {
          count: values.length,
          blank: rows.length - values.length,
          sum,
          mean: sum / values.length,
          min: Math.min(...values),
          max: Math.max(...values),
        };
  });
  return { rowCount: rowsOf(view).count, columns };
}

function valuesOf(column: number, search: string, filters: readonly ColumnFilter[] = []): ColumnValues {
  const counts = new Map<string, number>();
  let blank = 0;
  for (const row of firstRows({ filters })) {
    const cell = row[column] ?? null;
    blank += cell === null ? 1 : 0;
    for (const label of cell === null ? [] : labelKey(cell)) {
      if (label.toLowerCase().includes(search.toLowerCase())) {
        counts.set(label, (counts.get(label) ?? 0) + 1);
      }
    }
  }
  const values = [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((left, right) => right.count - left.count);
  return { blank, matching: values.length, values: values.slice(0, 200) };
}

/** The columns with a text in each of some rows. */
function foundIn(rows: readonly (readonly CellValue[])[], find: FindText): number[][] {
  const needle = find.text.toLowerCase();
  return rows.map((row) =>
    find.columns.filter((column) =>
      String(row[column] ?? '')
        .toLowerCase()
        .includes(needle),
    ),
  );
}

function allGroups(view: TableView): readonly (readonly CellValue[])[] {
  return groups?.rows({ view, start: 0, end: 1_000 }).rows ?? [];
}

function findIn(rows: readonly (readonly CellValue[])[], { find, from, step }: FindRequest): FindResult {
  const cells = foundIn(rows, find).flatMap((columns, row) => columns.map((column) => ({ row, column })));
  const place = ({ row, column }: ViewCell) => row * 1_000 + find.columns.indexOf(column);
  const at =
    step === 'previous'
      ? cells.findLastIndex((cell) => place(cell) < place(from))
      : cells.findIndex((cell) => place(cell) > place(from) || (step === 'here' && place(cell) === place(from)));
  const number = at >= 0 ? at : step === 'previous' ? cells.length - 1 : 0;
  const cell = cells[number];
  const value = cell === undefined ? null : (rows[cell.row]?.[cell.column] ?? null);
  return {
    total: cells.length,
    cell: cell === undefined ? null : { ...cell, number: number + 1, value, text: String(value) },
  };
}

function start(state: string): void {
  const { ref, title } = fixtures.detail.summary;
  switch (state) {
    case 'loading':
      tell({ type: 'loading', ref, title, step: 'Downloading the report…', receivedBytes: 1_480_000 });
      break;
    case 'outline': {
      const {
        name,
        description,
        product,
        kind,
        badges,
        connection,
        choices,
        ref: of,
        title: called,
      } = fixtures.dailySeries.summary;
      const outline = {
        ref: of,
        name,
        title: called,
        description,
        product,
        kind,
        badges,
        connection,
        choices,
        expects: { kind: 'series', count: 14 },
      } as const;
      tell({ type: 'loading', ref: of, title: called, step: 'Receiving…', receivedBytes: 1_480_000, outline });
      break;
    }
    case 'failed':
      tell({ type: 'failed', ref, title, notice: throttledNotice, keepsData: false });
      break;
    case 'nothingArchived':
      tell({
        type: 'failed',
        ref: fixtures.joinedUsers.summary.ref,
        title: 'Users – Northlight',
        notice: {
          severity: 'info',
          text: 'No reports about users of Northlight are archived yet. This table is joined from them, one row for each user.',
          actions: [
            { id: 'fetchMissingReports', label: 'Fetch (16 requests)' },
            { id: 'retry', label: 'Refresh' },
          ],
        },
        keepsData: false,
      });
      break;
    case 'notAsked':
      tell({
        type: 'cancelled',
        ref: fixtures.joinedUsers.summary.ref,
        title: 'Users',
        notice: {
          severity: 'info',
          text: "Names of users aren't shown after a reload until you ask for them.",
          actions: [{ id: 'retry', label: 'Show Users' }],
        },
        keepsData: false,
      });
      break;
    case 'cancelled':
      tell({
        type: 'cancelled',
        ref,
        title,
        notice: { severity: 'info', text: 'Stopped before the report had arrived.', actions: [] },
        keepsData: false,
      });
      break;
    case 'partial':
      tell({ type: 'loading', ref, title, step: 'Receiving…', receivedBytes: 78_200_000, totalBytes: 230_000_000 });
      fixture = fixtures.detail;
      tell({ type: 'report', summary: { ...fixture.summary, rowCount: 1_100, notices: [], partial: true }, view: {} });
      break;
    case 'firstUsers':
      tell({ type: 'loading', ref: fixtures.firstUsers.summary.ref, title: 'Users', step: READING_ARCHIVE });
      fixture = fixtures.firstUsers;
      tell({ type: 'report', summary: fixture.summary, view: {}, firstRows: firstRowsPart() });
      break;
    case 'reloading':
      show('detail');
      tell({
        type: 'loading',
        ref: { ...ref, period: 'D90' },
        title,
        step: 'Downloading the report…',
        receivedBytes: 912_000,
      });
      break;
    case 'failedWithData':
      show('detail');
      tell({ type: 'failed', ref, title, notice: throttledNotice, keepsData: true });
      break;
    case 'notices': {
      const warnings = [
        {
          severity: 'warning',
          text: '3 rows have more or fewer cells than the header, starting with row 14.',
          actions: [],
        },
        {
          severity: 'error',
          text: 'The archive folder cannot be written, so this report was not kept.',
          actions: [{ id: 'log', label: 'Show Log' }],
        },
      ] as const;
      fixture = fixtures.detail;
      tell({ type: 'report', summary: { ...fixture.summary, notices: [concealedNotice, ...warnings] }, view: {} });
      break;
    }
    case 'attributes': {
      // Two columns are not the report's own: one is of a person's file, one of the directory.
      fixture = fixtures.detail;
      const { columns } = fixture.summary;
      const added = columns.map((column, index) => ({
        ...column,
        ...(index === 3 ? { attributesFile: 'people.csv' } : {}),
        ...(index === 4 ? { directoryDay: '2026-11-16' } : {}),
      }));
      tell({ type: 'report', summary: { ...fixture.summary, columns: added, notices: [] }, view: {} });
      break;
    }
    case 'compared':
      show('withPrevious');
      tell({ type: 'compared', comparisons: [otherTenant, otherReport] });
      break;
    case 'comparisonFailed':
      show('dailySeries');
      tell({ type: 'compared', comparisons: [{ ...otherTenant, state: 'loading', charts: [] }, refused] });
      break;
    case 'sideBySide':
      show('shares');
      tell({ type: 'compared', comparisons: [otherShares] });
      break;
    case 'filtered':
      show('detail', { filter: 'dûbois', sort: [{ column: 5, descending: true }] });
      break;
    case 'nothing':
      break;
    case 'columnFilters':
      show('detail', {
        filters: [
          { column: 4, kind: 'days', to: '2026-10-19', orBlank: true },
          { column: 6, kind: 'range', from: 1_610_612_736 },
          { column: 9, kind: 'values', values: ['MICROSOFT 365 E5', 'VISIO PLAN 2', 'POWER BI PRO'] },
        ],
      });
      break;
    case 'noRowPasses':
      show('detail', { filters: [{ column: 6, kind: 'range', from: 1e18 }] });
      break;
    case 'noMatch':
      show('detail', { filter: 'nobody at all' });
      break;
    default:
      if (state.startsWith('get')) {
        void sampleReport(state, address.get('period') ?? undefined).then((found) => {
          fixture = found;
          if (address.has('outline')) {
            tell({
              type: 'loading',
              ref: found.summary.ref,
              title: found.summary.title,
              step: 'Receiving…',
              outline: outlineOf(found),
            });
          } else {
            showFixture();
          }
        });
      } else {
        show(state as FixtureName);
      }
  }
}

function receive(envelope: PageEnvelope): void {
  switch (envelope.kind) {
    case 'ready':
      return start(address.get('state') ?? 'dailySeries');
    case 'message':
      sent.push(envelope.message as ReportMessage);
      return;
    case 'request': {
      const { id, method, params } = envelope;
      const request = { type: method, ...(params as object) } as SentRequest;
      sent.push(request);
      if (failing.has(method)) {
        return post({ kind: 'failure', id, text: 'Something unexpected went wrong in Usage Reports.' });
      }
      if (silent.has(method)) {
        return;
      }
      const result = resultOf(request);
      if (method !== 'getRows') {
        return post({ kind: 'result', id, result });
      }
      unanswered++;
      setTimeout(() => {
        unanswered--;
        post({ kind: 'result', id, result });
      }, delay);
      return;
    }
    case 'cancel':
      canceled++;
      return;
  }
}

function resultOf(request: SentRequest): unknown {
  switch (request.type) {
    case 'getRows': {
      const { count, row } = rowsOf(request.view);
      const length = Math.max(0, Math.min(request.end, count) - request.start);
      const rows = Array.from({ length }, (_, index) => row(request.start + index));
      return { start: request.start, viewRowCount: count, rows };
    }
    case 'getCellStatistics':
      return cellStatisticsOf(request, firstRows(request.view), fixture.summary.columns);
    case 'getTotals':
      return totalsOf(request.view);
    case 'find':
      return findIn(firstRows(request.view), request);
    case 'getFound':
      return foundIn(firstRows(request.view), request.find).slice(request.start, request.end);
    case 'getValues':
      return valuesOf(request.column, request.search, request.filters);
    case 'getGroups':
      groups = groupsOf(request.grouping, fixture.summary.columns, firstRows(request.view));
      return groups.answer;
    case 'getGroupRows':
      return groups?.rows(request);
    case 'findInGroups':
      return findIn(allGroups(request.view), request);
    case 'getFoundInGroups':
      return foundIn(allGroups(request.view), request.find).slice(request.start, request.end);
    case 'getGroupStatistics':
      return cellStatisticsOf(request, allGroups(request.view));
    case 'getGroupsOverTime':
      return groups?.overTime(request.maxLines);
    case 'getTableOverTime':
      return licensesOverTime;
    case 'getGroupFilters':
      return groups?.filters(request);
    case 'chooseChartFile':
      return chartFile;
    case 'getRevised':
      return { values: revisedValues, total: 1_204 };
  }
}

/** Shows one and the same text wherever the panel shows a text that comes from outside. */
function showEverywhere(text: string, what: 'loading' | 'failed' | 'report' | 'filtered' | 'noMatch' | 'charts'): void {
  const everywhere = what === 'charts' ? chartsEverywhere(text) : renderedTexts(text);
  if (what === 'loading' || what === 'failed') {
    tell(everywhere[what]);
    return;
  }
  const { summary, rows, filters } = everywhere;
  fixture = { summary, row: (index) => rows[index] ?? [] };
  const view =
    what === 'filtered' ? { filters } : what === 'noMatch' ? { filter: `${text.slice(0, 900)} nowhere` } : {};
  tell({ type: 'report', summary, view });
  if (what === 'charts') {
    tell({ type: 'compared', comparisons: everywhere.comparisons });
  }
}

/** Resolves when the panel has received every message, has no request left, and has drawn everything. */
async function settled(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (
    let seen = -1;
    seen !== sent.length ||
    unanswered > 0 ||
    document.querySelector('report-grid [aria-busy=true], .grid-row.pending') !== null;
  ) {
    seen = sent.length;
    // Behind the messages that are on their way.
    const channel = new Promise((resolve) =>
      window.addEventListener('message', ({ data }) => data === 'settled?' && resolve(undefined)),
    );
    setTimeout(() => window.postMessage('settled?', '*'), delay);
    await channel;
    await frame();
    await frame();
  }
}

const harness = {
  /** All users are joined whose first ones are on screen. */
  joinUsers(): void {
    fixture = fixtures.joinedUsers;
    tell({ type: 'report', summary: fixture.summary, view: {}, firstRows: firstRowsPart() });
  },
  sent,
  settled,
  kept: () => kept,
  tell,
  show,
  showFixture,
  showEverywhere,
  chooseChartFile: (choice: ChartFileChoice | null) => void (chartFile = choice),
  setDelay: (milliseconds: number) => (delay = milliseconds),
  /** From now on requests of this method get no answer. */
  setSilent: (method: MethodOf<ReportProtocol>) => void silent.add(method),
  /** How many requests nobody waits for any more. */
  canceled: () => canceled,
  /** From now on requests of this method fail, or no longer. */
  setFailing: (method: MethodOf<ReportProtocol>, fails: boolean) =>
    void (fails ? failing.add(method) : failing.delete(method)),
};
export type Harness = typeof harness;

Object.assign(window, {
  harness,
  acquireVsCodeApi: () => ({
    postMessage: receive,
    setState: (state: unknown) => {
      kept = state;
    },
    getState: () => kept,
  }),
});
