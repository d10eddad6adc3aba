import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import { dayLabel, parameterLabel } from '../../l10n/periodTexts.js';
import { plural } from '../../l10n/plurals.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ArchivedFile } from '../../services/reports/addedFiles.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { ask, showInformation, showStatus } from '../common/messages.js';
import { withDelayedProgress } from '../common/progress.js';
import { showPicks } from '../common/quickInput.js';

/** Files that the question names; of more it says how many. */
const NAMED_FILES = 8;

export interface DeleteAddedFilesOptions {
  readonly catalog: () => Catalog;
  readonly connections: Pick<Connections, 'active' | 'get'>;
  readonly service: Pick<ReportService, 'added'>;
}

/**
 * Deletes files from the archive of a tenant that were added by hand, after saying which. What Microsoft sent stays.
 * @param of the report whose files are meant; absent for all files of the active tenant
 */
export async function deleteAddedFiles(of: ReportRef | undefined, options: DeleteAddedFilesOptions): Promise<void> {
  const { connections, service, catalog } = options;
  const connection = of === undefined ? connections.active : connections.get(of.connection);
  const added = await service.added();
  const files = await withDelayedProgress(vscode.l10n.t('Reading the archive'), (signal) =>
    added.files(connection, signal, of?.report),
  );
  if (files.length === 0) {
    return void showInformation(vscode.l10n.t('No file was added to the archive of {0}.', connection.name));
  }
  const textOf = (file: ArchivedFile) => factsOf(file, catalog());
  const chosen = files.length === 1 ? files : await pick(files, textOf);
  const [first, ...others] = chosen ?? [];
  if (first === undefined) {
    return;
  }
  const remove = vscode.l10n.t('Delete');
  const question =
    others.length === 0
      ? vscode.l10n.t('Delete "{0}" from the archive of {1}?', first.origin.name, connection.name)
      : plural(
          others.length + 1,
          {
            one: vscode.l10n.t('Delete {0} added file from the archive of {1}?'),
            other: vscode.l10n.t('Delete {0} added files from the archive of {1}?'),
          },
          connection.name,
        );
  const named = [first, ...others].slice(0, NAMED_FILES);
  const unnamed = others.length + 1 - named.length;
  const lines = [
    ...named.map((file) => (others.length === 0 ? textOf(file) : `${file.origin.name}: ${textOf(file)}`)),
    ...(unnamed === 0
      ? []
      : [plural(unnamed, { one: vscode.l10n.t('and {0} more'), other: vscode.l10n.t('and {0} more') })]),
    vscode.l10n.t("What Microsoft sent stays. The file that it was added from isn't touched, and can be added again."),
  ];
  if ((await ask(question, lines.join('\n'), remove)) !== remove) {
    return;
  }
  for (const file of [first, ...others]) {
    await added.remove(file);
  }
  showStatus(vscode.l10n.t('Removed from the archive'));
}

async function pick(
  files: readonly ArchivedFile[],
  textOf: (file: ArchivedFile) => string,
): Promise<readonly ArchivedFile[] | undefined> {
  const items = files.map((file) => ({ label: file.origin.name, detail: textOf(file), file }));
  const picked = await showPicks(items, {
    title: vscode.l10n.t('Delete Added Files'),
    placeHolder: vscode.l10n.t('Which files are deleted from the archive?'),
    matchOnDetail: true,
  });
  return picked?.map(({ file }) => file);
}

/** The report that a file is of, its days, and how many rows it has. */
function factsOf({ ref, definition, snapshot }: ArchivedFile, catalog: Catalog): string {
  const { refreshDate, meta } = snapshot;
  return [
    fullTitle(definition, catalog),
    parameterLabel(ref),
    ...(refreshDate === null ? [] : [vscode.l10n.t('Data up to {0}', dayLabel(refreshDate))]),
    plural(meta.rowCount, { one: vscode.l10n.t('{0} row'), other: vscode.l10n.t('{0} rows') }),
  ].join(' · ');
}
