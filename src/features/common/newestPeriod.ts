import type { ReportDefinition } from '../../core/catalog/definition.js';
import { comparePeriods } from '../../core/catalog/period.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { periodStates } from './periodStates.js';

/** The longest of a report's periods with the newest data: it is on screen at once, and it shows what the card shows. */
export async function newestPeriod(
  connection: string,
  definition: ReportDefinition,
  service: Pick<ReportService, 'state'>,
): Promise<{ readonly period?: string }> {
  const states = await periodStates(connection, definition, service);
  const refreshDate = (state: (typeof states)[number]['state']) =>
    state?.kind === 'fetched' ? (state.refreshDate ?? '') : '';
  const [best] = states
    .filter(({ state }) => state?.kind === 'fetched')
    .toSorted(
      (a, b) =>
        Number(refreshDate(b.state) > refreshDate(a.state)) - Number(refreshDate(b.state) < refreshDate(a.state)) ||
        comparePeriods(b.period, a.period),
    );
  const period = best?.period ?? definition.periods[0];
  return period === undefined ? {} : { period };
}
