import * as l10n from '@vscode/l10n';
import { readFile, stat } from 'node:fs/promises';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import type { ExportFacts } from '../core/export/exportInput.js';
import { plural } from '../l10n/plurals.js';
import { viewErrorText } from '../l10n/viewErrorTexts.js';
import { queryOfView } from '../services/reports/queryOfView.js';
import { factsOf, type Report } from '../services/reports/report.js';
import type { TableHandle } from '../services/tables/tableHandle.js';
import { groupedBy } from '../shared/query/groupColumnNames.js';
import type { Query } from '../shared/query/query.js';
import type { UnfitPart } from '../shared/views/applyView.js';
import type { SavedView } from '../shared/views/savedView.js';
import { MAX_VIEWS_BYTES, readViews } from '../shared/views/viewsFile.js';
import { type ArchivedTenant, openArchive, serviceOf } from './archivedTenant.js';
import type { ExportArguments } from './arguments.js';
import { attributeCautions, attributesFrom } from './attributes.js';
import type { Ending } from './ending.js';
import { safeMessageOf } from './errorFacts.js';
import { exitCodes } from './exitCodes.js';
import type { Reporter } from './reporter.js';
import { writeWhole } from './writeWhole.js';
import { WRITERS } from './writers.js';

export interface ExportCommandOptions {
  /** Its paths are absolute. */
  readonly arguments: ExportArguments;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  readonly ending: Pick<Ending, 'signal' | 'end'>;
}

/**
 * Writes a report of the archive, or what a saved view shows of it, to a file. Sends no request.
 * @returns the exit code
 */
export async function exportCommand({
  arguments: args,
  catalog,
  reporter,
  ending,
}: ExportCommandOptions): Promise<number> {
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const archived = await openArchive(args, warn);
  const report = await openReport(args, archived, catalog, ending.signal);
  let table: TableHandle = report.table;
  try {
    attributeCautions(table.warnings).forEach(warn);
    const view = args.view === undefined ? undefined : await viewOf(args.views, args.view, report, warn);
    let facts: ExportFacts = factsOf(report);
    if (view !== undefined) {
      const query = queryOf(view, report, warn);
      table = await report.table.query(query, { definition: report.definition }, ending.signal);
      facts = { ...facts, asShown: true, view: view.name, groupedBy: groupedBy(query) };
    }
    const { ref, definition } = report;
    const chunks = table.write({ writer: WRITERS[args.format], facts, options: { neutralizeFormulas: true } });
    await writeWhole(args.out, chunks, facts.personal && !args.shared, ending.signal);
    const { period, date } = ref;
    reporter.report(
      { event: 'export', report: definition.name, period, date, view: args.view, rows: table.rowCount, file: args.out },
      plural(
        table.rowCount,
        { one: l10n.t('{0} row written to {1}'), other: l10n.t('{0} rows written to {1}') },
        args.out,
      ),
    );
    return ending.end(exitCodes.all);
  } finally {
    table.dispose();
    report.table.dispose();
  }
}

async function openReport(
  { report, period, date, attributes }: ExportArguments,
  archived: ArchivedTenant,
  catalog: Catalog,
  signal: AbortSignal,
): Promise<Report> {
  const service = serviceOf(archived, catalog, await attributesFrom(attributes));
  const opened = await service.openArchived({ connection: archived.connection.id, report, period, date }, signal);
  service.dispose();
  if (opened === undefined) {
    const message = l10n.t("The archive doesn't have the report {0} for this period.", report);
    throw new UsageReportsError('notFound', message, { code: 'notArchived' });
  }
  return opened;
}

async function viewOf(
  file: string,
  name: string,
  { definition }: Report,
  warn: (message: string) => void,
): Promise<SavedView> {
  const { size } = await stat(file).catch((error: unknown) => {
    throw wrong(l10n.t("The file with the saved views can't be read: {0}", safeMessageOf(error)), 'views');
  });
  if (size > MAX_VIEWS_BYTES) {
    throw wrong(l10n.t('The file with the saved views is too large to be read.'), 'views');
  }
  const { views, problems } = readViews(await readFile(file, 'utf8'));
  problems.forEach((problem) => warn(viewErrorText(problem)));
  const ofReport = views.filter(({ report }) => report === definition.name);
  const found = ofReport.find((view) => view.name === name);
  if (found === undefined) {
    const names = ofReport.map((view) => `"${view.name}"`).join(', ') || '–';
    throw wrong(l10n.t('The file has no view "{0}" of this report. Its views: {1}', name, names), 'view');
  }
  return found;
}

function queryOf(view: SavedView, report: Report, warn: (message: string) => void): Query {
  const { query, unfit } = queryOfView(report, view);
  for (const { column, why } of unfit) {
    warn(unfitText(why, column));
  }
  return query;
}

function unfitText(why: UnfitPart['why'], column: string): string {
  switch (why) {
    case 'missing':
      return l10n.t('The report has no column "{0}", which the view names.', column);
    case 'type':
      return l10n.t('The filter of the view doesn\'t fit the column "{0}", and isn\'t applied.', column);
    case 'grouping':
      return l10n.t('The grouping of the view doesn\'t fit the column "{0}", and isn\'t applied.', column);
  }
}

function wrong(message: string, argument: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument });
}
