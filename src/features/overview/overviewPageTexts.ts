import * as vscode from 'vscode';
import type { PageTexts } from '../../shared/pages/texts.js';
import { commonPageTexts } from '../common/commonPageTexts.js';

/** What the overview says, in the display language. */
export function overviewPageTexts(): PageTexts<'overview'> {
  return {
    common: commonPageTexts(),
    overview: {
      reading: vscode.l10n.t('Reading the archive…'),
      archivedReports: vscode.l10n.t('{0} of {1} daily reports archived'),
      refreshHint: vscode.l10n.t('Read the archive again, without fetching anything'),
      collect: vscode.l10n.t('Fetch All Daily Reports'),
      browse: vscode.l10n.t('Show List of Reports'),
      emptyTitle: vscode.l10n.t('No daily reports have been fetched yet'),
      emptyText: vscode.l10n.t(
        'The overview shows trends and highlights of the daily reports in the archive. Fetch all of them now, or open one from the list of reports.',
      ),
      filling: vscode.l10n.t('Creating sample data'),
      filled: vscode.l10n.t('{0} of {1}'),
      jumpTo: vscode.l10n.t('Jump to'),
      favorites: vscode.l10n.t('Favorites'),
      retired: vscode.l10n.t('Retired services'),
      hidden: vscode.l10n.t('Hidden cards'),
      hiddenCards: { one: vscode.l10n.t('{0} hidden card'), other: vscode.l10n.t('{0} hidden cards') },
      favorite: vscode.l10n.t('Favorite: {0}'),
      addFavorite: vscode.l10n.t('Add to Favorites: {0}'),
      removeFavorite: vscode.l10n.t('Remove from Favorites: {0}'),
      hideCard: vscode.l10n.t('Hide card: {0}'),
      showCard: vscode.l10n.t('Show card: {0}'),
      isHidden: vscode.l10n.t('{0} is hidden.'),
      undo: vscode.l10n.t('Undo'),
      highlights: vscode.l10n.t('Highlights'),
      noHighlights: vscode.l10n.t('No large increases or decreases, and no late or missing data.'),
      tooEarly: vscode.l10n.t('Increases and decreases are shown once at least 14 days of a report are archived.'),
      open: vscode.l10n.t('Open {0}'),
      openHistory: vscode.l10n.t('{0}. Show all archived days of {1}'),
      openMeasure: vscode.l10n.t('Open {0} in a chart'),
      noValues: vscode.l10n.t('No values'),
      onlyZeros: vscode.l10n.t('All values are 0.'),
      tooSmall: vscode.l10n.t('Values are too small for a trend.'),
      noChangeYet: vscode.l10n.t('Not enough days to compare'),
      moreMeasures: { one: vscode.l10n.t('{0} more measure'), other: vscode.l10n.t('{0} more measures') },
      archivedDays: { one: vscode.l10n.t('{0} day archived'), other: vscode.l10n.t('{0} days archived') },
      kind: {
        rise: vscode.l10n.t('Increase'),
        fall: vscode.l10n.t('Decrease'),
        lag: vscode.l10n.t('Late data'),
        missing: vscode.l10n.t('Missing days'),
        failed: vscode.l10n.t('Failed'),
        damaged: vscode.l10n.t('Damaged'),
      },
      highlight: vscode.l10n.t('{0}: {1}'),
      lagDetail: {
        one: vscode.l10n.t('{0} day behind at the last check, usually {1}'),
        other: vscode.l10n.t('{0} days behind at the last check, usually {1}'),
      },
      missing: { one: vscode.l10n.t('{0} day missing'), other: vscode.l10n.t('{0} days missing') },
      missingDetail: vscode.l10n.t('Not fetched: {0}'),
      missingNewest: vscode.l10n.t('Most recently not fetched: {0}'),
      failed: vscode.l10n.t('The last request failed'),
      failedDetail: vscode.l10n.t('{0} ({1})'),
      damaged: {
        one: vscode.l10n.t('{0} damaged file in the archive'),
        other: vscode.l10n.t('{0} damaged files in the archive'),
      },
      damagedDetail: vscode.l10n.t('The history is based on the other files.'),
      opened: {
        one: vscode.l10n.t('Overview of {1}: {0} report'),
        other: vscode.l10n.t('Overview of {1}: {0} reports'),
      },
    },
  };
}
