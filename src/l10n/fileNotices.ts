import * as l10n from '@vscode/l10n';
import type { ReportDefinition } from '../core/catalog/definition.js';
import type { Notice } from '../shared/pages/common.js';
import type { FileSpelling } from '../shared/fileSpelling.js';
import type { TableWarning } from '../shared/report.js';
import { labelOf as actionLabel } from './errorActions.js';
import { columnList, warningNotice } from './warningTexts.js';

/**
 * What is to be known of a file that a person opened as a report: what it was taken for, and what was noticed while decoding.
 * @param candidates the reports that its content fits equally well; empty where it is no known report
 * @param spelling how its days and numbers are read
 */
export function fileNotices(
  {
    candidates,
    spelling,
  }: {
    readonly candidates: readonly ReportDefinition[];
    readonly spelling: FileSpelling;
  },
  definition: ReportDefinition,
  warnings: readonly TableWarning[],
  labelOf: (name: string) => string,
): Notice[] {
  const isKnown = candidates.length > 0;
  return [
    ...(isKnown ? [] : [unknownNotice()]),
    ...(candidates.length > 1 ? [ambiguousNotice(definition)] : []),
    ...spellingNotices(spelling, labelOf),
    ...warnings.flatMap((warning) => (isKnown || warning.kind !== 'unknownColumns' ? noticeOf(warning, labelOf) : [])),
  ];
}

function unknownNotice(): Notice {
  return {
    severity: 'info',
    text: l10n.t("This file isn't a known usage report."),
    detail: l10n.t(
      'The types of its columns are inferred from their values. Sorting, filtering, and exporting work as usual.',
    ),
    actions: [],
  };
}

function ambiguousNotice({ title }: ReportDefinition): Notice {
  return {
    severity: 'info',
    text: l10n.t('This file has the columns of several reports and is shown as "{0}".', title),
    detail: l10n.t('Nothing in the file says which of them it is.'),
    actions: [{ id: 'chooseReport', label: actionLabel('chooseReport') }],
  };
}

/** How days and numbers are read that other programs or people may read otherwise. */
function spellingNotices({ slashDays, numbers }: FileSpelling, labelOf: (name: string) => string): Notice[] {
  const named = <T extends { readonly column: string }>(
    readings: readonly T[],
    isMeant: (reading: T) => boolean,
    noticeOf: (columns: string) => Omit<Notice, 'actions'>,
  ): Notice[] => {
    const names = readings.filter(isMeant).map(({ column }) => labelOf(column));
    return names.length === 0 ? [] : [{ ...noticeOf(columnList(names)), actions: [] }];
  };
  return [
    ...named(
      slashDays,
      ({ order }) => order === 'day',
      (columns) => ({
        severity: 'info',
        text: l10n.t('Dates with slashes are read as day/month/year: {0}.', columns),
        detail: l10n.t("At least one date in the file can't be read with the month first."),
      }),
    ),
    ...named(
      slashDays,
      ({ order }) => order === 'month',
      (columns) => ({
        severity: 'warning',
        text: l10n.t('Dates with slashes are read as month/day/year: {0}.', columns),
        detail: l10n.t(
          'Every one of them could also be day/month/year. Microsoft 365 writes the month first. If another program saved the file, check a date that you know.',
        ),
      }),
    ),
    ...named(
      slashDays,
      ({ order }) => order === 'text',
      (columns) => ({
        severity: 'warning',
        text: l10n.t("Dates with slashes aren't read as dates, but shown as received: {0}.", columns),
        detail: l10n.t('Some can only be day/month/year, and others only month/day/year.'),
      }),
    ),
    ...named(
      numbers,
      ({ style }) => style === 'comma',
      (columns) => ({
        severity: 'info',
        text: l10n.t('Numbers are read with a decimal comma: {0}.', columns),
        detail: l10n.t('A point in them separates thousands.'),
      }),
    ),
    ...named(
      numbers,
      ({ style }) => style === 'grouped',
      (columns) => ({
        severity: 'info',
        text: l10n.t('A point or comma before three digits is read as a thousands separator: {0}.', columns),
        detail: l10n.t('These columns contain whole numbers.'),
      }),
    ),
    ...named(
      numbers,
      ({ style }) => style === 'unclear',
      (columns) => ({
        severity: 'warning',
        text: l10n.t("Numbers aren't read as numbers, but shown as received: {0}.", columns),
        detail: l10n.t(
          "Nothing in the file says whether a point or comma in them is a decimal separator or a thousands separator. They can't be added up or sorted as numbers.",
        ),
      }),
    ),
  ];
}

/** What is said of an answer of the service, in words of a file. */
function noticeOf(warning: TableWarning, labelOf: (name: string) => string): Notice {
  const info = (text: string): Notice => ({ severity: 'info', text, actions: [] });
  switch (warning.kind) {
    case 'noRows':
    case 'noData':
      return info(l10n.t('The file has a header, but no rows.'));
    case 'missingColumns':
    case 'earlierFunctionVersion':
      return info(
        l10n.t("The file doesn't have all columns of this report: {0}.", columnList(warning.names.map(labelOf))),
      );
    case 'unknownColumns':
      return info(
        l10n.t(
          "The file has columns that this report doesn't have: {0}. They're shown as they are.",
          columnList(warning.names.map(labelOf)),
        ),
      );
    default:
      return warningNotice(warning, undefined, labelOf);
  }
}
