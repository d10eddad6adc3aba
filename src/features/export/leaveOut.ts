import { boolean, type InferOutput, object } from 'valibot';
import * as vscode from 'vscode';
import { numberLabel } from '../../l10n/numberTexts.js';
import { LastChoice } from '../common/lastChoice.js';
import { showPicks } from '../common/quickInput.js';

const leaveOut = object({
  /** Reports without rows. */
  empty: boolean(),
  /** Reports of services that Microsoft has shut down. They aren't requested. */
  retired: boolean(),
});

/** What an export of many reports can leave out. */
export type LeaveOut = Readonly<InferOutput<typeof leaveOut>>;

/**
 * Asks what to export besides the reports with rows, which always are. The answer is remembered for the next time.
 * @param retired how many of the reports are of a retired service
 * @returns `undefined` when the person pressed Escape
 */
export async function pickLeaveOut(
  title: string,
  retired: number,
  memento: vscode.Memento,
): Promise<LeaveOut | undefined> {
  const last = new LastChoice(memento, 'usageReports.exportLeavesOut', leaveOut);
  const before = last.value ?? { empty: false, retired: false };
  const items = [
    {
      label: vscode.l10n.t('Reports without rows'),
      detail: vscode.l10n.t('A file with column names only. Otherwise, just the index lists them.'),
      what: 'empty' as const,
      picked: !before.empty,
    },
    ...(retired === 0
      ? []
      : [
          {
            label: vscode.l10n.t('Reports of retired services ({0})', numberLabel(retired)),
            detail: vscode.l10n.t("Otherwise, they aren't requested."),
            what: 'retired' as const,
            picked: !before.retired,
          },
        ]),
  ];
  const picked = await showPicks(items, {
    title,
    placeHolder: vscode.l10n.t('Which reports do you also want to export?'),
  });
  if (picked === undefined) {
    return undefined;
  }
  const lacks = (what: keyof LeaveOut) => !picked.some((item) => item.what === what);
  const chosen = { empty: lacks('empty'), retired: retired === 0 ? before.retired : lacks('retired') };
  await last.set(chosen);
  return chosen;
}
