import * as l10n from '@vscode/l10n';
import type { AboutFact, AboutSheet } from '../core/export/aboutSheet.js';
import { concealedNames, type ExportFacts, type JoinedSnapshot } from '../core/export/exportInput.js';
import type { ColumnInfo, TableView, TableWarning } from '../shared/report.js';
import { filterTexts, sortText } from './filterTexts.js';
import { numberLabel } from './numberTexts.js';
import { parameterLabel } from './periodTexts.js';
import { plural } from './plurals.js';
import { warningText } from './warningTexts.js';

/** What is said of an export besides its facts. */
export interface AboutDetails {
  /** Those of the table, which the filters and the sort order name by their index. */
  readonly columns?: readonly ColumnInfo[];
  readonly warnings?: readonly TableWarning[];
  /** Which rows are exported, in which order; absent for all. */
  readonly view?: TableView;
  /** What else has to be known, in the display language. */
  readonly notes?: readonly string[];
}

/** The sheet of a workbook that says what the others have. Its words follow the display language, days and names are those of the files. */
export function aboutSheet(facts: ExportFacts, details: AboutDetails = {}): AboutSheet {
  return aboutSheetOf([...reportFacts(facts, details), ...unitFacts(details.columns ?? [])]);
}

/** A sheet of what is said of several reports, one after the other. */
export function aboutSheetOf(facts: readonly AboutFact[]): AboutSheet {
  return {
    name: aboutName(),
    facts,
    cutTexts: {
      label: l10n.t('Long texts'),
      text: l10n.t(
        'A cell of Excel has no more characters than {0}: of a longer text it has the beginning.',
        numberLabel(32_767),
      ),
    },
  };
}

/** What the sheet is called. */
export function aboutName(): string {
  return l10n.t('About');
}

/** What a sheet has: whose report, of which days, which rows of it, and what has to be known of them. */
export function reportFacts(
  facts: ExportFacts,
  { columns = [], warnings = [], view = {}, notes = [] }: AboutDetails,
): AboutFact[] {
  const { period, date, refreshDate, groupedBy = [], hiddenGroups = 0, joined = [] } = facts;
  const filters = filterTexts(view, columns);
  const sort = sortText(view, columns);
  const concealed = concealedNames({ columns });
  const said = [...notes, ...warnings.map((warning) => warningText(warning))];
  const fact = (label: string, text: string | undefined): AboutFact[] =>
    text === undefined || text === '' ? [] : [{ label, text }];
  return [
    ...fact(l10n.t('Tenant'), facts.connectionName),
    ...fact(l10n.t('Report'), facts.title),
    ...fact(l10n.t('Name'), facts.report),
    ...fact(
      l10n.t('Period'),
      joined.length > 0 ? undefined : parameterLabel(period === 'history' ? { history: true } : { period, date }),
    ),
    ...fact(l10n.t('Refresh date'), refreshDate ?? l10n.t('unknown')),
    ...fact(l10n.t('Fetched'), facts.fetchedAt),
    ...fact(l10n.t('View'), facts.view),
    ...fact(l10n.t('Rows'), facts.asShown === true ? l10n.t('As displayed') : l10n.t('All')),
    ...fact(l10n.t('Filters'), filters.join('\n')),
    ...fact(l10n.t('Sorted by'), sort),
    ...fact(l10n.t('Grouped by'), groupedBy.join(', ')),
    ...fact(l10n.t('Smaller groups, not shown'), hiddenGroups === 0 ? undefined : numberLabel(hiddenGroups)),
    ...fact(l10n.t('Concealed names'), concealed.join(', ')),
    ...fact(l10n.t('Warnings'), said.join('\n')),
    ...joined.flatMap((snapshot) => fact(l10n.t('Joined from'), snapshotText(snapshot))),
  ];
}

function snapshotText(snapshot: JoinedSnapshot): string {
  const { title, report, period, refreshDate, fetchedAt, rowCount, comparedWith = [] } = snapshot;
  const dates = [
    [l10n.t('Refresh date'), refreshDate ?? l10n.t('unknown')],
    [l10n.t('Fetched'), fetchedAt],
  ] as const;
  return [
    ...[title, report, parameterLabel({ period })],
    ...dates.map(([label, date]) => l10n.t('{0}: {1}', label, date)),
    plural(rowCount, { one: l10n.t('{0} row'), other: l10n.t('{0} rows') }),
    ...(comparedWith.length === 0 ? [] : [l10n.t('Compared with {0}', comparedWith.join(', '))]),
  ].join(' · ');
}

/** How numbers are shown that a reader may take for others. */
export function unitFacts(columns: readonly ColumnInfo[]): AboutFact[] {
  const currencies = new Set(columns.flatMap(({ currency }) => currency ?? []));
  return [
    ...(currencies.size === 0 ? [] : [{ label: l10n.t('Currency'), text: [...currencies].join(', ') }]),
    ...(columns.some(({ unit }) => unit === 'bytes')
      ? [
          {
            label: l10n.t('Bytes'),
            text: l10n.t('Cells hold bytes, and show them in units of 1,000: 1 GB is 1,000,000,000 bytes.'),
          },
        ]
      : []),
  ];
}
