import { UsageReportsError } from '../../base/errors.js';
import type { Period } from '../../core/catalog/definition.js';
import type { FetchReport } from './fetchReport.js';

/**
 * Requests the newest version of a function, and where the service does not understand it (400), the function as it was before, for the
 * period that stands in for the requested one. A period of an earlier version is requested of that version only.
 */
export function withFunctionVersions(fetchReport: FetchReport): FetchReport {
  return async (connection, request, options) => {
    const { functionVersions, periods } = request.definition;
    const period = periods.find((known) => known === request.period);
    if (functionVersions === undefined || period === undefined) {
      return fetchReport(connection, request, options);
    }
    const { newest, earlierPeriods } = functionVersions;
    try {
      return await fetchReport(connection, { ...request, functionVersion: newest }, options);
    } catch (error) {
      if (!(error instanceof UsageReportsError && error.reason === 'badRequest')) {
        throw error;
      }
      const earlier: Period = earlierPeriods[period] ?? period;
      return fetchReport(connection, { ...request, period: earlier }, options);
    }
  };
}
