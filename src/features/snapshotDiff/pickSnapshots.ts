import * as vscode from 'vscode';
import type { ArchivedSnapshot } from '../../services/reports/archivedSnapshots.js';
import { openSettings } from '../../settings.js';
import { dayLabel, momentLabel, parameterLabel } from '../../l10n/periodTexts.js';
import { preselected } from './snapshotChoices.js';
import { plainItems } from '../common/plainItems.js';
import { plural } from '../../l10n/plurals.js';

interface SnapshotItem extends vscode.QuickPickItem {
  readonly snapshot?: ArchivedSnapshot;
}

/**
 * Asks for two snapshots; the newest two of the same period are selected already. A single day is not selected beside a period: it has only
 * who was active on it.
 * @param own snapshots of the period that was asked for, newest first; `others` of the report's other periods and days
 * @returns the older one first, `undefined` when the person pressed Escape
 */
export async function pickSnapshots(
  own: readonly ArchivedSnapshot[],
  others: readonly ArchivedSnapshot[],
  { title, isDetail, now }: { readonly title: string; readonly isDetail: boolean; readonly now: Date },
): Promise<readonly [ArchivedSnapshot, ArchivedSnapshot] | undefined> {
  const itemOf = (snapshot: ArchivedSnapshot): SnapshotItem => ({
    label:
      snapshot.refreshDate === null
        ? vscode.l10n.t('Unknown report refresh date')
        : vscode.l10n.t('Data up to {0}', dayLabel(snapshot.refreshDate)),
    description: parameterLabel(snapshot.ref),
    detail: detailText(snapshot, now),
    snapshot,
  });
  const ownItems = own.map(itemOf);
  const pick = vscode.window.createQuickPick<SnapshotItem>();
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Which two snapshots?');
  if (isDetail && own.length < 2) {
    // Says why there is no older one, and what to do about it.
    pick.placeholder = vscode.l10n.t('Which two? Only one of each period is archived');
    pick.buttons = [
      {
        iconPath: new vscode.ThemeIcon('gear'),
        tooltip: vscode.l10n.t(
          'Personal data: by default, the newest snapshot and those at the ends of three months are kept. Change How Many Are Kept',
        ),
      },
    ];
  }
  pick.items = plainItems([
    ...ownItems,
    ...(others.length === 0
      ? []
      : [{ label: vscode.l10n.t('Other Periods'), kind: vscode.QuickPickItemKind.Separator }, ...others.map(itemOf)]),
  ]);
  const selected = preselected(own, others);
  pick.selectedItems = pick.items.filter(({ snapshot }) => snapshot !== undefined && selected.includes(snapshot));
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        const [one, other, ...more] = pick.selectedItems.flatMap(({ snapshot }) => snapshot ?? []);
        if (one === undefined || other === undefined || more.length > 0) {
          pick.placeholder = vscode.l10n.t('Select exactly two snapshots');
          pick.value = '';
        } else {
          resolve(isOlder(one, other) ? [one, other] : [other, one]);
        }
      });
      pick.onDidTriggerButton(() => {
        resolve(undefined);
        void openSettings('archive.detailSnapshots');
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function isOlder(one: ArchivedSnapshot, other: ArchivedSnapshot): boolean {
  const [dateOne, dateOther] = [one.refreshDate ?? '', other.refreshDate ?? ''];
  return dateOne < dateOther || (dateOne === dateOther && one.fetchedAt <= other.fetchedAt);
}

function detailText({ origin, fetchedAt, rowCount }: ArchivedSnapshot, now: Date): string {
  return origin === undefined
    ? plural(
        rowCount,
        { one: vscode.l10n.t('fetched {1}, {0} row'), other: vscode.l10n.t('fetched {1}, {0} rows') },
        momentLabel(fetchedAt, now),
      )
    : plural(
        rowCount,
        { one: vscode.l10n.t('added from {1}, {0} row'), other: vscode.l10n.t('added from {1}, {0} rows') },
        origin.name,
      );
}
