import * as vscode from 'vscode';
import type { Archive, ArchivePlace } from '../../services/archive/archive.js';
import type { Disposable } from '../../base/emitter.js';
import { onDidChangeSetting } from '../../settings.js';
import { archivePlace } from './archiveSettings.js';

export interface ArchiveKeeperOptions {
  readonly archive: Archive;
  readonly storage: vscode.Uri;
  readonly memento: vscode.Memento;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  /** Another folder is the archive now, or something in it is gone. */
  readonly onDidChange: () => void;
}

const TIDIED = 'usageReports.archive.tidied';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Nothing that a person waits for has to share the disk with it. */
const FIRST_LOOK_MS = 60_000;
const REMEMBER_MS = 1_000;

/** Looks after the archive while VS Code runs: once a day what is too old goes, and a change of its folder is carried out. */
export class ArchiveKeeper implements Disposable {
  readonly #options: ArchiveKeeperOptions;
  readonly #subscription: vscode.Disposable;
  readonly #timers: readonly NodeJS.Timeout[];
  #place: ArchivePlace | undefined;

  constructor(options: ArchiveKeeperOptions) {
    this.#options = options;
    this.#subscription = onDidChangeSetting('archive.folder', () => this.#follow());
    const look = () => void this.tidyDaily();
    // Known before a change, but not before anybody can make one: reading settings takes its part of a start.
    const remember = () => (this.#place ??= this.#placeNow());
    this.#timers = [setTimeout(remember, REMEMBER_MS), setTimeout(look, FIRST_LOOK_MS), setInterval(look, HOUR_MS)];
    this.#timers.forEach((timer) => timer.unref());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#timers.forEach((timer) => clearTimeout(timer));
  }

  /** Once in a day for all windows together, and again after a clock was set back. */
  async tidyDaily(): Promise<void> {
    const { archive, memento, now, log } = this.#options;
    const sinceMs = now().getTime() - Date.parse(memento.get<string>(TIDIED, ''));
    if (sinceMs >= 0 && sinceMs < DAY_MS) {
      return;
    }
    try {
      await memento.update(TIDIED, now().toISOString());
      const removed = await archive.tidy();
      if (removed > 0) {
        log.info(`${removed} stored detail reports were older than the settings allow and are deleted.`);
        this.#options.onDidChange();
      }
    } catch (error) {
      log.warn(error instanceof Error ? error.message : String(error));
    }
  }

  async #follow(): Promise<void> {
    const before = this.#place;
    this.#place = this.#placeNow();
    if (this.#place !== undefined && this.#place.folder === before?.folder) {
      return;
    }
    this.#options.onDidChange();
    // Every window hears of it, and one of them is looked at.
    if (vscode.window.state.focused) {
      const { archiveFolderChanged } = await import('./archiveDialogs.js');
      await archiveFolderChanged(before?.folder, this.#options);
    }
  }

  #placeNow(): ArchivePlace | undefined {
    try {
      return archivePlace(this.#options.storage);
    } catch {
      // Said when something is to be kept there, and at once where the setting has just been changed.
      return undefined;
    }
  }
}
