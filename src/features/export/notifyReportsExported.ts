import * as vscode from 'vscode';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { plural } from '../../l10n/plurals.js';
import { showButton } from '../common/fileButtons.js';
import { showInformation, showWarning } from '../common/messages.js';
import { setContextKey } from '../common/setContextKey.js';
import type { ReportOutcome } from './exportIndex.js';
import type { ExportedReports } from './exportReports.js';

/** Says what was exported, left out, and failed, with buttons to open the index and the folder. */
export async function notifyReportsExported(
  { entries, cancelled, archived, failure }: ExportedReports,
  folder: vscode.Uri,
  index: vscode.Uri,
): Promise<void> {
  const count = (...kinds: readonly ReportOutcome['kind'][]) =>
    entries.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const counts = {
    written: count('exported'),
    total: count('exported', 'skipped', 'failed', 'notDone'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
  const text = [
    cancelled ? vscode.l10n.t('Export stopped.') : undefined,
    exportedText(counts, vscode.workspace.asRelativePath(folder)),
    leftOutText(count('leftOut')),
    archivedText(archived),
    failure === undefined ? undefined : errorTextsFor(failure).text,
  ].filter((part) => part !== undefined);
  if (counts.written > 0) {
    setContextKey('exported', true);
  }
  const openIndex = vscode.l10n.t('Open Index');
  const showFolder = showButton(folder);
  const show = counts.failed + archived > 0 ? showWarning : showInformation;
  const chosen = await show(text.join(' '), openIndex, showFolder.label);
  if (chosen === showFolder.label) {
    await showFolder.run();
  } else if (chosen === openIndex) {
    await showPage(index);
  }
}

interface ExportCounts {
  readonly written: number;
  readonly total: number;
  readonly failed: number;
  readonly skipped: number;
}

function exportedText({ written, total, failed, skipped }: ExportCounts, place: string): string {
  if (written < total) {
    return plural(
      total,
      {
        one: vscode.l10n.t('Exported {1} of {0} report to {2}: {3} failed, {4} skipped.'),
        other: vscode.l10n.t('Exported {1} of {0} reports to {2}: {3} failed, {4} skipped.'),
      },
      numberLabel(written),
      place,
      numberLabel(failed),
      numberLabel(skipped),
    );
  }
  return plural(
    written,
    {
      one: vscode.l10n.t('Exported {0} report to {1}.'),
      other: vscode.l10n.t('Exported {0} reports to {1}.'),
    },
    place,
  );
}

/** @param count how many files hold an archived copy */
function archivedText(count: number): string | undefined {
  if (count === 0) {
    return undefined;
  }
  return plural(count, {
    one: vscode.l10n.t("{0} of them is an archived copy because newer data couldn't be fetched."),
    other: vscode.l10n.t("{0} of them are archived copies because newer data couldn't be fetched."),
  });
}

function leftOutText(count: number): string | undefined {
  return count === 0
    ? undefined
    : plural(count, {
        one: vscode.l10n.t('{0} report was left out.'),
        other: vscode.l10n.t('{0} reports were left out.'),
      });
}

/** Shows a Markdown file as a page; as text where VS Code's own Markdown extension is turned off. */
async function showPage(file: vscode.Uri): Promise<void> {
  const hasPreview = vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;
  await (hasPreview
    ? vscode.commands.executeCommand('markdown.showPreview', file)
    : vscode.commands.executeCommand('vscode.open', file));
}
