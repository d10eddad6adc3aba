import { stat } from 'node:fs/promises';
import { Archive } from '../services/archive/archive.js';
import { UsageReportsError } from '../base/errors.js';
import { exitCodes } from './exitCodes.js';
import type { Reporter } from './reporter.js';

/** Reports what an archive has of each tenant. Sends no request. */
export async function statusCommand(archiveFolder: string, reporter: Reporter): Promise<number> {
  await stat(archiveFolder).catch((error: unknown) => {
    throw new UsageReportsError('storage', 'There is no archive folder of this name.', {}, { cause: error });
  });
  const archive = new Archive(archiveFolder);
  const tenants = await archive.tenants();
  for (const tenant of tenants) {
    const found = { reports: new Set<string>(), periods: 0, newest: '', checkedAt: '' };
    for await (const key of archive.keys(tenant)) {
      const latest = await archive.latest(key);
      if (latest !== undefined) {
        found.reports.add(key.report);
        found.periods++;
        found.newest = max(found.newest, latest.refreshDate ?? '');
        found.checkedAt = max(found.checkedAt, latest.meta.checkedAt);
      }
    }
    reporter.report(
      {
        event: 'tenant',
        tenant,
        reports: found.reports.size,
        periods: found.periods,
        newestRefreshDate: found.newest || null,
        lastChecked: found.checkedAt || null,
      },
      `${tenant}: ${found.reports.size} reports, data up to ${found.newest || 'no known day'}, last asked ${found.checkedAt || 'never'}`,
    );
  }
  if (tenants.length === 0) {
    reporter.report({ event: 'end', tenants: 0 }, 'Nothing has been archived here yet.');
  }
  return exitCodes.all;
}

function max(left: string, right: string): string {
  return left > right ? left : right;
}
