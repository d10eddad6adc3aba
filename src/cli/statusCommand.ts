import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { Archive } from '../services/archive/archive.js';
import type { IsoInstant } from '../base/dates.js';
import { UsageReportsError } from '../base/errors.js';
import { isUnconfirmedFile } from '../services/archive/fileOrigin.js';
import type { SnapshotKey } from '../services/archive/names.js';
import { confirmedAtOf, isAhead } from '../services/archive/plausible.js';
import type { Snapshot } from '../services/archive/snapshot.js';
import { isPassable } from '../services/files/storageErrors.js';
import { safeMessageOf } from './errorFacts.js';
import { exitCodes } from './exitCodes.js';
import type { Reporter } from './reporter.js';
import { dayLabel, momentLabel } from '../l10n/periodTexts.js';
import { plural } from '../l10n/plurals.js';

/**
 * Reports what an archive has of each tenant, and what was passed over. Sends no request.
 * @param isShared whether other accounts of this computer may read it
 */
export async function statusCommand(archiveFolder: string, isShared: boolean, reporter: Reporter): Promise<number> {
  await stat(archiveFolder).catch((error: unknown) => {
    throw new UsageReportsError('storage', l10n.t("The archive folder doesn't exist."), {}, { cause: error });
  });
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const archive = new Archive(archiveFolder, { isShared: () => isShared, onWarning: (error) => warn(error.message) });
  const now = new Date();
  const tenants = await archive.tenants();
  const readable = await archive.readableByOthers();
  for (const tenant of tenants) {
    const found = { reports: new Set<string>(), periods: 0, newest: '', checkedAt: '' };
    for await (const key of archive.keys(tenant)) {
      const latest = await latestUnlessUnreadable(archive, key, warn, now);
      if (latest !== undefined) {
        found.reports.add(key.report);
        found.periods++;
        found.newest = max(found.newest, dayOf(latest.newest, now));
        found.checkedAt = max(found.checkedAt, latest.checkedAt);
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
      tenantText(tenant, found.reports.size, found.newest, found.checkedAt),
    );
    if (readable.includes(tenant)) {
      warn(
        l10n.t(
          "Other accounts of this computer can read the archived reports of {0}. If that isn't intended, run {1} in the archive folder; otherwise, add the option {2}.",
          tenant,
          `chmod -R go-rwx tenant=${tenant}`,
          '--shared',
        ),
      );
    }
  }
  if (tenants.length === 0) {
    const message = l10n.t('No reports are archived.');
    reporter.report({ event: 'log', level: 'info', message }, message);
  }
  return exitCodes.all;
}

/** What is newest of a report, and when the service was last asked for it. */
interface Latest {
  readonly newest: Snapshot;
  /** Empty if there are only files that somebody added. */
  readonly checkedAt: IsoInstant;
}

/** One report that cannot be read is said, and stops no other. */
async function latestUnlessUnreadable(
  archive: Archive,
  key: SnapshotKey,
  warn: (message: string) => void,
  now: Date,
): Promise<Latest | undefined> {
  let newest: Snapshot | undefined;
  try {
    for await (const snapshot of archive.history(key)) {
      newest ??= snapshot;
      if (!isUnconfirmedFile(snapshot.meta)) {
        return { newest, checkedAt: confirmedAtOf(snapshot.meta, now) };
      }
    }
  } catch (error) {
    // What is in the way of one report was said by the archive.
    if (!isPassable(error)) {
      warn(safeMessageOf(error));
    }
  }
  return newest && { newest, checkedAt: '' };
}

/** The day of a snapshot's data; empty if it has none, or one that can't be right: that would be the newest for ever. */
function dayOf({ refreshDate }: Snapshot, now: Date): string {
  return refreshDate === null || isAhead(refreshDate, now) ? '' : refreshDate;
}

/** @param newest a day, or empty @param checkedAt an instant, or empty */
function tenantText(tenant: string, reports: number, newest: string, checkedAt: string): string {
  const count = plural(reports, { one: l10n.t('{0} report'), other: l10n.t('{0} reports') });
  const facts = [
    count,
    newest === '' ? undefined : l10n.t('data up to {0}', dayLabel(newest)),
    checkedAt === '' ? undefined : l10n.t('last checked {0}', momentLabel(checkedAt, new Date())),
  ];
  return `${tenant}: ${facts.filter((fact) => fact !== undefined).join(', ')}`;
}

function max(left: string, right: string): string {
  return left > right ? left : right;
}
