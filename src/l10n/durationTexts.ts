import * as l10n from '@vscode/l10n';
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
