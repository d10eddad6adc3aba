import * as vscode from 'vscode';
import type { Usage } from '../../services/throttling/budget.js';
import { countOutcomes, type CollectProgress, type CollectResult } from '../../services/collect/collector.js';
import type { CollectPlan } from '../../services/collect/plan.js';
import { durationLabel } from '../../l10n/durationTexts.js';

/** `38 requests, about 3 minutes`, and sentences that say why not more. */
export function planTexts(
  { requested, fresh, done, nested, unpublished }: CollectPlan,
  seconds: number,
): { short: string; reasons: string } {
  const short =
    requested.length === 1
      ? vscode.l10n.t('1 request, about {0}', durationLabel(seconds))
      : vscode.l10n.t('{0} requests, about {1}', requested.length, durationLabel(seconds));
  const reasons = [
    nested.length === 0
      ? undefined
      : vscode.l10n.t('{0} requests saved: 180 days include the shorter periods.', nested.length),
    fresh.length === 0 ? undefined : vscode.l10n.t('{0} already up to date.', fresh.length),
    done.length === 0 ? undefined : vscode.l10n.t('{0} done before the interruption.', done.length),
    unpublished.length === 0 ? undefined : vscode.l10n.t('{0} not available in this cloud.', unpublished.length),
  ];
  return { short, reasons: reasons.filter((reason) => reason !== undefined).join(' ') };
}

/** `12 of 38 · about 2 minutes left`, and how long the service's limits make it wait. */
export function progressText({ done, total, waitSeconds }: CollectProgress, secondsLeft: number): string {
  const count = vscode.l10n.t('{0} of {1}', done, total);
  // A text about a pause of a few seconds would only flicker.
  const wait =
    waitSeconds !== undefined && waitSeconds > 5
      ? vscode.l10n.t("waiting {0} because of Microsoft's request limits", durationLabel(waitSeconds))
      : undefined;
  const left = done === total ? undefined : vscode.l10n.t('about {0} left', durationLabel(secondsLeft));
  return [count, wait, left].filter((part) => part !== undefined).join(' · ');
}

/** What is left of the limit of CSV or JSON requests. */
export function usageText({ used, limit, endIn, pauseSeconds }: Usage): string {
  const left = Math.max(0, limit - used);
  const until = endIn.at(-1);
  const budget =
    until === undefined
      ? vscode.l10n.t('{0} of {0} requests left', limit)
      : vscode.l10n.t('{0} of {1} requests left for the next {2}', left, limit, durationLabel(until));
  return pauseSeconds > 0
    ? `${budget}. ${vscode.l10n.t('Microsoft Graph asks to wait {0}.', durationLabel(pauseSeconds))}`
    : budget;
}

export function summaryText(name: string, plan: CollectPlan, result: CollectResult): string {
  const { fetched, unchanged, failed } = countOutcomes(result);
  const there = plan.fresh.length + plan.done.length;
  const facts = [
    vscode.l10n.t('{0} fetched', fetched),
    unchanged === 0 ? undefined : vscode.l10n.t('{0} unchanged', unchanged),
    there === 0 ? undefined : vscode.l10n.t('{0} already up to date', there),
    failed === 0 ? undefined : vscode.l10n.t('{0} failed', failed),
    result.notRequested.length === 0 ? undefined : vscode.l10n.t('{0} not requested', result.notRequested.length),
  ];
  const list = facts.filter((fact) => fact !== undefined).join(', ');
  return result.notRequested.length === 0
    ? vscode.l10n.t('Collected reports for {0}: {1}.', name, list)
    : vscode.l10n.t('The collection of reports for {0} ended early: {1}.', name, list);
}
