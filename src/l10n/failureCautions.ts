import * as l10n from '@vscode/l10n';
import { plural } from './plurals.js';

/**
 * A sentence for each reason why reports that a table lacks could not be fetched.
 *
 * @param reports the missing ones with their titles
 * @param failures by name of a report, a sentence that says why
 */
export function failureCautions(
  reports: readonly { readonly report: string; readonly title: string }[],
  failures: ReadonlyMap<string, string>,
): string[] {
  const failed = reports.filter(({ report }) => failures.has(report));
  return [...new Set(failed.map(({ report }) => failures.get(report) ?? ''))].map((why) => {
    const titles = failed.filter(({ report }) => failures.get(report) === why).map(({ title }) => title);
    return plural(
      titles.length,
      {
        one: l10n.t("{0} report couldn't be fetched: {1}. {2}"),
        other: l10n.t("{0} reports couldn't be fetched: {1}. {2}"),
      },
      titles.join(', '),
      why,
    );
  });
}
