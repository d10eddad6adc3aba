import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { ReportRef } from '../../shared/report.js';
import { refOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ReportPicker } from '../common/reportPicker.js';
import type { CompareSnapshotsOptions } from './compareSnapshots.js';
import { SnapshotTextProvider } from './snapshotTextProvider.js';

export interface SnapshotDiffOptions extends Omit<CompareSnapshotsOptions, 'texts'> {
  readonly commands: CommandRegistry;
  readonly picker: () => Promise<ReportPicker>;
  /** The report of the panel that has the focus. */
  readonly activeReport: () => ReportRef | undefined;
}

/** What changed between two snapshots of a report. */
export function registerSnapshotDiff(options: SnapshotDiffOptions): Disposable {
  const { commands, connections, picker, activeReport } = options;
  const texts = new SnapshotTextProvider();
  commands.register('compareSnapshots', async (argument) => {
    const { active } = connections;
    const ref =
      argument === undefined
        ? (activeReport() ?? (await (await picker()).pick(vscode.l10n.t('Compare Snapshots'))))
        : refOf(argument, active.id);
    if (ref !== undefined) {
      const { compareSnapshots } = await import('./compareSnapshots.js');
      await compareSnapshots(ref, { ...options, texts });
    }
  });
  return texts;
}
