import * as l10n from '@vscode/l10n';
import type { FileProblem } from '../base/errors.js';
import type { ErrorTexts } from './errorActions.js';

/** Why a file can't be opened as a usage report, and what helps. */
export function fileErrorTexts(problem: FileProblem | undefined): ErrorTexts {
  switch (problem) {
    case 'missing':
      return {
        text: l10n.t("The file doesn't exist anymore."),
        detail: l10n.t('It was deleted, moved, or renamed. It opens again as soon as it is back.'),
        actions: ['retry'],
      };
    case 'denied':
      return {
        text: l10n.t("You don't have permission to read this file."),
        actions: ['retry', 'showLog'],
      };
    case undefined:
    case 'unavailable':
      return {
        text: l10n.t("The file couldn't be read."),
        detail: l10n.t('Its drive or its server may be disconnected.'),
        actions: ['retry', 'showLog'],
      };
    case 'empty':
      return { text: l10n.t('The file is empty.'), detail: afterChange(), actions: ['openAsText'] };
    case 'binary':
      return {
        text: l10n.t("The file isn't a text file."),
        detail: l10n.t('If it is a workbook, save it as CSV (UTF-8) and open that file.'),
        actions: ['openAsText'],
      };
    case 'webPage':
      return {
        text: l10n.t('The file is a web page, not a usage report.'),
        detail: l10n.t('This is often the sign-in page of a proxy that was saved in place of the download.'),
        actions: ['openAsText'],
      };
    case 'otherJson':
      return {
        text: l10n.t('The JSON in this file has no rows of a report.'),
        detail: l10n.t('A usage report is a list of objects, or an answer of Microsoft Graph with such a list.'),
        actions: ['openAsText'],
      };
    case 'damaged':
      return {
        text: l10n.t("The compressed file is damaged, so it can't be unpacked."),
        detail: l10n.t('Download or copy it again.'),
        actions: ['retry'],
      };
    case 'cutOff':
      return {
        text: l10n.t('The file ends in the middle of a cell.'),
        detail: l10n.t('It may be incomplete because it is still being written or was only partly copied.'),
        actions: ['retry', 'openAsText'],
      };
    case 'noTable':
      return { text: l10n.t("The file isn't a CSV file."), detail: afterChange(), actions: ['openAsText'] };
    case 'unknownReport':
      return {
        text: l10n.t("The file's columns are those of no known usage report, so it can't be added to the archive."),
        detail: l10n.t(
          'You can add files that Microsoft Graph sent, and exports of the Microsoft 365 admin center with their own column headers.',
        ),
        actions: [],
      };
    case 'noUserColumn':
      return {
        text: l10n.t("No column of the file says which user a row is about, or it isn't known by its name."),
        detail: l10n.t('Rows need a user principal name, a mail address, or an object ID.'),
        actions: [],
      };
    case 'noAttributes':
      return { text: l10n.t('The file has no columns that could be added to reports.'), actions: [] };
  }
}

function afterChange(): string {
  return l10n.t('It opens here as soon as it has a header and rows.');
}
