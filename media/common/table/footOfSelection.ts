import { html, type TemplateResult } from 'lit';
import type { TableView } from '../../../src/shared/report.js';
import type { Format } from '../../../src/shared/format/format.js';
import type { GridStatus } from './grid/gridStatus.js';
import type { StatisticsSource } from './selection/statisticsSource.js';

export interface SelectionFootOptions {
  readonly view: TableView;
  /** Changes with each table that arrives. */
  readonly epoch: number;
  readonly format: Format;
  /** Absent where nothing can be added up yet. */
  readonly source: StatisticsSource | undefined;
  /** What is to be known of the values. */
  readonly note?: string;
  /** Says something to those who do not see it. */
  readonly announce: (text: string) => void;
}

/** The foot of a table, with what its selected cells come to. Its script loads when there are some. */
export function footOfSelection(
  { selected, isSelecting = false }: GridStatus,
  { view, epoch, format, source, note = '', announce }: SelectionFootOptions,
): TemplateResult {
  if (selected !== undefined) {
    void import('./selection/selectionFoot.js');
  }
  return html`<report-selection-foot
    .selected=${selected}
    .isSelecting=${isSelecting}
    .view=${view}
    .epoch=${epoch}
    .format=${format}
    .source=${source}
    .note=${note}
    .announce=${announce}
  ></report-selection-foot>`;
}
