import type { TemplateResult } from 'lit';
import type { ColumnFilter } from '../../../../src/shared/report.js';

/** What the header of a column says and draws of its values. */
export interface DrawnSummary {
  /** All of it in words. */
  readonly description: string;
  /** @param set the column's filter at present */
  readonly view: (set: ColumnFilter | undefined, toggle: (filter: ColumnFilter) => void) => TemplateResult;
}
