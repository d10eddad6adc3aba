import * as l10n from '@vscode/l10n';
import { Archive } from '../services/archive/archive.js';
import { publishedCloud } from '../services/auth/connections/clouds.js';
import { accessOf, type Connection } from '../services/auth/connections/connection.js';
import { isDirectoryId, tenantIdFromToken, tenantKey } from '../services/auth/connections/tenantKey.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { Budget } from '../services/throttling/budget.js';
import { Collector, type CollectedReport, type CollectResult, countOutcomes } from '../services/collect/collector.js';
import { collectSetText, parseCollectSet } from '../services/collect/collectSet.js';
import { estimateSeconds } from '../services/collect/estimate.js';
import { type CollectPlan, planCollection } from '../services/collect/plan.js';
import { RunFile } from '../services/collect/runFile.js';
import { createFetchReport, type TokenProvider } from '../services/reports/createFetchReport.js';
import { fileDaysReader } from '../services/reports/fileDays.js';
import { ReportService } from '../services/reports/reportService.js';
import type { Fetch } from '../services/graph/fetch.js';
import { isCancelled, UsageReportsError } from '../base/errors.js';
import { lazy } from '../base/lazy.js';
import type { ReportRef } from '../shared/report.js';
import { errorTextsFor } from '../l10n/errorTexts.js';
import { planTexts, summaryText, waitText } from '../l10n/collectTexts.js';
import { numberLabel } from '../l10n/numberTexts.js';
import type { CollectArguments } from './arguments.js';
import type { Identity } from './environment.js';
import { errorFacts, safeMessageOf } from './errorFacts.js';
import { exitCodeOfError, exitCodes } from './exitCodes.js';
import type { Reporter } from './reporter.js';

export interface CollectCommandOptions {
  readonly arguments: CollectArguments;
  readonly identity: Identity;
  /** Absolute. */
  readonly archiveFolder: string;
  readonly catalog: Catalog;
  /** Sends every request. */
  readonly fetch: Fetch;
  readonly reporter: Reporter;
  /** Aborted when the user interrupts the run. */
  readonly signal: AbortSignal;
}

/** @returns the exit code, unless the run is interrupted */
export async function collectCommand(options: CollectCommandOptions): Promise<number> {
  const { arguments: args, identity, archiveFolder, catalog, fetch, reporter, signal } = options;
  const { connection } = identity;
  const now = () => new Date();
  const set = parseCollectSet(args.set, catalog);
  const onWarning = ({ message }: Error) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const archive = new Archive(archiveFolder, {
    // As in VS Code: only the newest snapshot of a detail report is archived, because it holds personal data.
    retention: (report) => (catalog.find(report)?.kind === 'detail' ? { snapshots: 1 } : undefined),
    readDays: fileDaysReader(() => catalog),
    onWarning,
  });
  const signIn = createTokenProvider(identity, fetch, now);
  // VS Code learns the directory ID from a token as well: one tenant has one folder and one count of requests.
  const learned = await directoryIdOf(connection, signIn, signal);
  const keyOf = (identified: Connection) => tenantKey(identified, learned);
  const budget = new Budget({ folder: () => archiveFolder, limits: () => args.limits, tenantKey: keyOf, onWarning });
  if (!args.dryRun) {
    await migrate(archive, reporter, signal);
  }
  const service = new ReportService({
    catalog: () => catalog,
    connection: () => connection,
    tenantKey: keyOf,
    archive,
    fetchReport: createFetchReport({
      fetch,
      signIn,
      catalog: () => catalog,
      budget,
      now,
      log: {
        info: (message) => reporter.report({ event: 'log', level: 'info', message }),
        warn: (message) => reporter.report({ event: 'log', level: 'warning', message }),
      },
    }),
    now,
    settings: () => ({ format: args.format, freshHours: args.freshHours }),
  });
  const tenant = await service.tenantOf(connection);
  const runFile = new RunFile(archiveFolder, tenant);
  const interrupted = await runFile.interrupted(collectSetText(set), now());
  const plan = await planCollection({
    set,
    catalog,
    connection: connection.id,
    cloud: publishedCloud(connection.cloud),
    access: accessOf(connection),
    format: args.format,
    archivedFacts: (ref) => service.archivedFacts(ref),
    ...(interrupted === undefined
      ? {}
      : { resumed: { startedAt: interrupted.startedAt, now: now(), freshHours: args.freshHours } }),
  });
  const usage = await budget.usage(connection, args.format);
  const seconds = connection.kind === 'sample' ? 0 : estimateSeconds(plan.requested.length, usage);
  printPlan(plan, tenant, seconds, interrupted !== undefined, options);
  if (args.dryRun) {
    return exitCodes.all;
  }
  await runFile
    .begin(interrupted ?? { set: collectSetText(set), startedAt: now().toISOString() })
    .catch((error: unknown) => {
      const why = safeMessageOf(error);
      throw new UsageReportsError(
        'storage',
        l10n.t("The archive folder can't be written: {0}", why),
        {},
        { cause: error },
      );
    });
  const timeIsUp =
    args.maxMinutes === undefined
      ? new AbortController().signal
      : AbortSignal.timeout(Math.ceil(args.maxMinutes * 60_000));
  const collector = new Collector({ plan, service, onProgress: createProgressReporter(reporter) });
  const result = await collector.run(AbortSignal.any([signal, timeIsUp]));
  const code = exitCodeOf(result, timeIsUp.aborted);
  if (result.notRequested.length === 0) {
    await runFile.end();
  }
  const counts = countOutcomes(result);
  reporter.report(
    {
      event: 'end',
      ...counts,
      fresh: plan.fresh.length + plan.done.length,
      notAsked: result.notRequested.length,
      ...(result.failure === undefined ? {} : { stoppedBy: errorFacts(result.failure), help: helpFor(result.failure) }),
      exitCode: code,
    },
    endText(identity.connection.name, plan, result, signal.aborted, timeIsUp.aborted),
  );
  service.dispose();
  return code;
}

/** The directory ID of a tenant that is named by a domain; `undefined` where it is known or there is none. */
async function directoryIdOf(
  connection: Connection,
  signIn: TokenProvider,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { kind, tenantId = '' } = connection;
  return kind === 'sample' || isDirectoryId(tenantId)
    ? undefined
    : tenantIdFromToken(await signIn.tokens(connection, false).getToken({ signal }));
}

/** An archive that cannot be changed is collected into as it is: readers find earlier snapshots wherever they are. */
async function migrate(archive: Archive, reporter: Reporter, signal: AbortSignal): Promise<void> {
  const log = { info: (message: string) => reporter.report({ event: 'log', level: 'info', message }) };
  try {
    const moved = await archive.migrate(signal);
    if (moved > 0) {
      log.info(`${moved} archived reports of an earlier version were moved into the archive's present layout.`);
    }
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    reporter.report({ event: 'log', level: 'warning', message: safeMessageOf(error) });
  }
}

/** Signing in needs a large script, which the sample tenant does without. */
function createTokenProvider({ connection, secret }: Identity, fetch: Fetch, now: () => Date): TokenProvider {
  const sessions = lazy(() =>
    import('../services/auth/appOnly/appOnlySessions.js').then(({ createAppOnlySessions }) =>
      createAppOnlySessions({ fetch, now, timeoutSeconds: 30 }),
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
  plan: CollectPlan,
  tenant: string,
  seconds: number,
  resumes: boolean,
  options: CollectCommandOptions,
): void {
  const { requested, fresh, done, nested, unpublished, unreadable } = plan;
  const { arguments: args, reporter } = options;
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

function createProgressReporter(
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
function endText(
  name: string,
  plan: CollectPlan,
  result: CollectResult,
  interrupted: boolean,
  timeIsUp: boolean,
): string {
  const summary = summaryText(name, plan, result);
  if (result.failure !== undefined) {
    return `${summary} ${l10n.t('Further requests would have failed, too.')}\n${helpFor(result.failure)}`;
  }
  if (result.notRequested.length === 0) {
    return summary;
  }
  return `${summary} ${timeIsUp && !interrupted ? l10n.t('The time limit was reached.') : l10n.t('The run was interrupted.')}`;
}

/** What happened and what helps, in the sentences of VS Code. */
function helpFor(error: unknown): string {
  const { text, detail } = errorTextsFor(error);
  return [text, detail]
    .filter((part) => part !== undefined)
    .join('\n')
    .replaceAll('\n\n', '\n');
}

function exitCodeOf({ finished, notRequested, failure }: CollectResult, timeIsUp: boolean): number {
  if (failure !== undefined) {
    // A single report may be forbidden; a run ends because of it only where the tenant refuses all of them.
    return failure.reason === 'forbidden' ? exitCodes.signIn : exitCodeOfError(failure);
  }
  if (finished.some(({ outcome }) => outcome.kind === 'failed')) {
    return exitCodes.someFailed;
  }
  return notRequested.length > 0 && timeIsUp ? exitCodes.timeLimit : exitCodes.all;
}

function nameOf({ report, period, date }: ReportRef): string {
  return [report, period ?? date].filter((part) => part !== undefined).join(' ');
}
