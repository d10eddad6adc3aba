import type { Chart, DailyValues, SeriesChart } from '../../shared/report.js';
import { formatDay, parseDay } from '../../base/dates.js';
import { previousShift } from '../../shared/previousPeriod.js';

/** The newest calendar month and the two before it, whatever of them a series has itself. */
const THREE_MONTHS = 92;

/**
 * Adds to each series the days right before it, from the history of the same measure: as many as the previous period or the months before
 * need. Charts of which no such day is known stay as they are.
 *
 * @param history charts of the whole history
 */
export function withEarlierDays(charts: readonly Chart[], history: readonly Chart[]): readonly Chart[] {
  const longer = new Map(
    history.flatMap((chart) => (chart.kind === 'series' ? [[nameOf(chart), chart] as const] : [])),
  );
  return charts.map((chart) => {
    const source = chart.kind === 'series' ? longer.get(nameOf(chart)) : undefined;
    const earlier = source === undefined || chart.kind !== 'series' ? undefined : earlierDays(chart, source);
    return earlier === undefined || chart.kind !== 'series' ? chart : { ...chart, earlier };
  });
}

/** From the first known of the days to the day before the series. */
function earlierDays({ firstDay, values }: SeriesChart, source: SeriesChart): DailyValues | undefined {
  const needed = Math.max(previousShift(values.length), THREE_MONTHS);
  const first = parseDay(firstDay) - needed;
  const offset = first - parseDay(source.firstDay);
  const days = Array.from({ length: needed }, (_, index) => source.values[offset + index] ?? null);
  const known = days.findIndex((value) => value !== null);
  return known === -1 ? undefined : { firstDay: formatDay(first + known), values: days.slice(known) };
}

function nameOf({ column, key }: SeriesChart): string {
  return key === undefined ? column : `${column}\n${key}`;
}
