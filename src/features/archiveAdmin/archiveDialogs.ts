import * as vscode from 'vscode';
import { Archive } from '../../services/archive/archive.js';
import { copyTenant } from '../../services/archive/copy.js';
import { exists, nodeFileSystem } from '../../services/archive/fileSystem.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { isCancelled, messageOf } from '../../base/errors.js';
import { labelOf } from '../../l10n/errorActions.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { sizeLabel } from '../../l10n/sizeTexts.js';
import { setArchiveFolder, settingId } from '../../settings.js';
import { defaultFolder } from './archiveSettings.js';

/** What the dialogs need; they load lazily, so everything is handed to them. */
export interface DialogOptions {
  readonly archive: Archive;
  readonly storage: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly onDidChange: () => void;
}

export interface TenantNames {
  /** Names of the connections by the name of their tenant in the archive. */
  readonly connections: ReadonlyMap<string, readonly Connection[]>;
  /** Forgets what was learned of a connection's tenant. */
  readonly forget: (connection: Connection) => Promise<void>;
}

/** Says where reports are kept, and leads there. */
export async function showArchiveFolder(options: DialogOptions): Promise<void> {
  const { folder } = options.archive;
  const show = vscode.l10n.t('Show Folder');
  const move = vscode.l10n.t('Move…');
  const isThere = await exists(nodeFileSystem, folder);
  const chosen = await vscode.window.showInformationMessage(
    isThere
      ? vscode.l10n.t('Fetched reports are kept in {0}', folder)
      : vscode.l10n.t('Fetched reports will be kept in {0}. The folder is made with the first one.', folder),
    ...(isThere ? [show, move] : [move]),
    labelOf('openArchiveSettings'),
  );
  if (chosen === show) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
  } else if (chosen === move) {
    await moveStoredReports(options);
  } else if (chosen === labelOf('openArchiveSettings')) {
    await vscode.commands.executeCommand('workbench.action.openSettings', settingId('archive.folder'));
  }
}

/** Asks for another folder and makes it the archive's. What is stored follows from there, see {@link archiveFolderChanged}. */
export async function moveStoredReports({ storage, archive }: DialogOptions): Promise<void> {
  const own = vscode.l10n.t('The extension’s own storage');
  const other = vscode.l10n.t('Another folder…');
  const isDefault = currentFolder(archive) === defaultFolder(storage);
  const chosen = isDefault
    ? other
    : await vscode.window.showQuickPick([other, own], { title: vscode.l10n.t('Where are stored reports to be kept?') });
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
      title: vscode.l10n.t('Folder for stored reports'),
      openLabel: vscode.l10n.t('Keep Reports Here'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder;
}

/**
 * The setting of the folder has changed: says so where it cannot be used, and asks what becomes of what is stored in the one before.
 * @param before `undefined` where that one could not be used
 */
export async function archiveFolderChanged(before: string | undefined, options: DialogOptions): Promise<void> {
  const { archive, log } = options;
  try {
    await archive.check();
  } catch (error) {
    log.warn(messageOf(error));
    const settings = labelOf('openArchiveSettings');
    const { text } = errorTextsFor(error);
    const message = vscode.l10n.t(
      'Reports cannot be kept in the archive folder of the settings. {0} Until that is mended, nothing is kept.',
      text,
    );
    if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', settingId('archive.folder'));
    }
    return;
  }
  if (before === undefined || before === archive.folder) {
    return;
  }
  const from = new Archive(before);
  const tenants = await from.tenants().catch(() => []);
  if (tenants.length === 0) {
    return;
  }
  const move = vscode.l10n.t('Move');
  const copy = vscode.l10n.t('Copy');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Reports are now kept in {0}. Those fetched before are in {1}.', archive.folder, before),
    move,
    copy,
    vscode.l10n.t('Leave Them'),
  );
  if (chosen === move || chosen === copy) {
    await transfer(from, tenants, chosen === move, options);
  }
}

async function transfer(
  from: Archive,
  tenants: readonly string[],
  move: boolean,
  { archive, log, onDidChange }: DialogOptions,
): Promise<void> {
  const { folder } = archive;
  const to = new Archive(folder);
  const title = move ? vscode.l10n.t('Moving stored reports') : vscode.l10n.t('Copying stored reports');
  try {
    const result = await withProgress(title, async (signal, report) => {
      let [copied, damaged] = [0, 0];
      for (const tenant of tenants) {
        const done = await copyTenant(from, tenant, to, tenant, {
          signal,
          onSnapshot: ({ report: name }) => report(name),
        });
        copied += done.copied;
        damaged += done.damaged;
        if (move && done.damaged === 0) {
          await from.delete(tenant);
        }
      }
      return { copied, damaged };
    });
    const text = transferredText(result.copied, move, folder);
    if (result.damaged === 0) {
      void vscode.window.showInformationMessage(text);
    } else {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} {1} were damaged and stay where they were.', text, result.damaged),
      );
    }
  } catch (error) {
    if (!isCancelled(error)) {
      log.error(messageOf(error));
      const retry = labelOf('retry');
      const message = vscode.l10n.t(
        'Not all stored reports have arrived; nothing is lost. {0}',
        errorTextsFor(error).text,
      );
      if ((await vscode.window.showErrorMessage(message, retry)) === retry) {
        await transfer(from, tenants, move, { archive, log, onDidChange } as DialogOptions);
      }
    }
  } finally {
    onDidChange();
  }
}

function transferredText(count: number, move: boolean, folder: string): string {
  if (count === 1) {
    return move
      ? vscode.l10n.t('1 stored report has been moved to {0}.', folder)
      : vscode.l10n.t('1 stored report has been copied to {0}.', folder);
  }
  return move
    ? vscode.l10n.t('{0} stored reports have been moved to {1}.', count, folder)
    : vscode.l10n.t('{0} stored reports have been copied to {1}.', count, folder);
}

interface ArchivedTenant {
  readonly archive: Archive;
  readonly tenant: string;
  readonly snapshots: number;
  readonly bytes: number;
}

/** Deletes what is stored of one tenant or of all, after telling how much that is. */
export async function deleteArchivedReports(
  { archive, storage, onDidChange }: DialogOptions,
  names: TenantNames,
  shown: string,
): Promise<void> {
  const archives = [
    archive,
    ...(currentFolder(archive) === defaultFolder(storage) ? [] : [new Archive(defaultFolder(storage))]),
  ];
  const stored = await withProgress(vscode.l10n.t('Looking at what is stored'), (signal) =>
    listArchivedTenants(archives, signal),
  );
  if (stored.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No reports are stored.'));
    return;
  }
  const toDelete = await pickArchivedTenants(stored, names, shown, storage);
  if (toDelete === undefined || !(await confirmDeletion(toDelete, names))) {
    return;
  }
  try {
    await withProgress(vscode.l10n.t('Deleting stored reports'), async () => {
      for (const one of toDelete) {
        await one.archive.delete(one.tenant);
        await Promise.all((names.connections.get(one.tenant) ?? []).map(names.forget));
      }
    });
    void vscode.window.showInformationMessage(vscode.l10n.t('The stored reports have been deleted.'));
  } finally {
    onDidChange();
  }
}

async function listArchivedTenants(archives: readonly Archive[], signal: AbortSignal): Promise<ArchivedTenant[]> {
  const found: ArchivedTenant[] = [];
  for (const archive of archives) {
    for (const tenant of await archive.tenants()) {
      found.push({ archive, tenant, ...(await archive.amount(tenant, signal)) });
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
  const items = stored.map((one) => ({
    label: nameOf(one.tenant, names),
    description: amountLabel([one]),
    detail:
      one.archive.folder === defaultFolder(storage)
        ? vscode.l10n.t('in the extension’s own storage')
        : one.archive.folder,
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
  const picked = await vscode.window.showQuickPick(items.length > 1 ? [...items, all] : items, {
    title: vscode.l10n.t('Delete Stored Data'),
    placeHolder: vscode.l10n.t('Whose stored reports are to be deleted?'),
  });
  return picked?.toDelete;
}

async function confirmDeletion(toDelete: readonly ArchivedTenant[], names: TenantNames): Promise<boolean> {
  const remove = vscode.l10n.t('Delete');
  const [first] = toDelete;
  const answer = await vscode.window.showWarningMessage(
    toDelete.length === 1 && first !== undefined
      ? vscode.l10n.t(
          'Delete everything that is stored of {0}: {1}?',
          nameOf(first.tenant, names),
          amountLabel(toDelete),
        )
      : vscode.l10n.t('Delete everything that is stored of all tenants: {0}?', amountLabel(toDelete)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'This cannot be undone. Microsoft serves the last 180 days only: what is older cannot be fetched again. Exported files are left alone, and so are copies that others made of the folder.',
      ),
    },
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
  const [snapshots, size] = [
    sum((one) => one.snapshots),
    sizeLabel(
      sum((one) => one.bytes),
      vscode.env.language,
    ),
  ];
  return snapshots === 1 ? vscode.l10n.t('1 report, {0}', size) : vscode.l10n.t('{0} reports, {1}', snapshots, size);
}

/** `undefined` where the setting leads nowhere. */
function currentFolder(archive: Archive): string | undefined {
  try {
    return archive.folder;
  } catch {
    return undefined;
  }
}

function withProgress<T>(
  title: string,
  step: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        return step(controller.signal, (message) => progress.report({ message }));
      },
    ),
  );
}
