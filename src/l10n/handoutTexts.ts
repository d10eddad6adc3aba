import * as l10n from '@vscode/l10n';
import type { HandoutTexts } from '../core/handout/handoutTexts.js';
import { withPluralForms } from './plurals.js';

/** What a document says by itself, in the display language. */
export function handoutTexts(): HandoutTexts {
  return withPluralForms({
    tables: { users: l10n.t('Users'), licenses: l10n.t('Licenses'), storage: l10n.t('Storage') },
    missing: {
      notArchived: l10n.t('{0}: nothing is archived.'),
      notArchivedUntil: l10n.t('{0}: nothing is archived up to {1}.'),
      older: l10n.t('{0}: the newest archived data are of {1}, before these days.'),
      later: l10n.t('{0}: nothing of these days is archived, only of {1} and later.'),
      noDays: l10n.t('{0}: no day of {1} is archived.'),
      noColumn: l10n.t('{0}: there are no values of {1}.'),
      unknownColumn: l10n.t('{0}: there is no column {1}. Do you mean {2}?'),
      allBlank: l10n.t('{0}: {1} is not known, as no archived report has it.'),
      noRows: l10n.t('{0}: the archived report has no rows.'),
      notOneNumber: l10n.t('The archived data do not tell this number.'),
      smallGroup: l10n.t('These are too few to be shown.'),
      namesUsers: l10n.t(
        'This part names users. It is left out, as names are shown only if the template asks for them and the person who makes the report confirms.',
      ),
      query: l10n.t(
        "This part can't be made, as the template asks for what the data don't have. {0} Correct it in the template, and make the report again.",
      ),
      nothingToDivideBy: l10n.t('Nobody is counted that this could be told of.'),
      tooEarly: l10n.t('Changes are told once two months in a row are archived.'),
    },
    noGrowth: {
      noEarlier: l10n.t(
        '{0}: growth up to {3} is not known, as it is told from data of {1} to {2} days before, and none of these are archived.',
      ),
      unreadable: l10n.t("{0}: growth up to {3} is not known, as the archived files of the days before can't be read."),
      notToldApart: l10n.t(
        '{0}: growth up to {3} is not known, as names or IDs are concealed, in these data or in those of the days before.',
      ),
    },
    notes: {
      missingDays: l10n.t('Days without data: {0} of {1}.'),
      asOf: l10n.t('As of {0}.'),
      missingDaysOf: l10n.t('{0}: days without data: {1} of {2}.'),
      missingDaysCompared: l10n.t('{0}: days without data in these reports: {1} of {2}. The other days are compared.'),
      mostMissingDaysCompared: l10n.t(
        '{0}: days without data in these reports: up to {1} of {2}. The other days are compared.',
      ),
      noDay: l10n.t('No day is archived.'),
      partOf: l10n.t('No change is told, as the data of {0} end on {1}.'),
      otherRows: l10n.t('No change is told, as other reports are archived of the month before.'),
      columnsAsOf: l10n.t('{0}: as of {1}.'),
      noWhole: l10n.t('{0} is not known. {1}'),
      noLine: l10n.t('{0} is not shown. {1}'),
    },
    leftOut: {
      smallGroups: {
        one: l10n.t('{0} group is too small to be shown. Rows in it: {1}.'),
        other: l10n.t('{0} groups are too small to be shown. Rows in them: {1}.'),
      },
      noKey: {
        one: l10n.t('{0} row is not counted: {1} has nothing that it could be grouped by.'),
        other: l10n.t('{0} rows are not counted: {1} has nothing that they could be grouped by.'),
      },
      noNumber: {
        one: l10n.t('{0} row is not in the amounts of {1}, where it has no number.'),
        other: l10n.t('{0} rows are not in the amounts of {1}, where they have no number.'),
      },
    },
    blank: l10n.t('(Blank)'),
    summaries: {
      line: l10n.t('{0}: from {1} on {2} to {3} on {4}.'),
      weeks: l10n.t('{0}: {1} a day on average, {2}; {3} a day, {4}.'),
      range: l10n.t('{0}: between {1} on {2} and {3} on {4}.'),
      oneDay: l10n.t('{0}: {1} on {2}.'),
      bars: { one: l10n.t('{0} bar: {1}, {2}.'), other: l10n.t('{0} bars; the largest is {1}, {2}.') },
    },
    standsOut: { changed: l10n.t('{0}: {1} {2}, {3} a day after {4}.') },
    quality: {
      measure: l10n.t('{0}, {1}'),
      reports: { one: l10n.t('{0} report'), other: l10n.t('{0} reports') },
      theyAre: l10n.t('{0} They are: {1}.'),
      missingDays: l10n.t('{0}: days without data: {1} of {2}, the newest of them {3}.'),
      endsOn: l10n.t('{0}: the data are of {1}.'),
      damaged: {
        one: l10n.t("{1}: {0} archived file can't be read."),
        other: l10n.t("{1}: {0} archived files can't be read."),
      },
      notJoined: {
        one: l10n.t('{0} report is not archived, so its numbers are missing: {1}.'),
        other: l10n.t('{0} reports are not archived, so their numbers are missing: {1}.'),
      },
      unreadable: l10n.t("{0}: the archived file can't be read."),
      otherNames: l10n.t(
        "{0}: its names are concealed and can be read in the other reports, or the other way around, so it can't be joined.",
      ),
      monthEnds: l10n.t(
        'Of reports about users, sites, and groups, the archive keeps the ends of some past months: see the setting {0}, or --month-ends on the command line.',
      ),
      concealed: l10n.t('Names of users, groups, and sites are concealed by a setting of the tenant.'),
    },
  });
}
