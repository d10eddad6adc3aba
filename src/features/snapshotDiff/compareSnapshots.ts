import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import { openDiff } from '../../services/tables/openDiff.js';
import { type ExportedChanges, pickChanges } from './pickChanges.js';
import { SnapshotDiffPanel } from './snapshotDiffPanel.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ArchivedSnapshot } from '../../services/reports/archivedSnapshots.js';
import type { ReportRef } from '../../shared/report.js';
import { detailRetention, openSettings } from '../../settings.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { withProgress } from '../common/progress.js';
import { pickSnapshots } from './pickSnapshots.js';
import { byParameter } from './snapshotChoices.js';
import type { SnapshotTextProvider } from './snapshotTextProvider.js';
import { showInformation } from '../common/messages.js';

export interface CompareSnapshotsOptions {
  readonly extensionUri: vscode.Uri;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  readonly errors: Pick<ErrorDisplay, 'show'>;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
  /** Asks for a format, and exports a table. */
  readonly exportTable: (title: string, source: ExportedChanges) => Promise<void>;
  /** Shows what the archived reports say about a user. */
  readonly findUser: (user: CommandArgument<'findUser'>) => Promise<unknown>;
  readonly texts: SnapshotTextProvider;
  /** The open panels. */
  readonly panels: Set<SnapshotDiffPanel>;
}

/** Asks for two snapshots of a report and shows what changed between them. */
export async function compareSnapshots(asked: ReportRef, options: CompareSnapshotsOptions): Promise<void> {
  const { catalog, service, connections, now } = options;
  const { ref, definition } = service.check(asked);
  const title = vscode.l10n.t('Compare Snapshots: {0}', fullTitle(definition, catalog()));
  const snapshots: ArchivedSnapshot[] = [];
  for await (const snapshot of service.archivedSnapshots(connections.get(ref.connection), ref.report)) {
    snapshots.push(snapshot);
  }
  const { own, others } = byParameter(snapshots, ref);
  if (snapshots.length < 2) {
    await notifyTooFewSnapshots(ref, definition.kind === 'detail', snapshots.length, options);
    return;
  }
  const chosen = await pickSnapshots(own, others, { title, isDetail: definition.kind === 'detail', now: now() });
  if (chosen !== undefined) {
    await compare(chosen, options);
  }
}

async function compare(
  [before, after]: readonly [ArchivedSnapshot, ArchivedSnapshot],
  options: CompareSnapshotsOptions,
): Promise<void> {
  const { catalog, connections, errors, exportTable, extensionUri, log, panels, texts } = options;
  const { definition } = after;
  const open = () =>
    withProgress(vscode.l10n.t('Comparing {0}', definition.title), (signal) =>
      openDiff(before, after, definition, signal),
    );
  const opened = await open();
  const { name, kind, fileLabel } = connections.get(after.ref.connection);
  const product = catalog().product(definition.product)?.title ?? definition.product;
  const panel: SnapshotDiffPanel = new SnapshotDiffPanel(
    { before, after, opened, connection: { name, isSample: kind === 'sample' }, fileLabel, product },
    {
      extensionUri,
      errors,
      log,
      reopen: open,
      openSnapshot: (snapshot) => texts.open(snapshot),
      export: async (compared, shown) => {
        const title = vscode.l10n.t('Export Changes');
        const source = await pickChanges(title, compared, shown);
        await (source && exportTable(title, source));
      },
      findUser: (user) => options.findUser({ user, connection: after.ref.connection }),
      closed: () => panels.delete(panel),
    },
  );
  panels.add(panel);
}

async function notifyTooFewSnapshots(
  ref: ReportRef,
  isDetail: boolean,
  count: number,
  { service }: CompareSnapshotsOptions,
): Promise<void> {
  const fetchNow = vscode.l10n.t('Fetch');
  const setting = vscode.l10n.t('Open Setting');
  // Fetched once more, the report would still have one snapshot: the newer one in place of the older.
  const isReplaced = isDetail && detailRetention().snapshots === 1;
  const answer = await (count === 0
    ? showInformation(
        vscode.l10n.t('This report has no snapshots yet. Fetch it now, and again when Microsoft has newer data.'),
        fetchNow,
      )
    : isReplaced
      ? showInformation(
          vscode.l10n.t(
            'Only one snapshot of this report is archived. Detail reports contain personal data, so only the newest snapshot and those at the ends of past months are kept by default. You can change this in the settings.',
          ),
          setting,
        )
      : showInformation(
          vscode.l10n.t(
            'Only one snapshot of this report is archived. Fetch the report again when Microsoft has newer data, usually a day later.',
          ),
          fetchNow,
        ));
  if (answer === setting) {
    await openSettings('archive.detailSnapshots');
  } else if (answer === fetchNow) {
    await withProgress(vscode.l10n.t('Fetching {0}', service.check(ref).definition.title), (signal) =>
      service.use(ref, { signal, fresh: true, interactive: true }, () => Promise.resolve()),
    );
  }
}
