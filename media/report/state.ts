import type { HostMessage, Notice, PanelState, ReportSummary, RowsPart } from '../../src/shared/protocol.js';
import type { ReportRef, TableView } from '../../src/shared/report.js';

/** What the panel is busy with, or how the last attempt ended. */
export type Activity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly ref: ReportRef; readonly title: string; readonly step: string; readonly receivedBytes?: number }
  | { readonly kind: 'failed' | 'cancelled'; readonly ref: ReportRef; readonly title: string; readonly notice: Notice };

/** Everything that decides what is on screen, but for the rows that are asked for. */
export interface PanelModel {
  readonly summary?: ReportSummary;
  readonly view: TableView;
  readonly activity: Activity;
  /** Goes up with each report that arrives: rows of an earlier one are worth nothing from then on. */
  readonly epoch: number;
  /** Rows that came with the report. */
  readonly firstRows?: RowsPart;
  /** What was asked for last, known before there is any data. */
  readonly ref?: ReportRef;
  /** A filter that is not to be kept. */
  readonly unkeptFilter?: string;
}

export const initialModel: PanelModel = { view: {}, activity: { kind: 'idle' }, epoch: 0 };

/** The model after a message of the host. Rows do not change it. */
export function received(model: PanelModel, message: HostMessage): PanelModel {
  switch (message.type) {
    case 'loading': {
      const { ref, title, step, receivedBytes } = message;
      return { ...model, ref: model.summary?.ref ?? ref, activity: { kind: 'loading', ref, title, step, receivedBytes } };
    }
    case 'report':
      return {
        summary: message.summary,
        view: validView(message.view, message.summary.columns.length),
        activity: { kind: 'idle' },
        epoch: model.epoch + 1,
        firstRows: message.firstRows,
        ref: message.summary.ref,
        unkeptFilter: message.unkeptFilter,
      };
    case 'failed':
    case 'cancelled': {
      const { ref, title, notice } = message;
      const activity = { kind: message.type, ref, title, notice } as const;
      return message.keepsData && model.summary !== undefined
        ? { ...model, activity }
        : { view: model.view, activity, epoch: model.epoch, ref };
    }
    case 'past':
      return model.summary === undefined || !sameRef(model.summary.ref, message.ref)
        ? model
        : { ...model, summary: { ...model.summary, pictures: message.pictures, choices: message.choices } };
    case 'rows':
    case 'restated':
      return model;
  }
}

/** What outlives a reload of the window, or nothing where nothing was opened yet. */
export function panelState(model: PanelModel): PanelState | undefined {
  const { ref, unkeptFilter, view } = model;
  if (ref === undefined) {
    return undefined;
  }
  return { ref, view: unkeptFilter !== undefined && view.filter === unkeptFilter ? { ...view, filter: undefined } : view };
}

export function sameRef(left: ReportRef, right: ReportRef): boolean {
  return left.connection === right.connection && left.report === right.report && left.period === right.period && left.date === right.date && left.history === right.history;
}

/** A sort by a column that the report no longer has is forgotten. */
function validView(view: TableView, columnCount: number): TableView {
  return view.sort !== undefined && view.sort.column >= columnCount ? { filter: view.filter } : view;
}
