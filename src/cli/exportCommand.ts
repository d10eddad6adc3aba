import * as l10n from '@vscode/l10n';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import type { ExportFacts } from '../core/export/exportInput.js';
import type { AboutDetails } from '../l10n/aboutTexts.js';
import { plural } from '../l10n/plurals.js';
import { queryOfView } from '../services/reports/queryOfView.js';
import { factsOf, type Report } from '../services/reports/report.js';
import type { TableHandle } from '../services/tables/tableHandle.js';
import { groupedBy } from '../shared/query/groupColumnNames.js';
import { hiddenGroups } from '../shared/query/provenance.js';
import type { Query } from '../shared/query/query.js';
import { applyView, type UnfitPart } from '../shared/views/applyView.js';
import type { SavedView } from '../shared/views/savedView.js';
import { type ArchivedTenant, openArchive, serviceOf } from './archivedTenant.js';
import type { ExportArguments } from './arguments.js';
import { attributeCautions, attributesFrom } from './attributes.js';
import type { Ending } from './ending.js';
import { exitCodes } from './exitCodes.js';
import type { Reporter } from './reporter.js';
import { viewOf } from './savedView.js';
import { writeWhole } from './writeWhole.js';
import { writeJobOf } from './writers.js';

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
    const view = args.view === undefined ? undefined : await viewOf(args.views, args.view, report.definition, warn);
    let facts: ExportFacts = factsOf(report);
    if (view !== undefined) {
      const query = queryOf(view, report, args.minimumGroup, warn);
      const answer = await report.table.query(query, { definition: report.definition }, ending.signal);
      const hidden = hiddenGroups(answer.provenance);
      if (hidden > 0) {
        warn(hiddenText(hidden));
      }
      table = answer;
      facts = { ...facts, asShown: true, view: view.name, groupedBy: groupedBy(query), hiddenGroups: hidden };
    }
    const { ref, definition } = report;
    const chunks = table.write(writeJobOf(args.format, facts, table, view && askedOf(view, report)));
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

/** Which rows of the report a view has. */
function askedOf(view: SavedView, { table: { columns } }: Report): AboutDetails['of'] {
  return { view: applyView(view, columns).view, columns };
}

async function openReport(
  args: ExportArguments,
  archived: ArchivedTenant,
  catalog: Catalog,
  signal: AbortSignal,
): Promise<Report> {
  const { report, period, date } = args;
  const service = serviceOf(archived, catalog, await attributesFrom(args));
  const opened = await service.openArchived({ connection: archived.connection.id, report, period, date }, signal);
  service.dispose();
  if (opened === undefined) {
    const message = l10n.t("The archive doesn't have the report {0} for this period.", report);
    throw new UsageReportsError('notFound', message, { code: 'notArchived' });
  }
  return opened;
}

function queryOf(view: SavedView, report: Report, minimumGroupSize: number, warn: (message: string) => void): Query {
  const { query, unfit } = queryOfView(report, view, minimumGroupSize);
  for (const { column, why } of unfit) {
    warn(unfitText(why, column));
  }
  return query;
}

function hiddenText(groups: number): string {
  return plural(groups, {
    one: l10n.t("{0} smaller group isn't written."),
    other: l10n.t("{0} smaller groups aren't written."),
  });
}

function unfitText(why: UnfitPart['why'], column: string): string {
  switch (why) {
    case 'missing':
      return l10n.t('The report has no column "{0}", which the view names.', column);
    case 'type':
    case 'grouping':
      return l10n.t('The column "{0}" has no such values as the view asks for, and is left out.', column);
  }
}
