import * as l10n from '@vscode/l10n';
import type { CollectedReport, CollectResult } from '../services/collect/collector.js';
import type { CollectPlan } from '../services/collect/plan.js';
import type { ReportRef } from '../shared/report.js';
import { errorTextsFor } from '../l10n/errorTexts.js';
import { planTexts, summaryText, waitText } from '../l10n/collectTexts.js';
import { numberLabel } from '../l10n/numberTexts.js';
import type { CollectArguments } from './arguments.js';
import { errorFacts, safeMessageOf } from './errorFacts.js';
import type { Reporter } from './reporter.js';

export interface PlanOptions {
  readonly tenant: string;
  /** How long the requests take. */
  readonly seconds: number;
  /** Whether an interrupted run goes on. */
  readonly resumes: boolean;
  readonly arguments: CollectArguments;
  readonly reporter: Reporter;
}

/** What is requested, and what isn't. */
export function reportPlan(
  plan: CollectPlan,
  { tenant, seconds, resumes, arguments: args, reporter }: PlanOptions,
): void {
  const { requested, fresh, done, nested, unpublished, unreadable } = plan;
  const { short, reasons } = planTexts(plan, seconds);
  reporter.report(
    {
      event: 'plan',
      tenant,
      set: args.set,
      requests: requested.length,
      seconds: Math.round(seconds),
      fresh: fresh.length,
      done: done.length,
      nested: nested.length,
      unpublished: unpublished.map(({ name }) => name),
      unreadable: unreadable.map(({ name }) => name),
      ...(args.dryRun ? { reports: requested.map(({ ref }) => nameOf(ref)) } : {}),
    },
    [
      `${short}.`,
      reasons,
      resumes ? l10n.t('Resuming an interrupted run.') : '',
      ...(args.dryRun ? requested.map(({ ref }) => `\n${nameOf(ref)}`) : []),
    ]
      .filter((part) => part !== '')
      .join(' ')
      .replaceAll(' \n', '\n'),
  );
}

/** Says which report has come, and how long the next one has to wait. */
export function createProgressReporter(
  reporter: Reporter,
): (progress: { done: number; total: number; waitSeconds?: number; last?: CollectedReport }) => void {
  let waitingUntil = 0;
  return ({ done, total, waitSeconds, last }) => {
    if (last !== undefined) {
      const { outcome, planned } = last;
      const error = outcome.kind === 'failed' ? errorFacts(outcome.error) : {};
      reporter.report(
        { event: 'report', ...planned.ref, outcome: outcome.kind, ...error, done, total },
        `[${numberLabel(done)}/${numberLabel(total)}] ${nameOf(planned.ref)}: ${outcomeText(outcome)}`,
      );
    } else if (waitSeconds !== undefined && Date.now() + waitSeconds * 1000 > waitingUntil + 20_000) {
      // The wait is reported every few seconds; once is enough for a log.
      waitingUntil = Date.now() + waitSeconds * 1000;
      reporter.report({ event: 'wait', seconds: Math.ceil(waitSeconds) }, waitText(waitSeconds));
    }
  };
}

function outcomeText(outcome: CollectedReport['outcome']): string {
  switch (outcome.kind) {
    case 'fetched':
      return l10n.t('fetched');
    case 'unchanged':
      return l10n.t('unchanged');
    case 'failed':
      return l10n.t('failed: {0}', safeMessageOf(outcome.error));
  }
}

/** The summary, and why the run ended early. */
export function endText(name: string, plan: CollectPlan, result: CollectResult, isLate: boolean): string {
  const summary = summaryText(name, plan, result);
  if (result.failure !== undefined) {
    return `${summary} ${l10n.t('Further requests would have failed, too.')}\n${helpFor(result.failure)}`;
  }
  if (result.notRequested.length === 0 && !isLate) {
    return summary;
  }
  return `${summary} ${isLate ? l10n.t('The time limit was reached.') : l10n.t('The run was interrupted.')}`;
}

/** What happened and what helps, in the sentences of VS Code. */
export function helpFor(error: unknown): string {
  const { text, detail } = errorTextsFor(error);
  return [text, detail]
    .filter((part) => part !== undefined)
    .join('\n')
    .replaceAll('\n\n', '\n');
}

function nameOf({ report, period, date }: ReportRef): string {
  return [report, period ?? date].filter((part) => part !== undefined).join(' ');
}
