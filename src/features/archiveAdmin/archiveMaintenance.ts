import * as vscode from 'vscode';
import { logTextOf } from '../../base/redact.js';
import { isIsoInstant, MS_PER_DAY, MS_PER_HOUR } from '../../base/dates.js';
import type { Archive } from '../../services/archive/archive.js';
import type { ArchiveLocation } from '../../services/archive/archiveLocation.js';
import type { Disposable } from '../../base/emitter.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { onDidChangeSetting } from '../../settings.js';
import { archiveLocation } from './archiveSettings.js';

export interface ArchiveMaintenanceOptions {
  readonly archive: Archive;
  readonly storage: vscode.Uri;
  readonly errors: Pick<ErrorDisplay, 'attempt'>;
  readonly memento: vscode.Memento;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  /** Another folder is the archive now, or something in it is gone. */
  readonly onDidChange: () => void;
}

const LAST_CLEANUP_KEY = 'usageReports.archive.tidied';
/** After the start, when nobody waits for the disk any more. */
const FIRST_CHECK_DELAY_MS = 60_000;
const FIRST_READ_DELAY_MS = 1_000;

/**
 * Looks after the archive while VS Code runs: brings what earlier versions wrote into the present layout, deletes what is too old once a day,
 * and carries out a change of its folder.
 */
export class ArchiveMaintenance implements Disposable {
  readonly #options: ArchiveMaintenanceOptions;
  readonly #subscription: vscode.Disposable;
  readonly #timers: readonly NodeJS.Timeout[];
  #location: ArchiveLocation | undefined;

  constructor(options: ArchiveMaintenanceOptions) {
    this.#options = options;
    this.#subscription = onDidChangeSetting('archive.folder', () => this.#follow());
    const look = () => void this.cleanUpDaily();
    // Before anybody can change it, but not during the start: reading settings takes time.
    const remember = () => (this.#location ??= this.#currentLocation());
    this.#timers = [
      setTimeout(remember, FIRST_READ_DELAY_MS),
      setTimeout(look, FIRST_CHECK_DELAY_MS),
      setInterval(look, MS_PER_HOUR),
    ];
    this.#timers.forEach((timer) => timer.unref());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#timers.forEach((timer) => clearTimeout(timer));
  }

  /** Once a day for all windows together, and again after a clock was set back. */
  async cleanUpDaily(): Promise<void> {
    const { archive, memento, now, log } = this.#options;
    const last = memento.get<unknown>(LAST_CLEANUP_KEY);
    const sinceMs = isIsoInstant(last) ? now().getTime() - Date.parse(last) : Number.POSITIVE_INFINITY;
    if (sinceMs >= 0 && sinceMs < MS_PER_DAY) {
      return;
    }
    try {
      await memento.update(LAST_CLEANUP_KEY, now().toISOString());
      // An archive that cannot be written is read as it is, and what is too old is deleted where that is possible.
      const moved = await archive.migrate().catch((error: unknown) => void log.warn(logTextOf(error)));
      if (moved !== undefined && moved > 0) {
        log.info(`${moved} archived reports of an earlier version were moved into the archive's present layout.`);
      }
      const removed = await archive.cleanUp();
      if (removed > 0) {
        log.info(`${removed} stored detail reports were older than the settings allow and are deleted.`);
        this.#options.onDidChange();
      }
    } catch (error) {
      log.warn(logTextOf(error));
    }
  }

  async #follow(): Promise<void> {
    const before = this.#location;
    this.#location = this.#currentLocation();
    if (this.#location !== undefined && this.#location.folder === before?.folder) {
      return;
    }
    this.#options.onDidChange();
    // Every window hears of it; the one that has the focus asks.
    if (vscode.window.state.focused) {
      await this.#options.errors.attempt(async () => {
        const { offerToMoveArchive } = await import('./archiveDialogs.js');
        await offerToMoveArchive(before?.folder, this.#options);
      });
    }
  }

  #currentLocation(): ArchiveLocation | undefined {
    try {
      return archiveLocation(this.#options.storage);
    } catch {
      // The error is shown when something is to be archived, and at once where the setting has just been changed.
      return undefined;
    }
  }
}
