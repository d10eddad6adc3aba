import * as vscode from 'vscode';
import { redact } from '../base/redact.js';
import type { UsageReportsError } from '../base/errors.js';
import type { ErrorTexts } from './errorActions.js';

/** Why the folder of stored reports could not be read or written. */
export function storageErrorTexts(error: UsageReportsError): ErrorTexts {
  switch (error.details.code) {
    case 'nothingKept':
      return {
        text: vscode.l10n.t('Nothing is kept of this report yet.'),
        detail: vscode.l10n.t('All kept days are those of earlier fetches. Retry fetches the longest period there is.'),
        actions: ['retry'],
      };
    case 'folderMissing':
      return {
        text: vscode.l10n.t('The folder for stored reports is not there.'),
        detail: vscode.l10n.t('If it is on a drive or a share, connect it. Reports are not kept elsewhere instead.'),
        actions: ['retry', 'openArchiveSettings'],
      };
    case 'noWorkspaceFolder':
      return {
        text: vscode.l10n.t('The folder for stored reports is meant to be in the workspace, and no folder is open.'),
        detail: vscode.l10n.t('Open the folder, or name an absolute path in the settings.'),
        actions: ['openArchiveSettings'],
      };
    case 'untrustedWorkspace':
      return {
        text: vscode.l10n.t('The folder for stored reports is meant to be in this workspace, which is not trusted.'),
        actions: ['openArchiveSettings'],
      };
    case 'newerArchive':
      return {
        text: vscode.l10n.t('A newer version of this extension wrote the stored reports.'),
        detail: vscode.l10n.t(
          'Update the extension, or choose another archive folder. What is stored is left as it is.',
        ),
        actions: ['openArchiveSettings', 'showLog'],
      };
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return {
        text: vscode.l10n.t('The disk with the folder for stored reports is full.'),
        detail: vscode.l10n.t('What was stored before is whole. Make room, or choose another folder.'),
        actions: ['retry', 'openArchiveSettings'],
      };
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return {
        text: vscode.l10n.t('The folder for stored reports may not be written by you, or not be read.'),
        detail: redact(error.message),
        actions: ['retry', 'openArchiveSettings', 'showLog'],
      };
    default:
      return {
        text: vscode.l10n.t('The folder for stored reports could not be read or written.'),
        detail: redact(error.message),
        actions: ['retry', 'openArchiveSettings', 'showLog'],
      };
  }
}
