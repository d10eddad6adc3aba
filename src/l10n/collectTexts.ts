import * as l10n from '@vscode/l10n';
import type { Usage } from '../services/throttling/budget.js';
import { countOutcomes, type CollectProgress, type CollectResult } from '../services/collect/collector.js';
import type { ReportDefinition } from '../core/catalog/definition.js';
import type { CollectPlan } from '../services/collect/plan.js';
import { durationLabel } from './durationTexts.js';
import { numberLabel } from './numberTexts.js';
import { plural } from './plurals.js';

/** `38 requests, about 3 minutes`, and sentences that say why not more. */
export function planTexts(
  { requested, fresh, done, nested, unpublished, unreadable }: CollectPlan,
  seconds: number,
): { short: string; reasons: string } {
  const short = plural(
    requested.length,
    { one: l10n.t('{0} request, about {1}'), other: l10n.t('{0} requests, about {1}') },
    durationLabel(seconds),
  );
  const reasons = [
    nested.length === 0 ? undefined : savedText(nested.length),
    fresh.length === 0 ? undefined : l10n.t('{0} already up to date.', numberLabel(fresh.length)),
    done.length === 0 ? undefined : l10n.t('{0} done before the interruption.', numberLabel(done.length)),
    unpublished.length === 0 ? undefined : l10n.t('{0} not available in this cloud.', numberLabel(unpublished.length)),
    unreadableText(unreadable),
  ];
  return { short, reasons: reasons.filter((reason) => reason !== undefined).join(' ') };
}

/** `12 of 38 · about 2 minutes left`, and how long the service's limits make it wait. */
export function progressText({ done, total, waitSeconds }: CollectProgress, secondsLeft: number): string {
  const count = l10n.t('{0} of {1}', numberLabel(done), numberLabel(total));
  // A text about a pause of a few seconds would only flicker.
  const wait = waitSeconds !== undefined && waitSeconds > 5 ? waitText(waitSeconds) : undefined;
  const left = done === total ? undefined : l10n.t('about {0} left', durationLabel(secondsLeft));
  return [count, wait, left].filter((part) => part !== undefined).join(' · ');
}

export function waitText(seconds: number): string {
  return l10n.t("waiting {0} because of Microsoft's request limits", durationLabel(seconds));
}

/** What is left of the limit of CSV or JSON requests, in sentences. */
export function usageText({ used, limit, endIn, pauseSeconds }: Usage): string {
  const left = Math.max(0, limit - used);
  const until = endIn.at(-1);
  const budget = budgetText(left, limit, until === undefined ? undefined : durationLabel(until));
  return pauseSeconds > 0
    ? `${budget} ${l10n.t('Microsoft Graph asks to wait {0}.', durationLabel(pauseSeconds))}`
    : budget;
}

export function summaryText(name: string, plan: CollectPlan, result: CollectResult): string {
  const { fetched, unchanged, failed } = countOutcomes(result);
  const there = plan.fresh.length + plan.done.length;
  const facts = [
    l10n.t('{0} fetched', numberLabel(fetched)),
    unchanged === 0 ? undefined : l10n.t('{0} unchanged', numberLabel(unchanged)),
    there === 0 ? undefined : l10n.t('{0} already up to date', numberLabel(there)),
    failed === 0 ? undefined : l10n.t('{0} failed', numberLabel(failed)),
    result.notRequested.length === 0 ? undefined : l10n.t('{0} not requested', numberLabel(result.notRequested.length)),
  ];
  const list = facts.filter((fact) => fact !== undefined).join(', ');
  return result.notRequested.length === 0
    ? l10n.t('Collected reports for {0}: {1}.', name, list)
    : l10n.t('The collection of reports for {0} ended early: {1}.', name, list);
}

function unreadableText(reports: readonly ReportDefinition[]): string | undefined {
  if (reports.length === 0) {
    return undefined;
  }
  return reports[0]?.access === 'delegated'
    ? l10n.t('{0} not available to an app without a user.', numberLabel(reports.length))
    : l10n.t('{0} not available to signed-in users.', numberLabel(reports.length));
}

function savedText(requests: number): string {
  return plural(requests, {
    one: l10n.t('{0} request saved: the longest period includes the shorter ones.'),
    other: l10n.t('{0} requests saved: the longest period includes the shorter ones.'),
  });
}

/** @param span until when requests count, in words; `undefined` where none was sent */
function budgetText(left: number, limit: number, span: string | undefined): string {
  return span === undefined
    ? plural(limit, { one: l10n.t('{0} of {0} request left.'), other: l10n.t('{0} of {0} requests left.') })
    : plural(
        limit,
        {
          one: l10n.t('{1} of {0} request left for the next {2}.'),
          other: l10n.t('{1} of {0} requests left for the next {2}.'),
        },
        numberLabel(left),
        span,
      );
}
