import * as l10n from '@vscode/l10n';
import { numberLabel } from './numberTexts.js';
import { plural } from './plurals.js';

/**
 * What the archive lacks of a month, in one line.
 * @param month as people read it @param maxNamed of more reports, only the first are named
 */
export function monthGapsText(
  month: string,
  { reports, days, allDays }: { readonly reports: readonly string[]; readonly days: number; readonly allDays: number },
  maxNamed = Infinity,
): string {
  const count = reports.length;
  return [
    l10n.t('The archive has only part of {0}.', month),
    ...(count === 0
      ? []
      : [
          plural(
            count,
            count > maxNamed
              ? {
                  one: l10n.t('{0} report has nothing of it, such as {1}.'),
                  other: l10n.t('{0} reports have nothing of it, such as {1}.'),
                }
              : {
                  one: l10n.t('{0} report has nothing of it: {1}.'),
                  other: l10n.t('{0} reports have nothing of it: {1}.'),
                },
            reports.slice(0, maxNamed).join('; '),
          ),
        ]),
    ...(days === 0 ? [] : [l10n.t('Days without data: up to {0} of {1}.', numberLabel(days), numberLabel(allDays))]),
  ].join(' ');
}
