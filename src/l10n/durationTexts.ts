import * as l10n from '@vscode/l10n';
import { numberLabel } from './numberTexts.js';

/** A span as people say it, rounded up to a whole unit: `45 seconds`, `10 minutes`, `3 hours`, `2 days`. */
export function durationLabel(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole <= 90) {
    return whole === 1 ? l10n.t('1 second') : l10n.t('{0} seconds', numberLabel(whole));
  }
  if (whole <= 90 * 60) {
    return l10n.t('{0} minutes', numberLabel(Math.ceil(whole / 60)));
  }
  return whole <= 48 * 3600
    ? l10n.t('{0} hours', numberLabel(Math.ceil(whole / 3600)))
    : l10n.t('{0} days', numberLabel(Math.ceil(whole / 86_400)));
}
