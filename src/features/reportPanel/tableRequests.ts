import { abortErrorOf } from '../../base/cancellation.js';
import { UsageReportsError } from '../../base/errors.js';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import type { RevisedValue } from '../../shared/history.js';
import type { groupRequests } from '../../shared/pages/grouping.js';
import type { ReportProtocol } from '../../shared/pages/report.js';
import { MAX_FILTER_VALUE } from '../../shared/pages/schemas.js';
import { rowsPart } from '../common/rowsPart.js';
import type { PageHandlers } from '../common/servePage.js';
import { shortRestated } from '../common/shortTexts.js';
import type { DrawnReport } from './drawnReport.js';
import { findIn, foundIn } from './findRequests.js';
import type { ReportSession } from './reportSession.js';

/** Values of one column that are offered at a time. */
const MAX_VALUES = 200;
/** Revised values that travel to the page: nobody reads more in a table, and the newest come first. */
const MAX_REVISED_VALUES = 500;

/** What the page requests of the report on screen. A request about a report that is gone meanwhile is given up. */
export function tableRequests(
  session: ReportSession,
): Omit<PageHandlers<ReportProtocol>['requests'], 'chooseChartFile' | 'getTableOverTime' | keyof typeof groupRequests> {
  return {
    getRows: ({ view, start, end }, signal) => {
      session.chooseView(view);
      const rowsOf = session.part === undefined ? view : {};
      return readOnScreen(session, session.displayed, ({ table }) =>
        rowsPart(start, end, (from, to) => table.rows(rowsOf, from, to, signal)),
      );
    },
    getTotals: ({ view }, signal) =>
      readOnScreen(session, wholeOnScreen(session), ({ table }) => table.totals(view, signal)),
    find: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), ({ table }) => findIn(table, request, signal)),
    getFound: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), ({ table }) => foundIn(table, request, signal)),
    getCellStatistics: ({ view, ...cells }, signal) =>
      readOnScreen(session, wholeOnScreen(session), ({ table, definition }) =>
        table.cellStatistics(view, cells, definition, signal),
      ),
    getValues: ({ column, search, filters = [] }, signal) =>
      readOnScreen(session, wholeOnScreen(session), async ({ table }) => {
        const values = await table.values(column, search, MAX_VALUES, filters, signal);
        // A filter does not take longer ones, and nobody chooses a text by its ten thousandth character.
        return { ...values, values: values.values.filter(({ label }) => label.length <= MAX_FILTER_VALUE) };
      }),
    getRevised: () =>
      readOnScreen(session, wholeOnScreen(session), ({ definition, history }) =>
        Promise.resolve({
          values: history === undefined ? [] : shortRestated(labeled(history.revised(MAX_REVISED_VALUES), definition)),
          total: history?.facts.revisedValues ?? 0,
        }),
      ),
  };
}

/** The page only shows them, so they have the label of their column in place of its name. */
function labeled(values: readonly RevisedValue[], definition: ReportDefinition): readonly RevisedValue[] {
  const labelOf = columnLabels(definition);
  return values.map((value) => ({ ...value, column: labelOf(value.column) }));
}

export function wholeOnScreen({ part, whole }: ReportSession): DrawnReport | undefined {
  return part === undefined ? whole : undefined;
}

/** @throws whatever reading does; an `AbortError` where another report is on screen by then, or none is */
export async function readOnScreen<T, R extends PartialReport = Report>(
  session: ReportSession,
  drawn: DrawnReport<R> | undefined,
  work: (report: R) => Promise<T>,
): Promise<T> {
  if (drawn === undefined) {
    throw abortErrorOf(undefined);
  }
  const isGone = () => session.displayed?.report !== drawn.report;
  let result: T;
  try {
    result = await work(drawn.report);
  } catch (error) {
    if (isGone()) {
      throw abortErrorOf(undefined);
    }
    if (error instanceof UsageReportsError && error.reason === 'tableLost') {
      session.loseTable(error);
    }
    throw error;
  }
  if (isGone()) {
    throw abortErrorOf(undefined);
  }
  return result;
}
