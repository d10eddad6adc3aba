import type { ColumnChoices } from '../../src/shared/pages/columnChoices.js';
import type {
  LargeChartState,
  Comparison,
  ReportEvent,
  PanelState,
  ReportOutline,
  ReportSummary,
  RowsPlace,
  ShownSavedView,
} from '../../src/shared/pages/report.js';
import type { Grouping, OpenedGroup } from '../../src/shared/pages/grouping.js';
import type { Notice, RowsPart } from '../../src/shared/pages/common.js';
import { parsePanelState } from '../../src/shared/pages/savedPanel.js';
import { idOf } from '../../src/shared/refIds.js';
import { type ColumnInfo, isWholeTable, type ReportRef, type TableView } from '../../src/shared/report.js';
import type { AskedMeasure } from '../common/charts/askedMeasure.js';
import { fits } from '../common/table/filters/filters.js';
import { leftAt, type LeftPlace, placeToSave } from './leftPlace.js';

/** What the panel is busy with, or how the last attempt ended. */
export type Activity =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'loading';
      readonly ref: ReportRef;
      readonly title: string;
      readonly step: string;
      readonly receivedBytes?: number;
      readonly totalBytes?: number;
      readonly outline?: ReportOutline;
    }
  | {
      readonly kind: 'failed' | 'cancelled';
      readonly ref: ReportRef;
      readonly title: string;
      readonly notice: Notice;
      /** The rows on screen can no longer be read. */
      readonly tableLost?: true;
    };

/** Everything that decides what is on screen, except the rows, which are requested. */
export interface PanelModel {
  readonly summary?: ReportSummary;
  readonly view: TableView;
  readonly activity: Activity;
  /** Increases with each report that arrives, and makes rows of earlier ones invalid. */
  readonly epoch: number;
  /** Rows that came with the report. */
  readonly firstRows?: RowsPart;
  /** True if the first rows of this report were on screen before, in the same columns. The scroll position stays. */
  readonly continuesPartial?: boolean;
  /** The report that was requested last; known before there are data. */
  readonly ref?: ReportRef;
  /** `undefined` until the host has sent them; until then `compared` counts. */
  readonly comparisons?: readonly Comparison[];
  readonly compared?: readonly ReportRef[];
  readonly largeChart?: LargeChartState;
  readonly columnChoices?: ColumnChoices;
  readonly chartsFolded?: boolean;
  /** What is looked for in the table; absent while its find bar is closed. */
  readonly findText?: string;
  /** Groups in place of the rows. */
  readonly grouping?: Grouping;
  /** The group whose rows are shown, while that can be taken back. */
  readonly openedGroup?: OpenedGroup;
  /** What the host wants the large chart to show; an object of its own each time. */
  readonly askedMeasure?: AskedMeasure;
  /** Whether earlier days are being fetched, and what went wrong about it. */
  readonly earlierDays?: { readonly busy: boolean; readonly notice?: Notice };
  /** What was shown before a reload of a file's editor: VS Code gives the host of such an editor no state of the page. */
  readonly savedView?: TableView;
  /** A filter that names a user; no saved state may contain it. */
  readonly transientFilter?: string;
  /** The saved view that is shown. */
  readonly shownView?: ShownSavedView;
  /** Where somebody was in the rows before the page was loaded anew, until the rows are there again. */
  readonly leftAt?: LeftPlace;
}

export const initialModel: PanelModel = { view: {}, activity: { kind: 'idle' }, epoch: 0 };

/** The model after an event of the host. */
export function received(model: PanelModel, message: ReportEvent): PanelModel {
  switch (message.type) {
    case 'loading': {
      const { ref, title, step, receivedBytes, totalBytes, outline } = message;
      const known = {
        ...(totalBytes === undefined ? {} : { totalBytes }),
        ...(outline === undefined ? {} : { outline }),
      };
      return {
        ...model,
        ref: model.summary?.ref ?? ref,
        activity: { kind: 'loading', ref, title, step, receivedBytes, ...known },
      };
    }
    case 'report': {
      const view = viewOf(model, message);
      const continuesPartial = continuesReport(model.summary, message);
      // The rows on screen are as they were: those at the same place are requested anew. So are those of a view the host did not know.
      const areOthers =
        isRewrittenFile(model.summary, message) || (continuesPartial && hasOtherCells(model.summary, message.summary));
      const hasFirstRows = !areOthers && view === message.view;
      return {
        ...model,
        earlierDays: undefined,
        summary: message.summary,
        view: validView(view, message.summary.columns),
        savedView: message.summary.partial === true ? model.savedView : undefined,
        activity: message.summary.partial === true ? model.activity : { kind: 'idle' },
        epoch: model.epoch + 1,
        continuesPartial,
        firstRows: hasFirstRows ? message.firstRows : undefined,
        ref: message.summary.ref,
        transientFilter: message.transientFilter,
        // What is on screen stays, whatever another panel of the report has chosen since.
        columnChoices: model.columnChoices ?? message.columnChoices,
        chartsFolded: model.chartsFolded ?? message.chartsFolded,
        grouping: groupingOf(model, message),
        openedGroup: openedGroupOf(model, message),
        leftAt: leftAt(model, message.summary, view),
      };
    }
    case 'failed':
    case 'cancelled': {
      const { ref, title, notice, tableLost } = message;
      const activity = { kind: message.type, ref, title, notice, ...(tableLost && { tableLost }) } as const;
      return message.keepsData && model.summary !== undefined
        ? { ...model, activity }
        : { ...model, summary: undefined, firstRows: undefined, activity, ref };
    }
    case 'compared':
      return { ...model, comparisons: message.comparisons, compared: message.comparisons.map(({ ref }) => ref) };
    case 'earlierDays':
      return { ...model, earlierDays: { busy: message.busy, notice: message.notice } };
    case 'showView':
      return {
        ...model,
        view: validView(message.view, model.summary?.columns ?? []),
        columnChoices: message.columnChoices,
        grouping: message.grouping,
        openedGroup: undefined,
        transientFilter: undefined,
      };
    case 'savedView':
      return { ...model, shownView: message.shown };
    case 'actOnTable':
    case 'snapshotsRead':
      // The table, and the groups, listen themselves.
      return model;
    case 'showMeasure':
      return { ...model, askedMeasure: { name: message.measure, overlay: message.overlay } };
    case 'historyContext':
      return model.summary === undefined || idOf(model.summary.ref) !== idOf(message.ref)
        ? model
        : { ...model, summary: { ...model.summary, charts: message.charts, choices: message.choices } };
  }
}

/**
 * The state to save over a reload of the window; `undefined` if nothing was opened yet.
 *
 * @param place in the rows that are on screen; absent while none are
 */
export function panelState(model: PanelModel, place?: RowsPlace): PanelState | undefined {
  const {
    ref,
    transientFilter,
    compared = [],
    largeChart,
    columnChoices,
    chartsFolded,
    findText,
    grouping,
    openedGroup,
    shownView,
  } = model;
  if (ref === undefined) {
    return undefined;
  }
  const arranged = {
    ...(columnChoices === undefined ? {} : { columnChoices }),
    ...(chartsFolded === undefined ? {} : { chartsFolded }),
  };
  if (model.summary?.forgetsView === true) {
    return { ref, view: {}, ...arranged };
  }
  const isTransient = transientFilter !== undefined && model.view.filter === transientFilter;
  const saved = (view: TableView) =>
    transientFilter !== undefined && view.filter === transientFilter ? { ...view, filter: undefined } : view;
  // Of other rows than those of the saved view a place says nothing.
  const rowsPlace = isTransient || grouping !== undefined ? undefined : placeToSave(model, place);
  return {
    ref,
    view: saved(model.view),
    ...(compared.length === 0 ? {} : { compared }),
    ...(largeChart === undefined || largeChart.picked.length === 0 ? {} : { largeChart }),
    ...arranged,
    ...(findText === undefined ? {} : { findText }),
    ...(grouping === undefined ? {} : { grouping }),
    ...(openedGroup === undefined ? {} : { openedGroup: { ...openedGroup, rows: saved(openedGroup.rows) } }),
    ...(shownView === undefined ? {} : { savedView: { name: shownView.name, place: shownView.place } }),
    ...(rowsPlace === undefined ? {} : { rowsPlace }),
  };
}

/** The model of a saved state. What is not valid in it is ignored. */
export function restoreModel(saved: unknown): PanelModel {
  const {
    view,
    compared,
    largeChart,
    columnChoices,
    chartsFolded,
    findText,
    grouping,
    openedGroup,
    savedView,
    rowsPlace,
  } = parsePanelState(saved) ?? {};
  return {
    ...initialModel,
    ...(view === undefined ? {} : { savedView: view }),
    ...(compared === undefined ? {} : { compared }),
    ...(largeChart === undefined || largeChart.picked.length === 0 ? {} : { largeChart }),
    ...(columnChoices === undefined ? {} : { columnChoices }),
    ...(chartsFolded === undefined ? {} : { chartsFolded }),
    ...(findText === undefined ? {} : { findText }),
    ...(grouping === undefined ? {} : { grouping }),
    ...(openedGroup === undefined ? {} : { openedGroup }),
    // Whether it is changed is told by the host.
    ...(savedView === undefined ? {} : { shownView: { ...savedView, isChanged: false, notes: [] } }),
    ...(rowsPlace === undefined || view === undefined ? {} : { leftAt: { place: rowsPlace, view } }),
  };
}

/** The host keeps the view of a panel. Of a file, the first one is what the page has saved. */
function viewOf({ savedView }: PanelModel, { view, summary }: Extract<ReportEvent, { type: 'report' }>): TableView {
  return summary.file !== undefined && summary.partial === undefined && savedView !== undefined && isWholeTable(view)
    ? savedView
    : view;
}

/** What was grouped the last time is grouped again at first. What is on screen stays; a search for a user is among the rows. */
function groupingOf(
  { grouping, summary }: PanelModel,
  { transientFilter, grouping: usual }: Extract<ReportEvent, { type: 'report' }>,
): Grouping | undefined {
  return transientFilter === undefined ? (grouping ?? (summary === undefined ? usual : undefined)) : undefined;
}

/** The way back leads to the rows that were grouped, as far as the report still has their columns. */
function openedGroupOf(
  { openedGroup }: PanelModel,
  { transientFilter, summary }: Extract<ReportEvent, { type: 'report' }>,
): OpenedGroup | undefined {
  return transientFilter === undefined && openedGroup !== undefined
    ? { ...openedGroup, rows: validView(openedGroup.rows, summary.columns) }
    : undefined;
}

function isRewrittenFile(
  before: ReportSummary | undefined,
  { summary }: Pick<Extract<ReportEvent, { type: 'report' }>, 'summary'>,
): before is ReportSummary {
  return before?.partial === undefined && before?.file !== undefined && summary.file !== undefined;
}

/** Whether first rows have other cells in the whole table: the other files that it is put together from, or one of attributes, say more of them. */
function hasOtherCells(before: ReportSummary | undefined, { columns, sources }: ReportSummary): boolean {
  return before?.partial === true && (sources !== undefined || before.columns.length !== columns.length);
}

/** Whether the rows on screen stay where they are: the first ones of a report whose rest has come, or those of a file that was written anew. */
function continuesReport(
  before: ReportSummary | undefined,
  { summary, firstRows }: Extract<ReportEvent, { type: 'report' }>,
): boolean {
  return (
    ((before?.partial === true && firstRows !== undefined) || isRewrittenFile(before, { summary })) &&
    idOf(before.ref) === idOf(summary.ref) &&
    // A file of attributes adds its columns behind the others, and the first rows come without.
    (before.partial === true
      ? before.columns.length <= summary.columns.length
      : before.columns.length === summary.columns.length) &&
    before.columns.every(
      ({ name, type }, index) => name === summary.columns[index]?.name && type === summary.columns[index]?.type,
    )
  );
}

/** A sort or filter by a column that the report no longer has, or that has become another, is forgotten. */
function validView(view: TableView, columns: readonly ColumnInfo[]): TableView {
  const { sort = [], filter, filters = [] } = view;
  const fittingSort = sort.filter(({ column }) => column < columns.length);
  const fitting = filters.filter((one) => fits(one, columns[one.column]));
  return fittingSort.length === sort.length && fitting.length === filters.length
    ? view
    : {
        ...(fittingSort.length === 0 ? {} : { sort: fittingSort }),
        ...(filter === undefined ? {} : { filter }),
        ...(fitting.length === 0 ? {} : { filters: fitting }),
      };
}
