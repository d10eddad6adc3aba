import type { Disposable } from '../../base/emitter.js';
import type { ReportRef } from '../../shared/report.js';
import { refOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ReportPicker } from '../common/reportPicker.js';
import type { PanelWithTable } from '../common/tableMenu.js';
import type { CompareSnapshotsOptions } from './compareSnapshots.js';
import type { SnapshotDiffPanel } from './snapshotDiffPanel.js';
import { SnapshotTextProvider } from './snapshotTextProvider.js';

export interface SnapshotDiffOptions extends Omit<CompareSnapshotsOptions, 'texts' | 'panels'> {
  readonly commands: CommandRegistry;
  readonly picker: () => Promise<ReportPicker>;
  /** The report of the panel that has the focus. */
  readonly activeReport: () => ReportRef | undefined;
}

/** Seldom asked: loaded when it is. */
const pickComparable = async (options: SnapshotDiffOptions) =>
  (await import('./pickComparable.js')).pickComparable(options);

export interface SnapshotDiffFeature extends Disposable {
  /** The panel that has the focus. */
  readonly activePanel: () => PanelWithTable | undefined;
}

/** What changed between two snapshots of a report. */
export function registerSnapshotDiff(options: SnapshotDiffOptions): SnapshotDiffFeature {
  const { commands, connections, activeReport } = options;
  const texts = new SnapshotTextProvider();
  const panels = new Set<SnapshotDiffPanel>();
  commands.register('compareSnapshots', async (argument) => {
    const { active } = connections;
    const ref =
      argument === undefined ? (activeReport() ?? (await pickComparable(options))) : refOf(argument, active.id);
    if (ref !== undefined) {
      const { compareSnapshots } = await import('./compareSnapshots.js');
      await compareSnapshots(ref, { ...options, texts, panels });
    }
  });
  return {
    activePanel: () => [...panels].find((panel) => panel.active),
    dispose: () => texts.dispose(),
  };
}
