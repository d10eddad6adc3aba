import * as vscode from 'vscode';
import { Archive } from '../../services/archive/archive.js';
import { copyTenant, moveTenantTo } from '../../services/archive/copy.js';
import { exists, nodeFileSystem } from '../../services/files/fileSystem.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import { labelOf } from '../../l10n/errorActions.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { sizeLabel } from '../../l10n/sizeTexts.js';
import { openSettings, setArchiveFolder } from '../../settings.js';
import { withProgress } from '../common/progress.js';
import { defaultFolder } from './archiveSettings.js';
import { ask, showError, showInformation, showWarning } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';
import { plural } from '../../l10n/plurals.js';

/** What the dialogs need. */
export interface DialogOptions {
  readonly archive: Archive;
  readonly storage: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** Another folder is the archive now, or something in it is gone. */
  readonly onDidChange: () => void;
}

export interface TenantNames {
  /** The connections, by the name of their tenant's folder in the archive. */
  readonly connections: ReadonlyMap<string, readonly Connection[]>;
  /** Forgets the tenant ID that was learned for a connection. */
  readonly forget: (connection: Connection) => Promise<void>;
}

/** Says where the archive is, and leads there. */
export async function showArchiveFolder(options: DialogOptions): Promise<void> {
  const { folder } = options.archive;
  const show = vscode.l10n.t('Show Folder');
  const move = vscode.l10n.t('Move…');
  const isThere = await exists(nodeFileSystem, folder);
  const chosen = await showInformation(
    isThere
      ? vscode.l10n.t('Reports are archived in {0}', folder)
      : vscode.l10n.t('Reports will be archived in {0}. The folder is created with the first report.', folder),
    ...(isThere ? [show, move] : [move]),
    labelOf('openArchiveSettings'),
  );
  if (chosen === show) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
  } else if (chosen === move) {
    await moveStoredReports(options);
  } else if (chosen === labelOf('openArchiveSettings')) {
    await openSettings('archive.folder');
  }
}

/** Asks for another folder and makes it the archive's. What is archived follows then, see {@link offerToMoveArchive}. */
export async function moveStoredReports({ storage, archive }: DialogOptions): Promise<void> {
  const own = { label: vscode.l10n.t("The extension's storage") };
  const other = { label: vscode.l10n.t('Another folder…') };
  const isDefault = currentFolder(archive) === defaultFolder(storage);
  const chosen = isDefault
    ? other
    : await showPick([other, own], { title: vscode.l10n.t('Where should reports be archived?') });
  if (chosen === undefined) {
    return;
  }
  const picked = chosen === own ? undefined : await pickFolder();
  if (chosen === own || picked !== undefined) {
    await setArchiveFolder(picked?.fsPath);
  }
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Archive Folder'),
      openLabel: vscode.l10n.t('Use as Archive Folder'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder;
}

/**
 * The setting of the folder has changed: says so where it cannot be used, and asks what to do with the old folder's reports.
 * @param before the old folder, `undefined` where it could not be used
 */
export async function offerToMoveArchive(before: string | undefined, options: DialogOptions): Promise<void> {
  const { archive, log } = options;
  try {
    await archive.check();
  } catch (error) {
    log.warn(logTextOf(error));
    const settings = labelOf('openArchiveSettings');
    const { text } = errorTextsFor(error);
    const message = vscode.l10n.t(
      "Reports can't be saved to the archive folder in your settings. {0} Until this is fixed, new reports aren't archived.",
      text,
    );
    if ((await showError(message, settings)) === settings) {
      await openSettings('archive.folder');
    }
    return;
  }
  if (before === undefined || before === archive.folder) {
    return;
  }
  const left: Error[] = [];
  const from = new Archive(before, { onWarning: (error) => void (left.push(error), log.warn(logTextOf(error))) });
  const tenants = await from.tenants().catch(() => []);
  if (tenants.length === 0) {
    return;
  }
  const move = vscode.l10n.t('Move');
  const copy = vscode.l10n.t('Copy');
  const chosen = await showInformation(
    vscode.l10n.t('Reports are now archived in {0}. Earlier reports are still in {1}.', archive.folder, before),
    move,
    copy,
    vscode.l10n.t('Leave in Place'),
  );
  if (chosen === move || chosen === copy) {
    await transfer(from, tenants, chosen === move, { ...options, left });
  }
}

async function transfer(
  from: Archive,
  tenants: readonly string[],
  move: boolean,
  options: DialogOptions & { readonly left: readonly Error[] },
): Promise<void> {
  const { archive, log, onDidChange, left } = options;
  const { folder } = archive;
  const to = archive.withoutRetention();
  const title = move ? vscode.l10n.t('Moving archived reports') : vscode.l10n.t('Copying archived reports');
  try {
    const result = await withProgress(title, async (signal, progress) => {
      let [copied, damaged] = [0, 0];
      for (const tenant of tenants) {
        const done = await (move ? moveTenantTo : copyTenant)(from, tenant, to, tenant, {
          signal,
          onSnapshot: ({ report }) => progress.report({ message: report }),
        });
        copied += done.copied;
        damaged += done.damaged;
      }
      return { copied, damaged };
    });
    const text = transferredText(result.copied, move, folder);
    if (result.damaged === 0 && left.length > 0) {
      void showWarning(
        vscode.l10n.t('{0} Not everything in the old folder could be read. Details are in the log.', text),
      );
    } else if (result.damaged === 0) {
      void showInformation(text);
    } else {
      void showWarning(
        plural(
          result.damaged,
          {
            one: vscode.l10n.t("{1} {0} was damaged and wasn't moved."),
            other: vscode.l10n.t("{1} {0} were damaged and weren't moved."),
          },
          text,
        ),
      );
    }
  } catch (error) {
    if (!isCancelled(error)) {
      log.error(logTextOf(error));
      const retry = labelOf('retry');
      const message = vscode.l10n.t(
        "Some archived reports weren't transferred. Nothing was lost. {0}",
        errorTextsFor(error).text,
      );
      if ((await showError(message, retry)) === retry) {
        await transfer(from, tenants, move, options);
      }
    }
  } finally {
    onDidChange();
  }
}

function transferredText(count: number, move: boolean, folder: string): string {
  const moved = {
    one: vscode.l10n.t('Moved {0} archived snapshot to {1}.'),
    other: vscode.l10n.t('Moved {0} archived snapshots to {1}.'),
  };
  const copied = {
    one: vscode.l10n.t('Copied {0} archived snapshot to {1}.'),
    other: vscode.l10n.t('Copied {0} archived snapshots to {1}.'),
  };
  return plural(count, move ? moved : copied, folder);
}

interface ArchivedTenant {
  readonly archive: Archive;
  readonly tenant: string;
  readonly snapshots: number;
  readonly bytes: number;
}

/** Deletes the archive of one tenant or of all, after saying how much that is. */
export async function deleteArchivedReports(
  { archive, storage, onDidChange }: DialogOptions,
  names: TenantNames,
  shown: string,
): Promise<void> {
  const archives = [
    archive,
    ...(currentFolder(archive) === defaultFolder(storage) ? [] : [new Archive(defaultFolder(storage))]),
  ];
  const stored = await withProgress(vscode.l10n.t('Reading the archive'), (signal) =>
    listArchivedTenants(archives, signal),
  );
  if (stored.length === 0) {
    void showInformation(vscode.l10n.t('No reports are archived.'));
    return;
  }
  const toDelete = await pickArchivedTenants(stored, names, shown, storage);
  if (toDelete === undefined || !(await confirmDeletion(toDelete, names))) {
    return;
  }
  try {
    await withProgress(vscode.l10n.t('Deleting archived reports'), async () => {
      const failures: Error[] = [];
      const attempt = (deletion: Promise<unknown>) => deletion.catch((error: unknown) => failures.push(error as Error));
      for (const one of toDelete) {
        await attempt(one.archive.delete(one.tenant));
        await Promise.all((names.connections.get(one.tenant) ?? []).map(names.forget));
      }
      // Also what is no tenant's folder, but named like one: it stays, and that is said.
      for (const all of toDelete.length > 1 ? archives : []) {
        await attempt(all.delete());
      }
      const [failure] = failures;
      if (failure !== undefined) {
        throw failure;
      }
    });
    void showInformation(vscode.l10n.t('The archived reports were deleted.'));
  } finally {
    onDidChange();
  }
}

async function listArchivedTenants(archives: readonly Archive[], signal: AbortSignal): Promise<ArchivedTenant[]> {
  const found: ArchivedTenant[] = [];
  for (const archive of archives) {
    for (const tenant of await archive.tenants()) {
      found.push({ archive, tenant, ...(await archive.sizeOf(tenant, signal)) });
    }
  }
  return found;
}

async function pickArchivedTenants(
  stored: readonly ArchivedTenant[],
  names: TenantNames,
  shown: string,
  storage: vscode.Uri,
): Promise<readonly ArchivedTenant[] | undefined> {
  if (stored.length === 1) {
    // The confirmation names it.
    return stored;
  }
  const items = stored.map((one) => ({
    label: nameOf(one.tenant, names),
    description: amountLabel([one]),
    detail:
      one.archive.folder === defaultFolder(storage) ? vscode.l10n.t("in the extension's storage") : one.archive.folder,
    toDelete: [one],
    shown: one.tenant === shown,
  }));
  items.sort((left, right) => Number(right.shown) - Number(left.shown));
  const all = {
    label: vscode.l10n.t('All tenants'),
    description: amountLabel(stored),
    detail: '',
    toDelete: [...stored],
    shown: false,
  };
  const picked = await showPick([...items, all], {
    title: vscode.l10n.t('Delete Archived Reports'),
    placeHolder: vscode.l10n.t("Which tenant's archived reports do you want to delete?"),
  });
  return picked?.toDelete;
}

async function confirmDeletion(toDelete: readonly ArchivedTenant[], names: TenantNames): Promise<boolean> {
  const remove = vscode.l10n.t('Delete');
  const [first] = toDelete;
  const answer = await ask(
    toDelete.length === 1 && first !== undefined
      ? vscode.l10n.t('Delete all archived reports of {0}: {1}?', nameOf(first.tenant, names), amountLabel(toDelete))
      : vscode.l10n.t('Delete all archived reports of all tenants: {0}?', amountLabel(toDelete)),
    vscode.l10n.t(
      "You can't undo this. Microsoft provides only the last 180 days, so older data can't be fetched again. Exported files and copies of the folder aren't affected.",
    ),
    remove,
  );
  return answer === remove;
}

function nameOf(tenant: string, { connections }: TenantNames): string {
  const names = connections.get(tenant)?.map(({ name }) => name) ?? [];
  return names.length === 0 ? tenant : names.join(', ');
}

function amountLabel(stored: readonly ArchivedTenant[]): string {
  const sum = (of: (one: ArchivedTenant) => number) => stored.reduce((total, one) => total + of(one), 0);
  const [snapshots, size] = [sum((one) => one.snapshots), sizeLabel(sum((one) => one.bytes))];
  return plural(
    snapshots,
    { one: vscode.l10n.t('{0} snapshot, {1}'), other: vscode.l10n.t('{0} snapshots, {1}') },
    size,
  );
}

/** @returns `undefined` where the setting names no usable folder */
function currentFolder(archive: Archive): string | undefined {
  try {
    return archive.folder;
  } catch {
    return undefined;
  }
}
