import * as l10n from '@vscode/l10n';
import { isIsoDate } from '../base/dates.js';
import type { Format } from '../core/catalog/definition.js';
import type { Notice } from '../shared/pages/common.js';
import type { AttributesProblem, SummaryCell, TableWarning } from '../shared/report.js';
import { attributesText, directoryText, unreadDirectoryText } from './attributeWarningTexts.js';
import { clip } from './clip.js';
import { labelOf as labelOfAction } from './errorActions.js';
import { fileErrorTexts } from './fileErrorTexts.js';
import { numberLabel } from './numberTexts.js';
import { dayLabel } from './periodTexts.js';
import { plural } from './plurals.js';

/**
 * What was noticed while decoding, in one sentence.
 * @param labelOf what the reader calls a column; absent for readers who work with the names in files
 */
export function warningText(warning: TableWarning, labelOf: (name: string) => string = (name) => name): string {
  switch (warning.kind) {
    case 'noRows':
      return l10n.t('Microsoft Graph sent this report without any rows.');
    case 'noData':
      return l10n.t('Microsoft Graph has no data for this report.');
    case 'summaryRows':
      return l10n.t(
        'Summary by Microsoft: {0}.',
        warning.rows
          .slice(0, MAX_SUMMARY_ROWS)
          .map((cells) => cells.map((cell) => summaryCellText(cell, labelOf)).join(' · '))
          .join('; '),
      );
    case 'earlierFunctionVersion':
      return l10n.t(
        'Microsoft Graph sent the earlier version of this report, without {0}.',
        columnList(warning.names.map(labelOf)),
      );
    case 'raggedRows':
      return warning.count === 1
        ? l10n.t('Row {0} has more or fewer cells than the header.', numberLabel(warning.firstRow + 1))
        : plural(
            warning.count,
            { other: l10n.t('{0} rows have more or fewer cells than the header, starting with row {1}.') },
            numberLabel(warning.firstRow + 1),
          );
    case 'rowsWithoutDay':
      return warning.count === warning.rowCount
        ? l10n.t('No row of this report has a readable day. Charts and the history by day leave the rows out.')
        : plural(warning.count, {
            one: l10n.t('{0} row has no readable day. Charts and the history by day leave it out.'),
            other: l10n.t('{0} rows have no readable day. Charts and the history by day leave them out.'),
          });
    case 'implausibleRefreshDate':
      return l10n.t(
        "The refresh date {0} in this report can't be right. It's shown as received, and isn't used to tell which data is newest.",
        dayLabel(warning.date),
      );
    case 'implausibleDays':
      return warning.count === 1
        ? l10n.t(
            `The day {0} in "{1}" can't be right. It's shown as received, and left out of charts, histories, and comparisons.`,
            dayLabel(warning.example),
            clip(labelOf(warning.column)),
          )
        : plural(
            warning.count,
            {
              other: l10n.t(
                `{0} rows have a day in "{1}" that can't be right, for example {2}. The days are shown as received, and left out of charts, histories, and comparisons.`,
              ),
            },
            clip(labelOf(warning.column)),
            dayLabel(warning.example),
          );
    case 'missingColumns':
      return l10n.t(
        'Microsoft Graph omitted columns that it usually sends: {0}.',
        columnList(warning.names.map(labelOf)),
      );
    case 'unknownColumns':
      return l10n.t(
        "Microsoft Graph sent columns that are new to this extension: {0}. They're shown as received.",
        columnList(warning.names.map(labelOf)),
      );
    case 'irregularValues':
      return warning.count === 1
        ? l10n.t(
            'A value of "{0}" has an unexpected format and is shown as received: {1}',
            labelOf(warning.column),
            clip(warning.example),
          )
        : plural(
            warning.count,
            {
              other: l10n.t('{0} values of "{1}" have an unexpected format and are shown as received, for example {2}'),
            },
            labelOf(warning.column),
            clip(warning.example),
          );
    case 'duplicateColumns':
      return l10n.t(
        'Several columns have the same name and were numbered: {0}.',
        columnList(warning.names.map(labelOf)),
      );
    case 'noFinalLineBreak':
      return l10n.t("The file doesn't end with a line break as expected. Its last row may be incomplete.");
    case 'concealedNames':
      return l10n.t(
        'Names are concealed by a privacy setting of the tenant: {0}.',
        columnList(warning.columns.map(labelOf)),
      );
    case 'attributes':
      return attributesText(warning);
    case 'directory':
      return directoryText(warning);
    case 'attributesUnreadable':
      return l10n.t(
        "The attributes file {0} can't be used, so its columns are missing. {1}",
        clip(warning.file),
        attributesProblemText(warning.problem),
      );
    case 'directoryUnreadable':
      return unreadDirectoryText(warning.dataset);
  }
}

/** Why a file of attributes is not used. */
export function attributesProblemText(problem: AttributesProblem): string {
  return problem === 'tooLarge' ? l10n.t('It is larger than can be read.') : fileErrorTexts(problem).text;
}

/** What is different because the service refused a format. */
export function refusedFormatText(refused: Format): string {
  return refused === 'json'
    ? l10n.t(
        "Microsoft Graph doesn't deliver this report as JSON, so it was requested as CSV. The CSV can lack columns.",
      )
    : l10n.t(
        "Microsoft Graph doesn't deliver this report as CSV, so it was requested as JSON. It can't be exported as delivered.",
      );
}

/** The same as a notice of the panel, with an explanation where people take it for a fault otherwise. */
export function warningNotice(
  warning: TableWarning,
  retired: string | undefined,
  labelOf?: (name: string) => string,
): Notice {
  const text = warningText(warning, labelOf);
  switch (warning.kind) {
    case 'concealedNames':
      return {
        severity: 'info',
        text,
        detail: l10n.t(
          'By default, Microsoft 365 conceals the names of users, groups, and sites in reports. To show names, a Global Administrator goes to Settings > Org settings > Services > Reports in the Microsoft 365 admin center and clears "Display concealed user, group, and site names in all reports". Reports fetched afterward contain names.',
        ),
        actions: [],
      };
    case 'noRows':
      return {
        severity: 'info',
        text,
        detail:
          retired ??
          l10n.t(
            "The request succeeded. The tenant has no such activity in this period, or it hasn't been counted yet.",
          ),
        actions: [],
      };
    case 'noData':
      return {
        severity: 'info',
        text,
        detail: l10n.t(
          "The request succeeded, and Microsoft Graph answered that there is no data for this period. Nothing was archived, because it didn't send a file.",
        ),
        actions: [],
      };
    case 'summaryRows':
      return {
        severity: 'info',
        text,
        detail: l10n.t(
          "The summary isn't one of the rows below: it isn't counted, drawn, or ranked with them. The file as delivered contains it.",
        ),
        actions: [],
      };
    case 'earlierFunctionVersion':
      return {
        severity: 'info',
        text,
        detail: l10n.t(
          "The newest version of this report doesn't work in this tenant yet. Its additional columns are missing, which doesn't mean 0, and the last 30 days stand in for the last 28.",
        ),
        actions: [],
      };
    case 'unknownColumns':
    case 'missingColumns':
    case 'duplicateColumns':
    case 'attributes':
    case 'directory':
      return { severity: 'info', text, actions: [] };
    case 'rowsWithoutDay':
    case 'implausibleRefreshDate':
    case 'implausibleDays':
    case 'raggedRows':
    case 'irregularValues':
    case 'noFinalLineBreak':
    case 'directoryUnreadable':
      return { severity: 'warning', text, actions: [] };
    case 'attributesUnreadable':
      return {
        severity: 'warning',
        text,
        actions: [{ id: 'chooseAttributesFile', label: labelOfAction('chooseAttributesFile') }],
      };
  }
}

/** A file may have a thousand columns that nobody knows. */
const MAX_NAMES = 20;

/** More summaries than these are better read in the file. */
const MAX_SUMMARY_ROWS = 3;

function summaryCellText({ column, value }: SummaryCell, labelOf: (name: string) => string): string {
  const text = typeof value === 'number' ? numberLabel(value) : isIsoDate(value) ? dayLabel(value) : clip(value);
  return `${labelOf(column)} ${text}`;
}

/** Names of columns, quoted, as many as fit into a sentence. */
export function columnList(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map((name) => `"${clip(name)}"`);
  const further = names.length - shown.length;
  return [...shown, ...(further === 0 ? [] : [l10n.t('and {0} more', numberLabel(further))])].join(', ');
}
