import * as l10n from '@vscode/l10n';
import type { Usage } from '../services/throttling/budget.js';
import { countOutcomes, type CollectProgress, type CollectResult } from '../services/collect/collector.js';
import type { ReportDefinition } from '../core/catalog/definition.js';
import type { CollectPlan } from '../services/collect/plan.js';
import { countText, waitingText } from './collectionStateTexts.js';
import { countRequests } from '../services/collect/directoryPlan.js';
import { durationLabel } from './durationTexts.js';
import { numberLabel } from './numberTexts.js';
import { plural } from './plurals.js';

export interface PlanTexts {
  /** `38 requests, about 3 minutes`; `at least 38 requests, 3 minutes or more` where nobody knows yet how many pages the directory has. */
  readonly short: string;
  /**
   * Whether the directory is read, and what is there already, in one line that a list has room for: `36 already up to date · 6 already done`; empty
   * where nothing is.
   */
  readonly present: string;
  /** What is left out, as short: `164 included in longer periods · 1 not in this cloud`. */
  readonly leftOut: string;
  /** The same in sentences. */
  readonly reasons: string;
}

export function planTexts(
  { requested, fresh, done, nested, unpublished, unreadable }: CollectPlan,
  seconds: number,
): PlanTexts {
  const { reports, directory, isLeast } = countRequests(requested);
  const short = plural(
    reports + directory,
    isLeast
      ? {
          one: l10n.t('at least {0} request, {1} or more'),
          other: l10n.t('at least {0} requests, {1} or more'),
        }
      : { one: l10n.t('{0} request, about {1}'), other: l10n.t('{0} requests, about {1}') },
    durationLabel(seconds),
  );
  const reasons = [
    nested.length === 0 ? undefined : savedText(nested.length),
    fresh.length === 0 ? undefined : l10n.t('{0} already up to date.', numberLabel(fresh.length)),
    done.length === 0 ? undefined : l10n.t('{0} done before the interruption.', numberLabel(done.length)),
    unpublished.length === 0 ? undefined : l10n.t('{0} not available in this cloud.', numberLabel(unpublished.length)),
    unreadableText(unreadable),
  ];
  const present = [
    directory === 0 ? undefined : l10n.t('including directory data'),
    fresh.length === 0 ? undefined : l10n.t('{0} already up to date', numberLabel(fresh.length)),
    done.length === 0 ? undefined : l10n.t('{0} already done', numberLabel(done.length)),
  ];
  const leftOut = [
    nested.length === 0 ? undefined : l10n.t('{0} included in longer periods', numberLabel(nested.length)),
    unpublished.length === 0 ? undefined : l10n.t('{0} not in this cloud', numberLabel(unpublished.length)),
    unreadable.length === 0 ? undefined : l10n.t('{0} not for this sign-in', numberLabel(unreadable.length)),
  ];
  return {
    short,
    present: lineOf(present),
    leftOut: lineOf(leftOut),
    reasons: reasons.filter((reason) => reason !== undefined).join(' '),
  };
}

function lineOf(clauses: readonly (string | undefined)[]): string {
  return clauses.filter((clause) => clause !== undefined).join(' · ');
}

/**
 * `12 of 38 · about 2 minutes left`, and when the service's limits let it go on.
 * @param waitUntil milliseconds since the epoch, as `now`
 */
export function progressText(
  progress: Pick<CollectProgress, 'done' | 'total'>,
  secondsLeft: number,
  waitUntil: number | undefined,
  now: number,
): string {
  const waiting = waitingText(waitUntil, now);
  const parts = [
    countText(progress),
    waiting && l10n.t("{0}: Microsoft's request limits", waiting),
    progress.done === progress.total ? undefined : l10n.t('about {0} left', durationLabel(secondsLeft)),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
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
