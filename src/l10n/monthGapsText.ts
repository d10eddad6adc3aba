import * as l10n from '@vscode/l10n';
import { numberLabel } from './numberTexts.js';
import { plural } from './plurals.js';

/** What the archive lacks of a month, in one line. @param month as people read it */
export function monthGapsText(
  month: string,
  { reports, days, allDays }: { readonly reports: readonly string[]; readonly days: number; readonly allDays: number },
): string {
  const count = reports.length;
  return [
    l10n.t('The archive has only part of {0}.', month),
    ...(count === 0
      ? []
      : [
          plural(
            count,
            {
              one: l10n.t('{0} report has nothing of it: {1}.'),
              other: l10n.t('{0} reports have nothing of it: {1}.'),
            },
            reports.join('; '),
          ),
        ]),
    ...(days === 0 ? [] : [l10n.t('Days without data: up to {0} of {1}.', numberLabel(days), numberLabel(allDays))]),
  ].join(' ');
}
