import { addDays } from '../../../../src/base/dates.js';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import type { Format } from '../../base/format/format.js';
import { type ChartLayout, dayLabel, labeledDays } from '../drawing/chartLayout.js';

/** Days of a month between labels. */
const MONTH_STEP = 7;

/** Whether the days of a chart are of more than one month, and so have no date and are no weekend. */
export function isByDayOfMonth(overlay: Overlay): boolean {
  return overlay === 'month' || overlay === 'wholeMonth';
}

/** The days that have a label below the chart: dates, or days of the month where months lie over each other. */
export function axisDays(
  layout: ChartLayout,
  overlay: Overlay,
  format: Format,
): readonly { readonly day: number; readonly label: string }[] {
  return isByDayOfMonth(overlay)
    ? Array.from({ length: layout.dayCount }, (_, day) => day)
        .filter((day) => day % MONTH_STEP === 0)
        .map((day) => ({ day, label: format.count(day + 1) }))
    : labeledDays(layout.firstDay, layout.dayCount).map((day) => ({
        day,
        label: dayLabel(addDays(layout.firstDay, day), layout, format),
      }));
}
