import * as l10n from '@vscode/l10n';
import type { ReportDefinition } from '../core/catalog/definition.js';
import type { Notice } from '../shared/pages/common.js';
import type { TableWarning } from '../shared/report.js';
import { labelOf as actionLabel } from './errorActions.js';
import { columnList, warningNotice } from './warningTexts.js';

/**
 * What is to be known of a file that a person opened as a report: what it was taken for, and what was noticed while decoding.
 * @param candidates the reports that its content fits equally well; empty where it is no known report
 */
export function fileNotices(
  { candidates }: { readonly candidates: readonly ReportDefinition[] },
  definition: ReportDefinition,
  warnings: readonly TableWarning[],
  labelOf: (name: string) => string,
): Notice[] {
  const isKnown = candidates.length > 0;
  return [
    ...(isKnown ? [] : [unknownNotice()]),
    ...(candidates.length > 1 ? [ambiguousNotice(definition)] : []),
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
