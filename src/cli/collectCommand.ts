import { Archive } from '../services/archive/archive.js';
import { publishedCloud } from '../services/auth/connections/clouds.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { Budget } from '../services/throttling/budget.js';
import { Collector, type CollectedReport, type CollectResult, countOutcomes } from '../services/collect/collector.js';
import { collectSetText, parseCollectSet } from '../services/collect/collectSet.js';
import { estimateSeconds } from '../services/collect/estimate.js';
import { type CollectPlan, planCollection } from '../services/collect/plan.js';
import { RunFile } from '../services/collect/runFile.js';
import { createFetchReport, type TokenProvider } from '../services/reports/createFetchReport.js';
import { redact } from '../base/redact.js';
import { ReportService } from '../services/reports/reportService.js';
import { UsageReportsError, messageOf } from '../base/errors.js';
import { lazy } from '../base/lazy.js';
import type { ReportRef } from '../shared/report.js';
import type { CollectArguments } from './arguments.js';
import type { Identity } from './environment.js';
import { exitCodes } from './exitCodes.js';
import type { Reporter } from './reporter.js';

export interface CollectCommandOptions {
  readonly arguments: CollectArguments;
  readonly identity: Identity;
  /** Absolute. */
  readonly archiveFolder: string;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  /** Aborted by somebody who wants the run to end. */
  readonly signal: AbortSignal;
}

/** @returns what the process ends with, where nobody has interrupted it */
export async function collectCommand(options: CollectCommandOptions): Promise<number> {
  const { arguments: asked, identity, archiveFolder, catalog, reporter, signal } = options;
  const { connection } = identity;
  const now = () => new Date();
  const set = parseCollectSet(asked.set, catalog);
  const archive = new Archive(archiveFolder, {
    // As in VS Code: of reports about single people no more is kept than the newest.
    retention: (report) => (catalog.find(report)?.kind === 'detail' ? { snapshots: 1 } : undefined),
    onWarning: (error) => reporter.tell({ event: 'log', level: 'warning', message: error.message }, error.message),
  });
  const budget = new Budget({ folder: () => archiveFolder, limits: () => asked.limits });
  const service = new ReportService({
    catalog: () => catalog,
    connection: () => connection,
    archive,
    fetchReport: createFetchReport({
      platform: { fetch: (url, init) => globalThis.fetch(url, init) },
      signIn: createTokenProvider(identity, now),
      catalog: () => catalog,
      budget: () => Promise.resolve(budget),
      now,
      log: {
        info: (message) => reporter.tell({ event: 'log', level: 'info', message }),
        warn: (message) => reporter.tell({ event: 'log', level: 'warning', message }),
      },
    }),
    now,
    settings: () => ({ format: asked.format, freshHours: asked.freshHours }),
  });
  const runFile = new RunFile(archiveFolder, connection.id);
  const interrupted = asked.dryRun ? undefined : await runFile.interrupted(collectSetText(set), now());
  const plan = await planCollection({
    set,
    catalog,
    connection: connection.id,
    cloud: publishedCloud(connection.cloud),
    format: asked.format,
    stored: (ref) => service.stored(ref),
    ...(interrupted === undefined ? {} : { since: interrupted.startedAt }),
  });
  const usage = await budget.usage(connection, asked.format);
  const seconds = connection.kind === 'sample' ? 0 : estimateSeconds(plan.asked.length, usage);
  printPlan(plan, seconds, interrupted !== undefined, options);
  if (asked.dryRun) {
    return exitCodes.all;
  }
  await runFile
    .begin(interrupted ?? { set: collectSetText(set), startedAt: now().toISOString() })
    .catch((error: unknown) => {
      const why = safeMessageOf(error);
      throw new UsageReportsError('storage', `The archive folder cannot be written: ${why}`, {}, { cause: error });
    });
  const timeIsUp =
    asked.maxMinutes === undefined ? new AbortController().signal : AbortSignal.timeout(asked.maxMinutes * 60_000);
  const collector = new Collector({ plan, service, onProgress: createProgressReporter(reporter) });
  const result = await collector.run(AbortSignal.any([signal, timeIsUp]));
  const code = exitCodeOf(result, timeIsUp.aborted);
  if (result.notAsked.length === 0) {
    await runFile.end();
  }
  const counts = countOutcomes(result);
  reporter.tell(
    {
      event: 'end',
      ...counts,
      fresh: plan.fresh.length + plan.done.length,
      notAsked: result.notAsked.length,
      exitCode: code,
    },
    [
      `${counts.fetched} fetched, ${counts.unchanged} unchanged, ${counts.failed} failed, ${plan.fresh.length + plan.done.length} fresh already`,
      result.notAsked.length === 0
        ? undefined
        : `${result.notAsked.length} not asked for: ${signal.aborted ? 'interrupted' : timeIsUp.aborted ? 'the time is up' : 'it would have been in vain'}`,
    ]
      .filter((part) => part !== undefined)
      .join('; '),
  );
  service.dispose();
  return code;
}

/** What signs in is a big script, and the sample tenant needs none of it. */
function createTokenProvider({ connection, secret }: Identity, now: () => Date): TokenProvider {
  const sessions = lazy(() =>
    import('../services/auth/appOnly/appOnlySessions.js').then(({ createAppOnlySessions }) =>
      createAppOnlySessions({ fetch: (url, init) => globalThis.fetch(url, init), now, timeoutSeconds: 30 }),
    ),
  );
  return {
    tokens: () => ({
      getToken: async ({ signal, rejected }) =>
        connection.kind === 'sample' ? 'sample' : (await sessions()).token(connection, secret, signal, rejected),
    }),
    recordOutcome: () => undefined,
  };
}

function printPlan(
  { asked, fresh, done, nested, unpublished }: CollectPlan,
  seconds: number,
  resumes: boolean,
  options: CollectCommandOptions,
): void {
  const { arguments: args, identity, reporter } = options;
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  reporter.tell(
    {
      event: 'plan',
      tenant: identity.connection.id,
      set: args.set,
      requests: asked.length,
      seconds: Math.round(seconds),
      fresh: fresh.length,
      done: done.length,
      nested: nested.length,
      unpublished: unpublished.map(({ name }) => name),
      ...(args.dryRun ? { reports: asked.map(({ ref }) => nameOf(ref)) } : {}),
    },
    [
      `${asked.length} requests, about ${minutes} min.`,
      nested.length === 0
        ? undefined
        : `${nested.length} fewer because the longest period of a daily series holds the days of the shorter ones.`,
      fresh.length === 0 ? undefined : `${fresh.length} are still fresh.`,
      resumes ? `An interrupted run goes on: ${done.length} are done.` : undefined,
      unpublished.length === 0 ? undefined : `${unpublished.length} are not published in this cloud.`,
      ...(args.dryRun ? asked.map(({ ref }) => `\n${nameOf(ref)}`) : []),
    ]
      .filter((part) => part !== undefined)
      .join(' ')
      .replaceAll(' \n', '\n'),
  );
}

function createProgressReporter(
  reporter: Reporter,
): (progress: { done: number; total: number; waitSeconds?: number; last?: CollectedReport }) => void {
  let waitingUntil = 0;
  return ({ done, total, waitSeconds, last }) => {
    if (last !== undefined) {
      const { outcome, planned } = last;
      const error = outcome.kind === 'failed' ? errorFacts(outcome.error) : {};
      const why = outcome.kind === 'failed' ? `: ${safeMessageOf(outcome.error)}` : '';
      reporter.tell(
        { event: 'report', ...planned.ref, outcome: outcome.kind, ...error, done, total },
        `[${done}/${total}] ${nameOf(planned.ref)} ${outcome.kind}${why}`,
      );
    } else if (waitSeconds !== undefined && Date.now() + waitSeconds * 1000 > waitingUntil + 20_000) {
      // It is told anew every some seconds; a log needs it once.
      waitingUntil = Date.now() + waitSeconds * 1000;
      reporter.tell(
        { event: 'wait', seconds: Math.ceil(waitSeconds) },
        `waiting ${Math.ceil(waitSeconds)} s for the service’s limits`,
      );
    }
  };
}

function exitCodeOf({ ended, notAsked, stopped }: CollectResult, timeIsUp: boolean): number {
  if (stopped?.kind === 'failure') {
    return exitCodeOfError(stopped.error);
  }
  const failed = ended.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error] : []));
  if (failed.length > 0) {
    // The very last one may have been one after which nothing would have been asked for.
    const [code] = failed.map(exitCodeOfError).filter((one) => one !== exitCodes.someFailed);
    return code ?? exitCodes.someFailed;
  }
  return notAsked.length > 0 && timeIsUp ? exitCodes.timeLimit : exitCodes.all;
}

/** What one error means for the whole process. */
export function exitCodeOfError(error: unknown): number {
  const reason = error instanceof UsageReportsError ? error.reason : undefined;
  switch (reason) {
    case 'invalidRequest':
      return exitCodes.usage;
    case 'signInRequired':
    case 'signInFailed':
    case 'unauthorized':
      return exitCodes.signIn;
    case 'storage':
      return exitCodes.archive;
    default:
      return exitCodes.someFailed;
  }
}

/** The facts of a failure that a program may act on. */
export function errorFacts(error: unknown): object {
  if (!(error instanceof UsageReportsError)) {
    return { reason: 'unexpected', message: safeMessageOf(error) };
  }
  const { problem, status, code, requestId } = error.details;
  return { reason: error.reason, message: safeMessageOf(error), problem, status, code, requestId };
}

/** What an error says, without secrets and addresses. */
export function safeMessageOf(error: unknown): string {
  return redact(messageOf(error));
}

function nameOf({ report, period, date }: ReportRef): string {
  return [report, period ?? date].filter((part) => part !== undefined).join(' ');
}
