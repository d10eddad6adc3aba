import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import { shortLabel } from '../../core/table/charts/labels.js';
import { shortParameterLabel } from '../../l10n/periodTexts.js';
import { plural } from '../../l10n/plurals.js';
import { daysCaution } from '../../l10n/userSourcesTexts.js';
import type { FirstUsers } from '../../services/tables/firstUsers.js';
import type { JoinedTable } from '../common/joinedReport.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import type { Chart } from '../../shared/report.js';

/** The first users as a table that is put together: of the days that all users will be of, as far as the files are read. */
export function firstUsersTable({ table, files }: FirstUsers): JoinedTable {
  const fetchedAt = files.map((file) => file.fetchedAt).reduce(later, '');
  const refreshDate = files.flatMap((file) => file.refreshDate ?? []).reduce(later, '');
  return { table, facts: { sources: [], refreshDate: refreshDate === '' ? null : refreshDate, fetchedAt } };
}

/**
 * What the page says of the first users: of which report they are, and that the others are still being read.
 * @param cards names of the columns that will have a card
 */
export function firstUsersSummary(
  { table, from, files }: FirstUsers,
  cards: readonly string[],
  catalog: Catalog,
): Pick<ReportSummary, 'sources' | 'partialText' | 'charts'> {
  const title = fullTitle(from.definition, catalog);
  const reading = vscode.l10n.t('Still being read');
  return {
    partialText: plural(table.rowCount, {
      one: vscode.l10n.t('First {0} user, may still change.'),
      other: vscode.l10n.t('First {0} users, may still change.'),
    }),
    charts: cards.map(placeOfCard),
    sources: {
      line: plural(
        files.length,
        {
          one: vscode.l10n.t('The first users of one report are shown, {1}, until it is read'),
          other: vscode.l10n.t('The first users of one report are shown, {1}, until all {0} reports are read'),
        },
        title,
      ),
      // The table does not move down when all users are there: what is known of the days already is said from the beginning.
      cautions: daysCaution(files.map((file) => file.refreshDate)),
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

/** The page draws its name alone while not all rows are there; it is as high as the highest that can come. */
function placeOfCard(column: string): Chart {
  const nothing = { blank: 0, count: 0, sum: 0, min: 0, median: 0, max: 0, bins: [{ from: 0, to: 0, count: 0 }] };
  return { kind: 'histogram', column, columnLabel: shortLabel(column), unit: 'count', ...nothing };
}

function later(one: string, other: string): string {
  return other > one ? other : one;
}
