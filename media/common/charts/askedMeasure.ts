import type { AskedOverlay } from '../../../src/shared/pages/report.js';

/** What the host wants the large chart to show. */
export interface AskedMeasure {
  /** Absent where what is drawn is meant, or else the first measure. */
  readonly name: string | undefined;
  /** What is to lie under the lines; absent where that stays as it is. */
  readonly overlay: AskedOverlay | undefined;
}
