import { AlertFile } from '../../../../src/services/alerts/alertFile.js';
import { type CheckedRules, checkRules, type CheckRulesOptions } from '../../../../src/services/alerts/checkRules.js';
import type { LicensePrices } from '../../../../src/core/licenses/productTable.js';
import type { AlertRule } from '../../../../src/core/alerts/rule.js';
import type { IsoInstant } from '../../../../src/base/dates.js';
import { archiveQueries, serviceOf, signal, TENANT } from '../archiveQueries/support.js';

/** Checks rules of what is archived, as VS Code and the command line do. */
export async function checkArchive(
  folder: string,
  rules: readonly AlertRule[],
  now: IsoInstant,
  asked?: (queries: ReturnType<typeof archiveQueries>) => CheckRulesOptions['queries'],
  prices?: LicensePrices,
): Promise<CheckedRules> {
  const queries = archiveQueries(folder, prices);
  const service = serviceOf(folder);
  try {
    return await checkRules(rules, {
      ...{ connection: 'sample', service, now, signal, file: new AlertFile(folder, TENANT) },
      queries: asked?.(queries) ?? queries,
    });
  } finally {
    queries.dispose();
    service.dispose();
  }
}
