import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { shortParameterLabel } from '../../l10n/periodTexts.js';
import { plural } from '../../l10n/plurals.js';
import type { FirstUsers } from '../../services/tables/firstUsers.js';
import type { JoinedTable } from '../common/joinedReport.js';
import type { ReportSummary } from '../../shared/pages/report.js';

/** The first users as a table that is put together: of the days that all users will be of, as far as the files are read. */
export function firstUsersTable({ table, files }: FirstUsers): JoinedTable {
  const fetchedAt = files.map((file) => file.fetchedAt).reduce(later, '');
  const refreshDate = files.flatMap((file) => file.refreshDate ?? []).reduce(later, '');
  return { table, facts: { sources: [], refreshDate: refreshDate === '' ? null : refreshDate, fetchedAt } };
}

/** What the page says of the first users: of which report they are, and that the others are still being read. */
export function firstUsersSummary(
  { table, from, files }: FirstUsers,
  catalog: Catalog,
): Pick<ReportSummary, 'sources' | 'partialText'> {
  const reading = vscode.l10n.t('Still being read');
  return {
    partialText: plural(
      table.rowCount,
      {
        one: vscode.l10n.t('First user, from one report: {1}. It may still change until all reports are read.'),
        other: vscode.l10n.t(
          'First {0} users, from one report: {1}. They may still change until all reports are read.',
        ),
      },
      fullTitle(from.definition, catalog),
    ),
    sources: {
      line: vscode.l10n.t('First users of one report · reports to read: {0}', numberLabel(files.length)),
      cautions: [],
      reports: files.map((file) => ({
        title: fullTitle(file.definition, catalog),
        period: shortParameterLabel({ period: file.period }),
        day: file.refreshDate,
        state: 'used',
        note: file === from ? vscode.l10n.t('The first users are from this report') : reading,
      })),
      actions: [],
    },
  };
}

function later(one: string, other: string): string {
  return other > one ? other : one;
}
