import type { Format } from '../format/format.js';
import { type ChartLayout, dayLabel, labeledDays } from './chartLayout.js';

/** Days of a month between labels. */
const MONTH_STEP = 7;
/** More labels than these do not stand side by side. */
const MAX_LABELS = 10;

/**
 * What has a label below the chart: dates, days of the month where months lie over each other, weeks by their Monday, or months.
 *
 * @param isByDayOfMonth whether the days are of more than one month, and so have no date
 */
export function axisDays(
  layout: ChartLayout,
  isByDayOfMonth: boolean,
  format: Format,
): readonly { readonly day: number; readonly label: string }[] {
  if (layout.step !== 'day') {
    const every = Math.ceil(layout.dayCount / MAX_LABELS);
    return Array.from({ length: Math.ceil(layout.dayCount / every) }, (_, index) => index * every).map((day) => ({
      day,
      label: layout.step === 'month' ? format.monthOfYear(layout.dayAt(day)) : dayLabel(day, layout, format),
    }));
  }
  return isByDayOfMonth
    ? Array.from({ length: layout.dayCount }, (_, day) => day)
        .filter((day) => day % MONTH_STEP === 0)
        .map((day) => ({ day, label: format.count(day + 1) }))
    : labeledDays(layout.firstDay, layout.dayCount).map((day) => ({
        day,
        label: dayLabel(day, layout, format),
      }));
}
