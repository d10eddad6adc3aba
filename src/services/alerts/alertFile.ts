import { dirname, join } from 'node:path';
import { type ActiveAlert, type CheckedAlerts } from '../../core/alerts/alertState.js';
import { alertsText, MAX_ALERTS_BYTES, parseAlerts } from '../../core/alerts/alertsText.js';
import { UsageReportsError } from '../../base/errors.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../archive/housekeeping.js';
import { alertsFile, tenantFolder } from '../archive/names.js';
import { PlainTree, type PlainTreeOptions } from '../files/plainTree.js';
import { codeOf, withStorageErrors } from '../files/storageErrors.js';

/** Of the file that says that a process is writing. */
const LOCK = 'alerts.lock';
/** Writing takes milliseconds: who takes longer was ended. */
const MAX_LOCK_MS = 10_000;
const WAIT_MS = 20;

/**
 * The alerts of a tenant, in a file beside its archived reports: deleted and renamed with them, and shared by VS Code and the command line. It
 * has no personal data, see `checkRule`.
 */
export class AlertFile {
  readonly #tree: PlainTree;
  readonly #tenant: string;
  readonly #path: string;

  /** @param tenant the archive's name for it @throws UsageReportsError `storage` with code `badName` */
  constructor(archiveFolder: string, tenant: string, options?: PlainTreeOptions) {
    this.#tree = new PlainTree(archiveFolder, options);
    this.#tenant = tenant;
    this.#path = join(archiveFolder, tenantFolder(tenant), alertsFile);
  }

  /** @throws UsageReportsError `storage`; with code `newerAlerts` for what isn't understood */
  async read(): Promise<readonly ActiveAlert[]> {
    return alertsIn(await this.#text());
  }

  /**
   * Writes what becomes of the alerts, completely or not at all. Processes do so one after the other, each from what the one before has left, so
   * that an alert is news for one of them alone.
   *
   * @throws UsageReportsError `storage`
   */
  async update(change: (before: readonly ActiveAlert[]) => CheckedAlerts): Promise<CheckedAlerts> {
    const known = await this.#text();
    const unchanged = change(alertsIn(known));
    if (isWritten(known, unchanged.alerts)) {
      return unchanged;
    }
    return withStorageErrors("The tenant's alerts cannot be written", () =>
      this.#locked(async (folder) => {
        const before = await this.#text();
        const checked = before === known ? unchanged : change(alertsIn(before));
        if (!isWritten(before, checked.alerts)) {
          const text = alertsText(checked.alerts);
          // What can't be read again would lock out every later check.
          if (Buffer.byteLength(text) > MAX_ALERTS_BYTES) {
            throw tooManyAlerts(checked.alerts.length);
          }
          const temporary = join(folder, alertsFile);
          await this.#tree.write(temporary, text);
          await this.#tree.rename(temporary, this.#path);
        }
        return checked;
      }),
    );
  }

  /** @param work is given a folder of its own, which goes with the tenant: nothing is written of one that is deleted meanwhile */
  async #locked<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await createTemporaryFolder(this.#tree, this.#tenant);
    const lock = join(dirname(folder), LOCK);
    try {
      await this.#acquire(lock, folder);
      try {
        return await work(folder);
      } finally {
        await this.#tree.remove(lock);
      }
    } finally {
      await removeTemporaryFolder(this.#tree, folder);
    }
  }

  /** Both times come from the archive's file system, so this computer's clock does not matter. */
  async #acquire(lock: string, own: string): Promise<void> {
    const begun = await this.#tree.changedAt(own);
    for (let waited = 0; waited <= MAX_LOCK_MS; waited += WAIT_MS) {
      try {
        await this.#tree.write(lock, '', false);
        return;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') {
          throw error;
        }
      }
      const since = await this.#tree.changedAt(lock).catch(() => undefined);
      if (since !== undefined && begun - since > MAX_LOCK_MS) {
        await this.#tree.remove(lock);
      } else {
        await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      }
    }
    throw new UsageReportsError('storage', 'Another process is writing the alerts. Check the rules again.', {
      code: 'busyAlerts',
    });
  }

  #text(): Promise<string | undefined> {
    return withStorageErrors("The tenant's alerts cannot be read", () =>
      this.#tree.readText(this.#path, MAX_ALERTS_BYTES),
    );
  }
}

function alertsIn(text: string | undefined): readonly ActiveAlert[] {
  const alerts = text === undefined ? [] : parseAlerts(text);
  if (alerts === undefined) {
    const message = `The file ${alertsFile} of the tenant isn't understood: it is damaged, or a newer version has written it. Update this extension, or delete the file; alerts are then raised anew.`;
    throw new UsageReportsError('storage', message, { code: 'newerAlerts' });
  }
  return alerts;
}

function tooManyAlerts(count: number): UsageReportsError {
  const message = `There would be ${count} alerts, which are too many to remember: nothing was changed. Raise the limits of the rules, or group by something that more rows have in common.`;
  return new UsageReportsError('storage', message, { code: 'tooManyAlerts' });
}

/** Whether a file has these alerts; there is none where there are none. */
function isWritten(text: string | undefined, alerts: readonly ActiveAlert[]): boolean {
  return text === undefined ? alerts.length === 0 : text === alertsText(alerts);
}
