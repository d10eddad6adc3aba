import * as vscode from 'vscode';
import type { PageTexts } from '../../shared/pages/texts.js';
import { commonPageTexts } from '../common/commonPageTexts.js';
import { countedPageTexts } from './countedPageTexts.js';

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
      addedFrom: vscode.l10n.t('Added from {0}'),
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

      savedView: {
        shown: vscode.l10n.t('View: {0}'),
        changed: vscode.l10n.t('changed'),
        save: vscode.l10n.t('Save View'),
        saveHint: vscode.l10n.t('Save what the table shows now in this view'),
        reset: vscode.l10n.t('Reset View'),
        resetHint: vscode.l10n.t('Show the view as it was saved'),
      },

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
      staleFile: {
        one: vscode.l10n.t(
          "This data is {0} day old. It can't be requested: to update it, export a newer file from the admin center, and use Add to Archive… on it.",
        ),
        other: vscode.l10n.t(
          "This data is {0} days old. It can't be requested: to update it, export a newer file from the admin center, and use Add to Archive… on it.",
        ),
      },
      loadingReport: vscode.l10n.t('Loading: {0}. {1}'),
      opened: { one: vscode.l10n.t('{1}: {0} row'), other: vscode.l10n.t('{1}: {0} rows') },

      groups: {
        groupBy: vscode.l10n.t('Group By'),
        groupByHint: vscode.l10n.t('Count and add up the rows by what they have in common'),
        counted: countedPageTexts(),
        and: vscode.l10n.t('{0} and {1}'),
        loading: vscode.l10n.t('Grouping…'),
        backToRows: vscode.l10n.t('Back to Rows'),
        backToGroups: vscode.l10n.t('Back to Groups'),
        backToGroupsHint: vscode.l10n.t('Show all groups again, without the filter of this one (Escape, Alt+Left)'),
        form: vscode.l10n.t('Grouping'),
        column: vscode.l10n.t('Group by'),
        secondColumn: vscode.l10n.t('Then by'),
        none: vscode.l10n.t('None'),
        amount: vscode.l10n.t('Measure {0}'),
        chart: vscode.l10n.t('Chart of the groups'),
        overTime: vscode.l10n.t('Over Time'),
        overTimeHint: vscode.l10n.t('Draw the largest groups over all archived snapshots of this report'),
        overTimeOf: vscode.l10n.t('{0} over time'),
        reading: vscode.l10n.t('Reading snapshots: {0} of {1}'),
        chartOf: vscode.l10n.t('Groups in the chart: the first {0} of {1}'),
        notes: vscode.l10n.t('About the groups'),
        openHint: vscode.l10n.t('Select a group to show its rows.'),
        keys: {
          value: '{0}',
          domain: vscode.l10n.t('{0}: domain'),
          member: vscode.l10n.t('{0} (one group per value)'),
          month: vscode.l10n.t('{0}: month'),
          week: vscode.l10n.t('{0}: week'),
          weekday: vscode.l10n.t('{0}: weekday'),
          range: vscode.l10n.t('{0}: ranges'),
          activeWithin: vscode.l10n.t('{0}: how long ago'),
        },
        amounts: {
          distinct: vscode.l10n.t('{0}: different values'),
          sum: vscode.l10n.t('{0}: sum'),
          mean: vscode.l10n.t('{0}: average'),
          median: vscode.l10n.t('{0}: median'),
          min: vscode.l10n.t('{0}: lowest'),
          max: vscode.l10n.t('{0}: highest'),
          shareWithValue: vscode.l10n.t('{0}: not blank (%)'),
        },
        earliest: vscode.l10n.t('{0}: earliest'),
        latest: vscode.l10n.t('{0}: latest'),
        within: { one: vscode.l10n.t('Within {0} day'), other: vscode.l10n.t('Within {0} days') },
        longer: vscode.l10n.t('Longer ago'),
        never: vscode.l10n.t('No day'),
        weekdays: [
          vscode.l10n.t('Monday'),
          vscode.l10n.t('Tuesday'),
          vscode.l10n.t('Wednesday'),
          vscode.l10n.t('Thursday'),
          vscode.l10n.t('Friday'),
          vscode.l10n.t('Saturday'),
          vscode.l10n.t('Sunday'),
        ],
        failed: vscode.l10n.t("The groups couldn't be read. {0}"),
      },

      sources: {
        title: vscode.l10n.t('Reports in this table'),
        report: vscode.l10n.t('Report'),
        period: vscode.l10n.t('Period'),
        day: vscode.l10n.t('Data up to'),
        rows: vscode.l10n.t('Rows'),
        note: vscode.l10n.t('Note'),
      },

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
