import * as l10n from '@vscode/l10n';
import { displayLanguage } from './displayLanguage.js';
import { numberLabel } from './numberTexts.js';
import { plural } from './plurals.js';

/** A span as people say it, rounded up to a whole unit: `45 seconds`, `10 minutes`, `3 hours`, `2 days`. */
export function durationLabel(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole <= 90) {
    return plural(whole, { one: l10n.t('{0} second'), other: l10n.t('{0} seconds') });
  }
  if (whole <= 90 * 60) {
    return plural(Math.ceil(whole / 60), { other: l10n.t('{0} minutes') });
  }
  return whole <= 48 * 3600
    ? plural(Math.ceil(whole / 3600), { other: l10n.t('{0} hours') })
    : plural(Math.ceil(whole / 86_400), { other: l10n.t('{0} days') });
}

/** What is left of a wait, rounded up to a second, as a clock shows it: `0:07`, `1:42`, `1:00:00`. */
export function countdownLabel(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours === 0
    ? `${numberLabel(minutes)}:${twoDigits(rest)}`
    : `${numberLabel(hours)}:${twoDigits(minutes)}:${twoDigits(rest)}`;
}

function twoDigits(amount: number): string {
  return new Intl.NumberFormat(displayLanguage(), { minimumIntegerDigits: 2 }).format(amount);
}
