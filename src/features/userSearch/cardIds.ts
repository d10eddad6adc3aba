import type { ReportRef } from '../../shared/report.js';

/** What the page calls a report and its period or day; the tenant is the page's, and no person is in it. */
export function cardId({ report, period, date }: Pick<ReportRef, 'report' | 'period' | 'date'>): string {
  return [report, period ?? date ?? ''].join('/');
}

/** The reference that {@link cardId} made an id of. It comes from a page, so whoever opens it has it checked. */
export function refOfCard(connection: string, id: string): ReportRef {
  const [report = '', parameter = ''] = id.split('/');
  return {
    connection,
    report,
    ...(parameter === '' ? {} : /^\d{4}-\d{2}-\d{2}$/.test(parameter) ? { date: parameter } : { period: parameter }),
  };
}
