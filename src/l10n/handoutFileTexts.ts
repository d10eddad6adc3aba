import * as l10n from '@vscode/l10n';
import type { HandoutTexts } from '../core/handout/files/texts.js';
import { withPluralForms } from './plurals.js';

/** What documents to hand on say beside their blocks, in the display language. */
export function handoutFileTexts(): HandoutTexts {
  return withPluralForms<HandoutTexts>({
    dataUpTo: l10n.t('Data up to {0}'),
    created: l10n.t('Created {0}'),
    namesUsers: l10n.t('This report has names of users. Pass it on only to people who may see them.'),
    notKnown: l10n.t('not known'),
    yes: l10n.t('Yes'),
    no: l10n.t('No'),
    shareOf: l10n.t('{0} of {1} ({2})'),
    since: {
      changeBy: l10n.t('{0} from {1} as of {2}'),
      changeFrom: l10n.t('from {0} as of {1}'),
      unchanged: l10n.t('unchanged since {0}'),
    },
    in: {
      changeBy: l10n.t('{0} from {1} in {2}'),
      changeFrom: l10n.t('from {0} in {1}'),
      unchanged: l10n.t('unchanged from {0}'),
    },
    valueOn: l10n.t('{0} on {1}'),
    averageTo: l10n.t('{0}, 7-day average to {1}'),
    showValues: l10n.t('All values'),
    table: l10n.t('Table'),
    day: l10n.t('Day'),
    name: l10n.t('Name'),
    value: l10n.t('Value'),
    whole: l10n.t('Share'),
    change: l10n.t('Change'),
    note: l10n.t('Note'),
    course: l10n.t('Trend'),
    latest: l10n.t('Latest'),
    minimum: l10n.t('Lowest'),
    maximum: l10n.t('Highest'),
    dataEnds: l10n.t('end of data'),
    axisBegins: l10n.t('Axis begins at {0}'),
    averageNote: l10n.t('7-day average: the day and the six days before it, if at least four of them have a value'),
    weekends: l10n.t('Weekends'),
    missingDays: l10n.t('Days without data'),
    rowsShown: { one: l10n.t('{1} of {0} row is shown.'), other: l10n.t('{1} of {0} rows are shown.') },
    nothingStandsOut: l10n.t('Nothing stands out.'),
    nothingMissing: l10n.t('No data are missing.'),
    notAvailable: l10n.t('Not available'),
    severities: { error: l10n.t('Error'), warning: l10n.t('Warning'), info: l10n.t('Note') },
    restLeftOut: l10n.t('The rest is left out, because a file of this kind may be no larger. The HTML file has all.'),
  });
}
