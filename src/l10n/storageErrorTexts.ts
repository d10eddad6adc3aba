import * as l10n from '@vscode/l10n';
import { redact } from '../base/redact.js';
import type { UsageReportsError } from '../base/errors.js';
import type { ErrorTexts } from './errorActions.js';

/** Why the folder of stored reports could not be read or written. */
export function storageErrorTexts(error: UsageReportsError): ErrorTexts {
  switch (error.details.code) {
    case 'nothingArchived':
      return {
        text: l10n.t('No reports are archived yet.'),
        detail: l10n.t('Reports are archived when they are opened, or collected.'),
        actions: ['collectReports'],
      };
    case 'nothingKept':
      return {
        text: l10n.t("This report isn't archived yet."),
        detail: l10n.t(
          'The history consists of the days that were fetched earlier. Retry to fetch the longest available period.',
        ),
        actions: ['retry'],
      };
    case 'folderMissing':
      return {
        text: l10n.t("The archive folder doesn't exist."),
        detail: l10n.t("If it's on a drive or a network share, connect it. Until then, reports aren't archived."),
        actions: ['retry', 'openArchiveSettings'],
      };
    case 'noWorkspaceFolder':
      return {
        text: l10n.t('The archive folder is relative to the workspace, but no folder is open.'),
        detail: l10n.t('Open a folder, or use an absolute path in the settings.'),
        actions: ['openArchiveSettings'],
      };
    case 'untrustedWorkspace':
      return {
        text: l10n.t("The archive folder is in this workspace, which isn't trusted."),
        actions: ['openArchiveSettings'],
      };
    case 'newerArchive':
      return {
        text: l10n.t('The archive was created by a newer version of this extension.'),
        detail: l10n.t("Update the extension, or choose another archive folder. The archive isn't changed."),
        actions: ['openArchiveSettings', 'showLog'],
      };
    case 'notPlain':
      return {
        text: l10n.t("Something in the archive folder isn't a plain file or folder, and was left alone."),
        detail: `${redact(error.message)} ${l10n.t("Links, pipes, and devices in the archive aren't followed. Remove what is in the way, or choose another folder.")}`,
        actions: ['retry', 'openArchiveSettings', 'showLog'],
      };
    case 'fileTooLarge':
      return {
        text: l10n.t('A file in the archive folder is larger than it can be, and was left alone.'),
        detail: redact(error.message),
        actions: ['showLog'],
      };
    case 'notAllDeleted':
      return {
        text: l10n.t("Not everything was deleted. What couldn't be deleted is still in the archive folder."),
        detail: redact(error.message),
        actions: ['showLog'],
      };
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return {
        text: l10n.t('The disk that contains the archive folder is full.'),
        detail: l10n.t("Reports archived earlier aren't affected. Free up space, or choose another folder."),
        actions: ['retry', 'openArchiveSettings'],
      };
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return {
        text: l10n.t("You don't have permission to read or write the archive folder."),
        detail: redact(error.message),
        actions: ['retry', 'openArchiveSettings', 'showLog'],
      };
    default:
      return {
        text: l10n.t("The archive folder couldn't be read or written."),
        detail: redact(error.message),
        actions: ['retry', 'openArchiveSettings', 'showLog'],
      };
  }
}
