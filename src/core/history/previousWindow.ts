import type { Chart, SeriesChart } from '../../shared/report.js';
import { formatDay, parseDay } from '../../base/dates.js';

/**
 * Adds to each series the window of the same length right before it, from the history of the same measure. Charts without such a window stay
 * as they are.
 *
 * @param history charts of the whole history
 */
export function withPreviousWindows(charts: readonly Chart[], history: readonly Chart[]): readonly Chart[] {
  const longer = new Map(
    history.flatMap((chart) => (chart.kind === 'series' ? [[nameOf(chart), chart] as const] : [])),
  );
  return charts.map((chart) => {
    const source = chart.kind === 'series' ? longer.get(nameOf(chart)) : undefined;
    const previous = source === undefined || chart.kind !== 'series' ? undefined : previousWindow(chart, source);
    return previous === undefined || chart.kind !== 'series' ? chart : { ...chart, previous };
  });
}

function previousWindow({ firstDay, values }: SeriesChart, source: SeriesChart): SeriesChart['previous'] {
  const first = parseDay(firstDay) - values.length;
  const sourceFirst = parseDay(source.firstDay);
  const before = values.map((_, index) => source.values[first - sourceFirst + index] ?? null);
  return before.some((value) => value !== null) ? { firstDay: formatDay(first), values: before } : undefined;
}

function nameOf({ column, key }: SeriesChart): string {
  return key === undefined ? column : `${column}\n${key}`;
}
