import * as vscode from 'vscode';
import type { WhyNoneUnused } from '../../core/licenses/whyNoneUnused.js';
import { dayLabel } from '../../l10n/periodTexts.js';
import { plural } from '../../l10n/plurals.js';

/**
 * What stands in the place of a list of unused licenses that has none.
 *
 * @param product all products where absent
 * @param day of the newest data of the reports, `YYYY-MM-DD`; `null` where none says
 */
export function noneUnusedTexts(
  why: WhyNoneUnused,
  product: string | undefined,
  day: string | null,
): { readonly title: string; readonly text: string } {
  switch (why.kind) {
    case 'notVisible':
      return {
        title:
          product === undefined
            ? vscode.l10n.t('No report shows the use of these products')
            : vscode.l10n.t('No report shows the use of {0}', product),
        text: vscode.l10n.t("Microsoft doesn't report who uses it, so its licenses are never called unused."),
      };
    case 'notKnown':
      return {
        title:
          product === undefined
            ? vscode.l10n.t("Use isn't known")
            : vscode.l10n.t("The use of {0} isn't known", product),
        text: vscode.l10n.t(
          'None of the archived reports shows the use of these licenses. Fetch the missing reports to see it.',
        ),
      };
    case 'inUse':
      return {
        title:
          product === undefined
            ? vscode.l10n.t('No unused licenses')
            : vscode.l10n.t('No unused licenses of {0}', product),
        text: [
          day === null
            ? vscode.l10n.t('The archived reports show none.')
            : vscode.l10n.t('The archived reports, with data up to {0}, show none.', dayLabel(day)),
          ...(why.notKnown === 0
            ? []
            : [
                plural(why.notKnown, {
                  one: vscode.l10n.t("The use of {0} license isn't known."),
                  other: vscode.l10n.t("The use of {0} licenses isn't known."),
                }),
              ]),
        ].join(' '),
      };
  }
}
