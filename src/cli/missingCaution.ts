import * as l10n from '@vscode/l10n';

/** Which reports a table lacks, in one sentence; none where it lacks none. */
export function missingCaution(reports: readonly { readonly state: string; readonly title: string }[]): string[] {
  const missing = reports.flatMap(({ state, title }) => (state === 'missing' ? [title] : []));
  return missing.length === 0 ? [] : [l10n.t('Not in the archive: {0}', missing.join(', '))];
}
