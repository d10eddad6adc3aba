import * as vscode from 'vscode';
import type { ReportKind } from '../../core/catalog/definition.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import type { DiffHandle } from '../../services/tables/diffHandle.js';
import type { ChangeKind } from '../../shared/diff.js';
import type { Notice } from '../../shared/pages/common.js';

/** The label of a tab: the days of a series are revised, the users of a detail report are added and removed. */
export function tabLabel(change: ChangeKind, kind: ReportKind): string {
  const series = kind === 'daily-series';
  switch (change) {
    case 'changed':
      return series ? vscode.l10n.t('Revised days') : vscode.l10n.t('Changed');
    case 'added':
      return series ? vscode.l10n.t('New days') : vscode.l10n.t('Added');
    case 'gone':
      return series ? vscode.l10n.t('Days no longer included') : vscode.l10n.t('Removed');
  }
}

/** What has to be known to understand the diff. */
export function diffNotices(
  diff: DiffHandle['diff'],
  parameters: { readonly before: string; readonly after: string },
  isDay: { readonly before: boolean; readonly after: boolean },
  labelOf: (name: string) => string,
): Notice[] {
  const notices: Notice[] = [];
  const say = (severity: Notice['severity'], text: string, detail?: string) =>
    notices.push({ severity, text, ...(detail === undefined ? {} : { detail }), actions: [] });
  const { matching, duplicates, onlyBefore, onlyAfter } = diff;
  if (parameters.before !== parameters.after) {
    say(
      'warning',
      vscode.l10n.t('The snapshots cover different periods: {0} and {1}.', parameters.before, parameters.after),
      isDay.before === isDay.after
        ? vscode.l10n.t(
            'Counts of a longer period are higher because they cover more days, not because activity increased.',
          )
        : vscode.l10n.t(
            "A single day has only users who were active on it. A row that it doesn't have wasn't necessarily added or removed.",
          ),
    );
  }
  if (matching.by === 'impossible') {
    const [text, detail] = impossibleTexts(matching.why);
    say('warning', text, detail);
  } else if (matching.by === 'cells' && Math.max(diff.rowCounts.before, diff.rowCounts.after) > 1) {
    say(
      'info',
      vscode.l10n.t(
        'This report has no column that identifies its rows, so the rows that are most alike were compared.',
      ),
    );
  } else if (matching.by === 'keys' && matching.unusableKeys !== undefined) {
    say(
      'info',
      vscode.l10n.t(
        'Rows were matched by "{0}" because "{1}" is concealed or blank.',
        matching.columns.map(labelOf).join(', '),
        matching.unusableKeys.map(labelOf).join(', '),
      ),
    );
  }
  if (diff.hashesChanged) {
    say(
      'warning',
      vscode.l10n.t(
        "Few concealed names occur in both snapshots. The names may have been concealed differently, which doesn't mean that users were added or removed.",
      ),
      vscode.l10n.t("Microsoft doesn't document how names are concealed or how long a concealed name stays the same."),
    );
  }
  if (duplicates.before + duplicates.after > 0) {
    say(
      'info',
      vscode.l10n.t(
        'Several rows have the same key ({0} in the older snapshot, {1} in the newer one). Of these, the rows that are most alike were matched.',
        numberLabel(duplicates.before),
        numberLabel(duplicates.after),
      ),
    );
  }
  if (onlyAfter.length > 0) {
    say('info', vscode.l10n.t('Columns only in the newer snapshot: {0}', onlyAfter.map(labelOf).join(', ')));
  }
  if (onlyBefore.length > 0) {
    say('info', vscode.l10n.t('Columns only in the older snapshot: {0}', onlyBefore.map(labelOf).join(', ')));
  }
  return notices;
}

function impossibleTexts(why: 'concealed' | 'readable' | 'noKeys'): [text: string, detail: string] {
  const meaning = vscode.l10n.t(
    "This doesn't mean that all users were replaced. Compare two snapshots that are both from before or both from after the privacy setting was changed.",
  );
  switch (why) {
    case 'concealed':
      return [
        vscode.l10n.t("Names are concealed in the newer snapshot but not in the older one, so rows can't be matched."),
        meaning,
      ];
    case 'readable':
      return [
        vscode.l10n.t("Names are concealed in the older snapshot but not in the newer one, so rows can't be matched."),
        meaning,
      ];
    case 'noKeys':
      return [
        vscode.l10n.t("The columns that identify rows are concealed, so rows can't be matched."),
        vscode.l10n.t(
          "Your tenant's privacy setting conceals them. Snapshots fetched after the setting is changed can be compared.",
        ),
      ];
  }
}
