import * as vscode from 'vscode';
import { plural } from '../../l10n/plurals.js';
import type { SnapshotGaps } from '../../services/reports/snapshotGaps.js';

/**
 * Why lines over archived snapshots have gaps, or go over days without one.
 *
 * @param days of the lines
 * @param read how many of them have values
 */
export function snapshotNotes(
  { usualDistance, connected }: SnapshotGaps,
  days: number,
  read: number,
): readonly string[] {
  const without = days - read - connected.length;
  return [
    ...(connected.length > 0
      ? [
          plural(usualDistance, {
            one: vscode.l10n.t('Snapshots are usually {0} day apart. Lines connect them where none is missing.'),
            other: vscode.l10n.t('Snapshots are usually {0} days apart. Lines connect them where none is missing.'),
          }),
        ]
      : []),
    ...(without > 0
      ? [
          plural(without, {
            one: vscode.l10n.t('{0} day without values is a gap.'),
            other: vscode.l10n.t('{0} days without values are gaps.'),
          }),
        ]
      : []),
  ];
}
