import * as vscode from 'vscode';
import type { PageTexts } from '../../shared/pages/texts.js';
import { commonPageTexts } from '../common/commonPageTexts.js';

/** What the report's page says, in the display language. */
export function reportPageTexts(): PageTexts<'report'> {
  return {
    common: commonPageTexts(),
    report: {
      // Header
      refreshDateHint: vscode.l10n.t(
        "Report refresh date (UTC): the most recent day in the report. It's usually one to three days ago.",
      ),
      nextData: vscode.l10n.t('Newer data is expected from {0} (UTC).'),
      fetched: {
        network: vscode.l10n.t('Fetched {0} from Microsoft Graph'),
        archive: vscode.l10n.t('Fetched {0}, read from the archive'),
        sample: vscode.l10n.t('Fetched {0} from the sample tenant'),
        file: vscode.l10n.t('File changed {0}'),
      },
      file: vscode.l10n.t('File'),
      period: vscode.l10n.t('Period'),
      singleDay: vscode.l10n.t('Single day'),
      singleDayPlaceholder: vscode.l10n.t('Single day…'),
      refreshHint: vscode.l10n.t('Get the latest data of this report'),
      compareWith: vscode.l10n.t('Compare With…'),
      compareWithHint: vscode.l10n.t('Show the days before, another report, or another tenant in the same charts'),
      copyHint: vscode.l10n.t('Copy all rows of the table as shown, as tab-separated text'),
      copyMore: vscode.l10n.t('More Copy Options'),
      copyTabSeparated: vscode.l10n.t('Copy as Tab-Separated Text'),
      copyMarkdown: vscode.l10n.t('Copy as Markdown Table'),
      exportHint: vscode.l10n.t('Export the report to a file'),
      actions: vscode.l10n.t('Report actions'),
      received: vscode.l10n.t('{0} received'),

      // States
      lastGoodData: vscode.l10n.t('Showing the data that was fetched {0}.'),
      dataAge: { one: vscode.l10n.t('It is {0} day old.'), other: vscode.l10n.t('It is {0} days old.') },
      stale: {
        one: vscode.l10n.t(
          'This data is {0} day old. Usage data is usually available after one to three days, so newer data might be available.',
        ),
        other: vscode.l10n.t(
          'This data is {0} days old. Usage data is usually available after one to three days, so newer data might be available.',
        ),
      },
      loadingReport: vscode.l10n.t('Loading: {0}. {1}'),
      opened: { one: vscode.l10n.t('{1}: {0} row'), other: vscode.l10n.t('{1}: {0} rows') },

      history: {
        title: vscode.l10n.t('All archived days'),
        days: {
          one: vscode.l10n.t('{0} day from {1} to {2}'),
          other: vscode.l10n.t('{0} days from {1} to {2}'),
        },
        snapshots: { one: vscode.l10n.t('from {0} snapshot'), other: vscode.l10n.t('from {0} snapshots') },
        noneMissing: vscode.l10n.t('no days missing'),
        missing: { one: vscode.l10n.t('{0} day missing'), other: vscode.l10n.t('{0} days missing') },
        noneRevised: vscode.l10n.t('no values revised'),
        revised: { one: vscode.l10n.t('{0} value revised'), other: vscode.l10n.t('{0} values revised') },
        showMissing: vscode.l10n.t('Show Missing Days'),
        hideMissing: vscode.l10n.t('Hide Missing Days'),
        showRevised: vscode.l10n.t('Show Revised Values'),
        hideRevised: vscode.l10n.t('Hide Revised Values'),
        legend: vscode.l10n.t(
          'In the chart, missing days are shaded, and a dashed line marks where an older snapshot begins.',
        ),
        missingTitle: vscode.l10n.t("Days that weren't fetched while Microsoft provided them"),
        revisedTitle: vscode.l10n.t('Values that Microsoft revised'),
        newestOf: vscode.l10n.t('The newest {0} of {1}'),
        moreMissingRanges: vscode.l10n.t('and {0} more'),
        loading: vscode.l10n.t('Loading…'),
        day: vscode.l10n.t('Day'),
        measure: vscode.l10n.t('Measure'),
        before: vscode.l10n.t('Before'),
        after: vscode.l10n.t('After'),
        changed: vscode.l10n.t('Changed'),
        changedBetween: vscode.l10n.t('between {0} and {1}'),
        unknownDay: vscode.l10n.t('unknown'),
      },
    },
  };
}
