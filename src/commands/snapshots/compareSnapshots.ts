import * as vscode from 'vscode';
import type { Connections } from '../../auth/connections.js';
import { type Catalog, fullTitle } from '../../catalog/catalog.js';
import { differenceOf } from '../../difference/difference.js';
import { exportFileName } from '../../export/fileName.js';
import type { ExportSource } from '../../export/formats.js';
import { saveFile } from '../../export/saveFile.js';
import { writers } from '../../export/writers.js';
import { type ComparedSnapshots, differenceFacts, DifferencePanel } from '../../panel/difference/differencePanel.js';
import { workspaceFiles } from '../../platform/workspaceFiles.js';
import type { ReportService } from '../../reports/reportService.js';
import type { StoredSnapshot } from '../../reports/storedSnapshots.js';
import { lazy } from '../../shared/lazy.js';
import type { ReportRef } from '../../shared/report.js';
import { decodeCsv } from '../../table/csv.js';
import { decodeJson } from '../../table/json.js';
import type { ReportTable } from '../../table/table.js';
import { abortSignalOf } from '../cancellation.js';
import { exportFolder } from '../exportFolder.js';
import { askAboutConflict, neutralizes, pickFormat } from '../exportReport.js';
import { tellExported } from '../tellExported.js';
import { byParameter, openDetailSnapshotsSetting, pickSnapshots } from './pickSnapshots.js';
import { SnapshotTexts } from './snapshotTexts.js';

export interface CompareSnapshotsOptions {
  readonly extensionUri: vscode.Uri;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
}

const texts = lazy(() => new SnapshotTexts());

/** Asks for two snapshots of a report and shows what changed between them. */
export async function compareSnapshotsCommand(asked: ReportRef, options: CompareSnapshotsOptions): Promise<void> {
  const { catalog, service, connections, now } = options;
  const { ref, definition } = service.check(asked);
  const title = vscode.l10n.t('Compare Snapshots: {0}', fullTitle(definition, catalog()));
  const snapshots: StoredSnapshot[] = [];
  for await (const snapshot of service.storedSnapshots(connections.get(ref.connection), ref.report)) {
    snapshots.push(snapshot);
  }
  const { own, others } = byParameter(snapshots, ref);
  if (snapshots.length < 2) {
    await tellTooFew(ref, definition.kind === 'detail', snapshots.length, options);
    return;
  }
  const chosen = await pickSnapshots(own, others, { title, isDetail: definition.kind === 'detail', now: now() });
  if (chosen !== undefined) {
    await compare(chosen, options);
  }
}

async function compare([before, after]: readonly [StoredSnapshot, StoredSnapshot], options: CompareSnapshotsOptions): Promise<void> {
  const { catalog, connections, extensionUri, log } = options;
  const { definition } = after;
  const difference = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Comparing {0}', definition.title), cancellable: true },
    async (_, token) => {
      const { signal } = abortSignalOf(token);
      const tableBefore = await decoded(before, signal);
      return differenceOf(tableBefore, await decoded(after, signal), definition, { signal });
    },
  );
  const { name, kind } = connections.get(after.ref.connection);
  const product = catalog().product(definition.product)?.title ?? definition.product;
  const open = async (snapshot: StoredSnapshot) => told(() => texts().open(snapshot), log);
  const save = async (compared: ComparedSnapshots) => told(() => exportDifference(compared), log);
  new DifferencePanel(
    { before, after, difference, connection: { name, isSample: kind === 'sample' }, product },
    { extensionUri, log, openSnapshot: open, export: save },
  );
}

function decoded(snapshot: StoredSnapshot, signal: AbortSignal): Promise<ReportTable> {
  return (snapshot.format === 'csv' ? decodeCsv : decodeJson)(snapshot.chunks(), snapshot.definition, { signal });
}

async function exportDifference(compared: ComparedSnapshots): Promise<void> {
  const facts = differenceFacts(compared);
  const format = await pickFormat(vscode.l10n.t('Export Changes'), (candidate) => candidate.available({}));
  const folder = format === undefined ? undefined : await exportFolder();
  if (format === undefined || folder === undefined) {
    return;
  }
  const { table } = compared.difference.table;
  const source: ExportSource = {
    facts,
    table: {
      // Everything is here already, so there is nothing to wait for.
      // eslint-disable-next-line @typescript-eslint/require-await
      async *write(job) {
        yield* writers[job.writer]({ ...job.facts, table }, job.options ?? {});
      },
    },
  };
  const chunks = format.write(source, { neutralizeFormulas: neutralizes(folder) });
  const { outcome, target } = await saveFile(workspaceFiles, folder, exportFileName(facts, format), chunks, { onConflict: askAboutConflict });
  await tellExported(outcome, target);
}

/** What a button of the page leads to, with its error said where the person looks. */
async function told(step: () => Promise<void>, log: vscode.LogOutputChannel): Promise<void> {
  try {
    await step();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    log.error(text);
    const showLog = vscode.l10n.t('Show Log');
    if ((await vscode.window.showErrorMessage(text, showLog)) === showLog) {
      log.show(true);
    }
  }
}

async function tellTooFew(ref: ReportRef, isDetail: boolean, count: number, { service }: CompareSnapshotsOptions): Promise<void> {
  const fetchNow = vscode.l10n.t('Fetch Now');
  const setting = vscode.l10n.t('Change Setting');
  const nothing = vscode.l10n.t('Nothing of this report is stored yet. Fetch it now, and again when Microsoft has newer data.');
  const one = isDetail
    ? vscode.l10n.t(
        'Only one snapshot of this report is stored. Detail reports hold personal data, so normally only the newest is kept. A setting says how many are.',
      )
    : vscode.l10n.t('Only one snapshot of this report is stored. Fetch it again when Microsoft has newer data, usually a day later.');
  const buttons = [...(isDetail && count > 0 ? [setting] : []), fetchNow];
  const answer = await vscode.window.showInformationMessage(count === 0 ? nothing : one, ...buttons);
  if (answer === setting) {
    await openDetailSnapshotsSetting();
  } else if (answer === fetchNow) {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Fetching {0}', service.check(ref).definition.title), cancellable: true },
      (_, token) => service.use(ref, { signal: abortSignalOf(token).signal, fresh: true, interactive: true }, () => Promise.resolve()),
    );
  }
}
