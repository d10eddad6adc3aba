import { isoOfSlashes } from '../../../base/dates.js';
import type { SlashReading } from '../../../shared/fileSpelling.js';

/** What the days with slashes of one column tell about their order. What is a day in neither order tells nothing. */
export class SlashEvidence {
  onlyDayFirst = false;
  onlyMonthFirst = false;
  inBoth = false;

  constructor(readonly column: string) {}

  add(text: string): void {
    if (!text.includes('/')) {
      return;
    }
    const [isMonthFirst, isDayFirst] = [isoOfSlashes(text, 'month'), isoOfSlashes(text, 'day')].map(
      (iso) => iso !== undefined,
    );
    this.inBoth ||= isMonthFirst === true && isDayFirst === true;
    this.onlyMonthFirst ||= isMonthFirst === true && isDayFirst !== true;
    this.onlyDayFirst ||= isDayFirst === true && isMonthFirst !== true;
  }
}

/**
 * Decides the order by column; where a column fits both, the other columns of the file decide, as one program wrote them.
 * @returns what is to be known of it, and the columns with the day first by their place in the file
 */
export function slashReadings(columns: ReadonlyMap<number, SlashEvidence>): {
  readonly readings: readonly SlashReading[];
  readonly dayFirst: ReadonlySet<number>;
} {
  const all = [...columns.values()];
  const hasDayFirst = all.some(({ onlyDayFirst }) => onlyDayFirst);
  const hasMonthFirst = all.some(({ onlyMonthFirst }) => onlyMonthFirst);
  const readings: SlashReading[] = [];
  const dayFirst = new Set<number>();
  for (const [place, { column, onlyDayFirst, onlyMonthFirst, inBoth }] of columns) {
    if (onlyDayFirst && onlyMonthFirst) {
      readings.push({ column, order: 'text' });
    } else if (onlyDayFirst || (inBoth && !onlyMonthFirst && hasDayFirst && !hasMonthFirst)) {
      readings.push({ column, order: 'day' });
      dayFirst.add(place);
    } else if (inBoth && !onlyMonthFirst && (hasDayFirst || !hasMonthFirst)) {
      readings.push({ column, order: 'month' });
    }
  }
  return { readings, dayFirst };
}
