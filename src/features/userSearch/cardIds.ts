import type { ReportRef } from '../../shared/report.js';

/** The page's ID of a report and its period or day. It contains neither the tenant nor the user. */
export function cardId({ report, period, date }: Pick<ReportRef, 'report' | 'period' | 'date'>): string {
  return [report, period ?? date ?? ''].join('/');
}

/** The reference that {@link cardId} made an ID of. It comes from a page, so it has to be checked before it is opened. */
export function refOfCard(connection: string, id: string): ReportRef {
  const [report = '', parameter = ''] = id.split('/');
  return {
    connection,
    report,
    ...(parameter === '' ? {} : /^\d{4}-\d{2}-\d{2}$/.test(parameter) ? { date: parameter } : { period: parameter }),
  };
}
