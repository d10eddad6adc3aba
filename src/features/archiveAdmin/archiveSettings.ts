import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { Archive } from '../../services/archive/archive.js';
import { fileDaysReader } from '../../services/reports/fileDays.js';
import { type ArchiveLocation, resolveArchiveLocation } from '../../services/archive/archiveLocation.js';
import { logTextOf } from '../../base/redact.js';
import { archiveFolder, compressArchive, detailRetention, isArchiveShared } from '../../settings.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { isPersonal } from '../../core/directory/names.js';

export interface ArchiveOptions {
  readonly storage: vscode.Uri;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
}

/** The archive as the settings say. It follows their changes. */
export function createArchive({ storage, catalog, now, log }: ArchiveOptions): Archive {
  return new Archive(() => archiveLocation(storage), {
    // Personal data: no more of it is archived than the settings ask for.
    retention: (report) => (isPersonal(report, catalog()) ? detailRetention() : undefined),
    compress: compressArchive,
    isShared: isArchiveShared,
    readDays: fileDaysReader(catalog),
    now,
    onWarning: (error) => log.warn(logTextOf(error)),
  });
}

/** Where the archive is unless the setting says otherwise. */
export function defaultFolder(storage: vscode.Uri): string {
  return vscode.Uri.joinPath(storage, 'archive').fsPath;
}

/**
 * Where the setting wants the archive.
 * @throws UsageReportsError `storage`
 */
export function archiveLocation(storage: vscode.Uri): ArchiveLocation {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
  return resolveArchiveLocation(archiveFolder(), {
    defaultFolder: defaultFolder(storage),
    home: homedir(),
    ...(folder === undefined ? {} : { workspace: { folder, trusted: vscode.workspace.isTrusted } }),
  });
}

/**
 * Where requests are counted: in the archive, because those who share it share the service's limits. In the default folder where the
 * archive cannot be used now (no workspace, a drive that is not mounted): requests still work then, and no folder is made in its place.
 */
export function budgetFolder(storage: vscode.Uri): string {
  try {
    const { folder, base = folder } = archiveLocation(storage);
    return existsSync(base) ? folder : defaultFolder(storage);
  } catch {
    return defaultFolder(storage);
  }
}
