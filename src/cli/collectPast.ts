import * as l10n from '@vscode/l10n';
import type { Catalog } from '../core/catalog/catalog.js';
import { plural } from '../l10n/plurals.js';
import type { Connection } from '../services/auth/connections/connection.js';
import { addSamplePast } from '../services/collect/addSamplePast.js';
import { parseCollectSet } from '../services/collect/collectSet.js';
import type { ReportService } from '../services/reports/reportService.js';
import type { CollectArguments } from './arguments.js';
import type { Reporter } from './reporter.js';

export interface CollectPastOptions {
  readonly arguments: CollectArguments;
  readonly connection: Connection;
  readonly catalog: Catalog;
  readonly serviceAt: (now: () => Date) => ReportService;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
}

/**
 * Collects the set as of the end of past months, which only the sample tenant can. What was added is said where it is stopped, too.
 * @returns number of snapshots that were added
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function collectPast({
  arguments: { set, format, monthEnds },
  catalog,
  reporter,
  ...rest
}: CollectPastOptions): Promise<number> {
  let added = 0;
  try {
    added = await addSamplePast({
      ...{ ...rest, catalog, format, sets: [parseCollectSet(set, catalog)] },
      kept: { snapshots: 1, monthEnds },
      onProgress: ({ done }) => (added = done),
    });
    return added;
  } finally {
    const text = plural(added, {
      one: l10n.t('Past months: {0} snapshot added'),
      other: l10n.t('Past months: {0} snapshots added'),
    });
    reporter.report({ event: 'pastMonths', added }, text);
  }
}
