import * as l10n from '@vscode/l10n';
import { Archive } from '../services/archive/archive.js';
import { publishedCloud } from '../services/auth/connections/clouds.js';
import { isReadableByOthers } from '../services/auth/appOnly/certificateFile.js';
import { accessOf, type Connection } from '../services/auth/connections/connection.js';
import { isDirectoryId, tenantIdFromToken, tenantKey } from '../services/auth/connections/tenantKey.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { isPersonal } from '../core/directory/names.js';
import { Budget } from '../services/throttling/budget.js';
import { Collector, type CollectResult, countOutcomes } from '../services/collect/collector.js';
import { collectSetText, parseCollectSet } from '../services/collect/collectSet.js';
import { estimateSeconds } from '../services/collect/estimate.js';
import { planCollection } from '../services/collect/plan.js';
import { RunFile } from '../services/collect/runFile.js';
import { createFetchReport, type TokenProvider } from '../services/reports/createFetchReport.js';
import { fileDaysReader } from '../services/reports/fileDays.js';
import { ReportService } from '../services/reports/reportService.js';
import type { KnownSecrets } from '../services/auth/knownSecrets.js';
import type { FetchDirectoryOptions } from '../services/directory/fetchDirectory.js';
import type { Fetch } from '../services/graph/fetch.js';
import { abortable, throwIfAborted } from '../base/cancellation.js';
import { isCancelled } from '../base/errors.js';
import { lazy } from '../base/lazy.js';
import { readableCertificateText } from '../l10n/connectionTexts.js';
import type { CollectArguments } from './arguments.js';
import { createProgressReporter, endText, helpFor, reportPlan } from './collectLines.js';
import type { Ending } from './ending.js';
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
  /** Gets the tokens of the run. */
  readonly secrets: Pick<KnownSecrets, 'add'>;
  readonly ending: Ending;
}

/** @returns the exit code */
export async function collectCommand(options: CollectCommandOptions): Promise<number> {
  const { arguments: args, identity, archiveFolder, catalog, fetch, reporter, ending } = options;
  const { signal } = ending;
  const { connection } = identity;
  const now = () => new Date();
  const set = parseCollectSet(args.set, catalog);
  const onWarning = ({ message }: Pick<Error, 'message'>) =>
    reporter.report({ event: 'log', level: 'warning', message }, message);
  const isShared = () => args.shared;
  const archive = new Archive(archiveFolder, {
    // As in VS Code: of personal data the newest snapshot is archived, and what past months ended with.
    retention: (report) => (isPersonal(report, catalog) ? { snapshots: 1, monthEnds: args.monthEnds } : undefined),
    isShared,
    readDays: fileDaysReader(() => catalog),
    onWarning,
  });
  const { certificatePath } = connection;
  if (certificatePath !== undefined && (await isReadableByOthers(certificatePath))) {
    onWarning({ message: readableCertificateText(certificatePath) });
  }
  const signIn = createTokenProvider(options, now);
  // VS Code learns the directory ID from a token as well: one tenant has one folder and one count of requests.
  const learned = await directoryIdOf(connection, signIn, signal);
  const keyOf = (identified: Connection) => tenantKey(identified, learned);
  const budget = new Budget({
    folder: () => archiveFolder,
    isShared,
    limits: () => args.limits,
    tenantKey: keyOf,
    onWarning,
  });
  if (!args.dryRun) {
    await migrate(archive, reporter, signal);
  }
  const log = {
    info: (message: string) => reporter.report({ event: 'log', level: 'info', message }),
    warn: (message: string) => reporter.report({ event: 'log', level: 'warning', message }),
  };
  const serviceAt = (clock: () => Date) =>
    new ReportService({
      catalog: () => catalog,
      connection: () => connection,
      tenantKey: keyOf,
      archive,
      fetchReport: createFetchReport({ fetch, signIn, catalog: () => catalog, budget, now: clock, log }),
      now: clock,
      settings: () => ({ format: args.format, freshHours: args.freshHours }),
    });
  const service = serviceAt(now);
  const tenant = await service.tenantOf(connection);
  const runFile = new RunFile(archiveFolder, tenant, { isShared });
  const interrupted = await runFile.interrupted(collectSetText(set), now());
  const planning = planCollection({
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
  const plan = await abortable(planning, signal);
  const usage = await budget.usage(connection, args.format);
  const seconds = connection.kind === 'sample' ? 0 : estimateSeconds(plan.requested.length, usage);
  reportPlan(plan, { tenant, seconds, resumes: interrupted !== undefined, arguments: args, reporter });
  if (args.dryRun) {
    const { planDirectory } = await import('./collectDirectory.js');
    planDirectory(args.directory, reporter);
    return ending.end(exitCodes.all);
  }
  await runFile.begin(interrupted ?? { set: collectSetText(set), startedAt: now().toISOString() });
  const limit = args.maxMinutes === undefined ? undefined : args.maxMinutes * 60_000;
  const begun = performance.now();
  const timeIsUp = limit === undefined ? new AbortController().signal : AbortSignal.timeout(Math.ceil(limit));
  // A timer is late where the process is busy, so that the next step would begin after the limit.
  const isTimeUp = () => timeIsUp.aborted || (limit !== undefined && performance.now() - begun >= limit);
  const collector = new Collector({ plan, service, onProgress: createProgressReporter(reporter) });
  const result = await collector.run(AbortSignal.any([signal, timeIsUp]));
  if (result.notRequested.length === 0) {
    await forget(runFile, reporter);
  }
  const goesOn = () => result.stopped === undefined && !signal.aborted;
  /** @returns `undefined` where the time limit stops it */
  const inTime = async <T>(step: (runs: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    throwIfAborted(signal);
    if (isTimeUp()) {
      return undefined;
    }
    try {
      return await step(AbortSignal.any([signal, timeIsUp]));
    } catch (error) {
      if (isTimeUp() && !signal.aborted && isCancelled(error)) {
        return undefined;
      }
      throw error;
    }
  };
  const past =
    args.pastMonths && goesOn()
      ? await inTime(async (runs) => {
          const { collectPast } = await import('./collectPast.js');
          return collectPast({ arguments: args, connection, catalog, serviceAt, now: now(), signal: runs, reporter });
        })
      : 0;
  const directoryFailures =
    args.directory.length > 0 && goesOn()
      ? await inTime((runs) =>
          readDirectory(options, { archive, tenantOf: service.tenantOf.bind(service), signIn, now, log }, runs),
        )
      : 0;
  service.dispose();
  const isLate =
    isTimeUp() &&
    !signal.aborted &&
    (result.notRequested.length > 0 || past === undefined || directoryFailures === undefined);
  return ending.end(
    exitCodeOf(result) ||
      (isLate ? exitCodes.timeLimit : (directoryFailures ?? 0) > 0 ? exitCodes.someFailed : exitCodes.all),
    {
      ...countOutcomes(result),
      fresh: plan.fresh.length + plan.done.length,
      notAsked: result.notRequested.length,
      ...(result.failure === undefined ? {} : { stoppedBy: errorFacts(result.failure), help: helpFor(result.failure) }),
    },
    endText(identity.connection.name, plan, result, isLate),
  );
}

/** What the option names. It is seldom there, and so loaded then. @returns number of failures */
async function readDirectory(
  { arguments: args, identity, catalog, fetch, reporter }: CollectCommandOptions,
  {
    signIn,
    ...rest
  }: Pick<FetchDirectoryOptions, 'archive' | 'tenantOf' | 'now' | 'log'> & { readonly signIn: TokenProvider },
  signal: AbortSignal,
): Promise<number> {
  const [{ collectDirectory }, { sampleNetwork }] = await Promise.all([
    import('./collectDirectory.js'),
    import('../services/sample/sampleNetwork.js'),
  ]);
  const samples = sampleNetwork({ catalog: () => catalog, now: rest.now });
  const options: FetchDirectoryOptions = {
    ...rest,
    tokens: (connection) => signIn.tokens(connection, false),
    network: ({ kind, id }) => (kind === 'sample' ? samples(id) : { fetch }),
  };
  return collectDirectory(identity.connection, args.directory, options, { signal, reporter });
}

/** Everything is archived by now; at worst, the next run takes this one for interrupted and requests less. */
async function forget(runFile: RunFile, reporter: Reporter): Promise<void> {
  await runFile.end().catch((error: unknown) => {
    const message = l10n.t("The record of this run can't be deleted: {0}", safeMessageOf(error));
    reporter.report({ event: 'log', level: 'warning', message }, message);
  });
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
function createTokenProvider({ identity, fetch, secrets }: CollectCommandOptions, now: () => Date): TokenProvider {
  const { connection, secret } = identity;
  const sessions = lazy(() =>
    import('../services/auth/appOnly/appOnlySessions.js').then(({ createAppOnlySessions }) =>
      createAppOnlySessions({ fetch, now, timeoutSeconds: 30 }),
    ),
  );
  return {
    tokens: () => ({
      getToken: async ({ signal, rejected }) => {
        if (connection.kind === 'sample') {
          return 'sample';
        }
        const token = await (await sessions()).token(connection, secret, signal, rejected);
        secrets.add(token);
        return token;
      },
    }),
    recordOutcome: () => undefined,
  };
}

/** Of the reports that were requested. */
function exitCodeOf({ finished, failure }: CollectResult): number {
  if (failure !== undefined) {
    // A single report may be forbidden; a run ends because of it only where the tenant refuses all of them.
    return failure.reason === 'forbidden' ? exitCodes.signIn : exitCodeOfError(failure);
  }
  const errors = finished.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error] : []));
  if (errors.length > 0) {
    const isUnreachable =
      errors.length === finished.length && errors.every((error) => exitCodeOfError(error) === exitCodes.network);
    return isUnreachable ? exitCodes.network : exitCodes.someFailed;
  }
  return exitCodes.all;
}
