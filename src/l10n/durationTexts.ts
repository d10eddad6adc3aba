import * as vscode from 'vscode';

/** A span as people say it, rounded up to a whole unit: `45 seconds`, `10 minutes`, `3 hours`, `2 days`. */
export function durationLabel(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole <= 90) {
    return whole === 1 ? vscode.l10n.t('1 second') : vscode.l10n.t('{0} seconds', whole);
  }
  if (whole <= 90 * 60) {
    return vscode.l10n.t('{0} minutes', Math.ceil(whole / 60));
  }
  return whole <= 48 * 3600
    ? vscode.l10n.t('{0} hours', Math.ceil(whole / 3600))
    : vscode.l10n.t('{0} days', Math.ceil(whole / 86_400));
}
