import * as l10n from '@vscode/l10n';
import type { IsoDate } from '../base/dates.js';
import type { AboutFact, AboutList, AboutSheet, AboutValue } from '../core/export/aboutSheet.js';
import { concealedNames, type ExportFacts, type JoinedSnapshot } from '../core/export/exportInput.js';
import type { ColumnInfo, TableView, TableWarning } from '../shared/report.js';
import { filterTexts, sortText } from './filterTexts.js';
import { numberLabel } from './numberTexts.js';
import { parameterLabel } from './periodTexts.js';
import { warningText } from './warningTexts.js';

/** What is said of an export besides its facts. */
export interface AboutDetails {
  /** Those of the table, which the filters and the sort order name by their index. */
  readonly columns?: readonly ColumnInfo[];
  readonly warnings?: readonly TableWarning[];
  /** Which rows are exported, in which order; absent for all. */
  readonly view?: TableView;
  /** Of which rows of the report the table is, such as groups of them; with its columns. Absent for all. */
  readonly of?: { readonly view: TableView; readonly columns: readonly ColumnInfo[] };
  /** What else has to be known, in the display language. */
  readonly notes?: readonly string[];
}

/** The sheet of a workbook that says what the others have. Its words follow the display language, days and names are those of the files. */
export function aboutSheet(facts: ExportFacts, details: AboutDetails = {}): AboutSheet {
  const list = facts.joined === undefined || facts.joined.length === 0 ? undefined : snapshotList(facts.joined);
  return aboutSheetOf([...reportFacts(facts, details), ...unitFacts(details.columns ?? [])], list);
}

/** @param list what there are several of */
export function aboutSheetOf(facts: readonly AboutFact[], list?: AboutList): AboutSheet {
  return {
    name: aboutName(),
    facts,
    cutTexts: {
      label: l10n.t('Long texts'),
      value: l10n.t(
        'A cell of Excel has no more characters than {0}: of a longer text it has the beginning.',
        numberLabel(32_767),
      ),
    },
    ...(list === undefined ? {} : { list }),
  };
}

/** What the sheet is called. */
export function aboutName(): string {
  return l10n.t('About');
}

/** What a sheet has: whose report, of which days, which rows of it, and what has to be known of them. */
function reportFacts(
  facts: ExportFacts,
  { columns = [], warnings = [], view = {}, of, notes = [] }: AboutDetails,
): AboutFact[] {
  const { period, date, refreshDate, groupedBy = [], hiddenGroups = 0, joined = [] } = facts;
  const filters = [...(of === undefined ? [] : filterTexts(of.view, of.columns)), ...filterTexts(view, columns)];
  const sort = of === undefined || groupedBy.length > 0 ? sortText(view, columns) : sortText(of.view, of.columns);
  const concealed = concealedNames({ columns });
  const said = [...notes, ...warnings.map((warning) => warningText(warning))];
  const fact = (label: string, value: AboutValue | undefined): AboutFact[] =>
    value === undefined || value === '' ? [] : [{ label, value }];
  return [
    ...fact(l10n.t('Tenant'), facts.connectionName),
    ...fact(l10n.t('Report'), facts.title),
    ...fact(l10n.t('Name'), facts.report),
    ...fact(
      l10n.t('Period'),
      joined.length > 0 ? undefined : parameterLabel(period === 'history' ? { history: true } : { period, date }),
    ),
    ...fact(l10n.t('Refresh date'), dayValue(refreshDate)),
    ...fact(l10n.t('Fetched'), { instant: facts.fetchedAt }),
    ...fact(l10n.t('View'), facts.view),
    ...fact(l10n.t('Rows'), facts.asShown === true ? l10n.t('As displayed') : l10n.t('All')),
    ...fact(l10n.t('Filters'), filters.join('\n')),
    ...fact(l10n.t('Sorted by'), sort),
    ...fact(l10n.t('Grouped by'), groupedBy.join(', ')),
    ...fact(l10n.t('Smaller groups, not shown'), hiddenGroups === 0 ? undefined : numberLabel(hiddenGroups)),
    ...fact(l10n.t('Concealed names'), concealed.join(', ')),
    ...fact(l10n.t('Warnings'), said.join('\n')),
  ];
}

function snapshotList(snapshots: readonly JoinedSnapshot[]): AboutList {
  return {
    columns: [
      ...[l10n.t('Joined from'), l10n.t('Name'), l10n.t('Period'), l10n.t('Refresh date'), l10n.t('Fetched')],
      ...[l10n.t('Rows'), l10n.t('Compared with')],
    ],
    rows: snapshots.map(({ title, report, period, refreshDate, fetchedAt, rowCount, comparedWith = [] }) => [
      ...[title, report, parameterLabel({ period }), dayValue(refreshDate), { instant: fetchedAt }],
      ...[{ count: rowCount }, comparedWith.join(', ')],
    ]),
  };
}

/** A sheet of a workbook of several reports, as the list of sheets has it. */
export interface ListedSheet {
  readonly name: string;
  readonly facts: ExportFacts;
  readonly rowCount: number;
  readonly columns: readonly ColumnInfo[];
  /** What has to be known of it, in the display language. */
  readonly notes: readonly string[];
}

/** The sheets of a workbook, each with a link to it. */
export function sheetList(sheets: readonly ListedSheet[]): AboutList {
  return {
    columns: [
      ...[l10n.t('Sheet'), l10n.t('Report'), l10n.t('Rows'), l10n.t('Period'), l10n.t('Refresh date')],
      ...[l10n.t('Fetched'), l10n.t('Warnings'), l10n.t('Concealed names'), l10n.t('Name')],
    ],
    rows: sheets.map(({ name, facts, rowCount, columns, notes }) => [
      ...[
        { sheet: name },
        facts.title,
        { count: rowCount },
        parameterLabel({ period: facts.period, date: facts.date }),
      ],
      ...[dayValue(facts.refreshDate), { instant: facts.fetchedAt }, notes.join('\n')],
      ...[concealedNames({ columns }).join(', '), facts.report],
    ]),
  };
}

function dayValue(day: IsoDate | null): AboutValue {
  return day === null ? l10n.t('unknown') : { day };
}

/** How numbers are shown that a reader may take for others. */
export function unitFacts(columns: readonly ColumnInfo[]): AboutFact[] {
  const currencies = new Set(columns.flatMap(({ currency }) => currency ?? []));
  return [
    ...(currencies.size === 0 ? [] : [{ label: l10n.t('Currency'), value: [...currencies].join(', ') }]),
    ...(columns.some(({ unit }) => unit === 'bytes')
      ? [
          {
            label: l10n.t('Bytes'),
            value: l10n.t('Cells hold bytes, and show them in units of 1,000: 1 GB is 1,000,000,000 bytes.'),
          },
        ]
      : []),
  ];
}
