import type { ReportService } from '../reports/reportService.js';
import type { Picture, ReportRef, SeriesPicture } from '../shared/report.js';

/** The longest period that the service has of a daily series. */
const longestPeriod = 'D180';

/**
 * Fetches as many days of a report as the service has; they stay in the archive.
 * @returns pictures of all those days, for {@link withPrevious}
 * @throws what opening a report throws
 */
export async function fetchEarlierDays(
  service: Pick<ReportService, 'use'>,
  { connection, report }: ReportRef,
  signal: AbortSignal,
): Promise<readonly Picture[]> {
  return service.use({ connection, report, period: longestPeriod }, { signal, interactive: true }, ({ table, definition }) =>
    table.pictures(definition),
  );
}

/** Pictures of series with the windows right before them, cut out of the same series over more days. */
export function withPrevious(pictures: readonly Picture[], longer: readonly Picture[]): readonly Picture[] {
  const series = longer.filter((picture) => picture.kind === 'series');
  return pictures.map((picture) => {
    if (picture.kind !== 'series' || picture.previous !== undefined) {
      return picture;
    }
    const long = series.find(({ column, key }) => column === picture.column && key === picture.key);
    const previous = long === undefined ? undefined : windowBefore(picture, long);
    return previous === undefined ? picture : { ...picture, previous };
  });
}

function windowBefore({ firstDay, values }: SeriesPicture, long: SeriesPicture): SeriesPicture['previous'] {
  const end = daysBetween(long.firstDay, firstDay);
  const start = Math.max(0, end - values.length);
  const before = long.values.slice(start, Math.max(0, end));
  return before.some((value) => value !== null) ? { firstDay: addDays(long.firstDay, start), values: before } : undefined;
}

const msPerDay = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay);
}

function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * msPerDay).toISOString().slice(0, 10);
}
