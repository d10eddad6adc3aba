import type { ReportRef } from '../../shared/report.js';
import type { PlacedView, ViewContent } from '../../shared/views/savedView.js';

/** A panel that shows a report, for what saves its view. */
export interface ViewedPanel {
  readonly ref: ReportRef;
  /** What the table shows; `undefined` until the report is there. */
  readonly viewContent: ShownContent | undefined;
  /** What it shows is this view from now on. */
  adoptView(placed: PlacedView): void;
}

export interface ShownContent {
  readonly content: ViewContent;
  /** A search names a user, so it is not in the content: no state keeps it. */
  readonly leavesOutSearch: boolean;
}
