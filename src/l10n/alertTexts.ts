import * as l10n from '@vscode/l10n';
import type { ActiveAlert } from '../core/alerts/alertState.js';
import type { NotJudged, Reading, ReadingUnit } from '../core/alerts/judgement.js';
import { filledSentence, type Placeholder } from '../core/alerts/placeholders.js';
import type { AlertRule, Severity } from '../core/alerts/rule.js';
import { displayLanguage } from './displayLanguage.js';
import { durationLabel } from './durationTexts.js';
import { dayLabel } from './periodTexts.js';
import { numberLabel } from './numberTexts.js';
import { plural } from './plurals.js';
import { storedLabel } from './storedTexts.js';

/** What an alert says. */
export function alertSentence({ sentence }: Pick<AlertRule, 'sentence'>, { reading, label }: ActiveAlert): string {
  return filledSentence(sentence, (placeholder) => placeholderText(placeholder, reading, label));
}

/** The amount that counts: how much it is, or how much it has changed. */
export function readingText({ compared, unit }: Reading): string {
  return amountText(compared, unit);
}

/** What it is compared with: `at most 95%`. */
export function limitText({ limit, unit, is }: Reading): string {
  const amount = amountText(limit, unit);
  return is === 'above' ? l10n.t('limit: at most {0}', amount) : l10n.t('limit: at least {0}', amount);
}

function placeholderText(placeholder: Placeholder, reading: Reading, label: string): string {
  const { compared, limit, unit, means, parts, day } = reading;
  switch (placeholder) {
    case 'value':
      return means === undefined ? amountText(compared, unit) : amountText(means.last, means.unit);
    case 'limit':
      return amountText(limit, unit);
    case 'group':
      return label;
    case 'day':
      return day === null ? '–' : dayLabel(day);
    case 'before':
      return means === undefined ? '–' : amountText(means.before, means.unit);
    case 'change':
      return amountText(compared, unit);
    case 'part':
      return parts === undefined ? '–' : amountText(parts.part, parts.unit);
    case 'whole':
      return parts === undefined ? '–' : amountText(parts.whole, parts.unit);
  }
}

function amountText(amount: number, unit: ReadingUnit): string {
  switch (unit) {
    case 'bytes':
      return storedLabel(amount);
    case 'seconds':
      return durationLabel(amount);
    case 'minutes':
      return durationLabel(amount * 60);
    case 'percent':
      return new Intl.NumberFormat(displayLanguage(), { style: 'percent', maximumFractionDigits: 1 }).format(
        amount / 100,
      );
    case 'days':
      return plural(Math.round(amount), { one: l10n.t('{0} day'), other: l10n.t('{0} days') });
    case 'count': {
      // A mean of many is no more exact by its fractions.
      const maximumFractionDigits = Math.abs(amount) < 10 ? 1 : 0;
      return new Intl.NumberFormat(displayLanguage(), { maximumFractionDigits }).format(amount);
    }
  }
}

export function severityLabel(severity: Severity): string {
  switch (severity) {
    case 'error':
      return l10n.t('Error');
    case 'warning':
      return l10n.t('Warning');
    case 'info':
      return l10n.t('Information');
  }
}

/** Why a rule couldn't be judged. */
export function notJudgedText(reason: NotJudged): string {
  switch (reason.kind) {
    case 'notArchived':
      return l10n.t('None of its reports is archived. Collect them.');
    case 'noEarlierSnapshot':
      return l10n.t('No snapshot is archived that is old enough to compare with.');
    case 'notArchivedReport':
      return l10n.t("The report {0} isn't archived. Collect it.", reason.report);
    case 'damagedReport':
      return l10n.t("The archived report {0} is damaged and can't be read. Collect it again.", reason.report);
    case 'otherNames':
      return l10n.t(
        'Names are concealed in some reports and readable in {0}, or the other way around. Collect it again.',
        reason.report,
      );
    case 'tooOld':
      return l10n.t(
        'The newest archived data of {0} are of {1}, which is too old. Collect it.',
        reason.report,
        dayLabel(reason.day),
      );
    case 'noRows':
      return l10n.t('The report has no rows. Collect it again.');
    case 'blankColumn':
      return l10n.t('The report has no values in the column "{0}". Collect it again.', reason.column);
    case 'concealed':
      return l10n.t('Names are concealed, so rows can\'t be told apart by "{0}".', reason.column);
    case 'personal':
      return l10n.t('Groups of the column "{0}" may name somebody, and alerts name nobody.', reason.column);
    case 'tooManyGroups':
      return l10n.t(
        'Too many groups would have an alert: {0}, and at most {1} can. Change the limit, or group by something that more rows have in common.',
        numberLabel(reason.found),
        numberLabel(reason.most),
      );
    case 'blank':
      return l10n.t('A cell that it compares is blank, so nobody knows the number.');
    case 'noGroup':
      return l10n.t("The report doesn't have this group any more.");
    case 'severalRows':
      return l10n.t('Its query has several rows. It needs one number, or groups.');
    case 'usualUnknown':
      return l10n.t('Too few snapshots are archived to know when the report usually comes.');
    case 'noPrice':
      return l10n.t('A product that counts has no price, so its cost is unknown.');
    case 'noColumn':
      return l10n.t('Its query has no column "{0}".', reason.column);
    case 'missingDays':
      return plural(reason.days, {
        one: l10n.t('{0} of the days that are compared is missing.'),
        other: l10n.t('{0} of the days that are compared are missing.'),
      });
    case 'failed':
      return reason.message;
  }
}
