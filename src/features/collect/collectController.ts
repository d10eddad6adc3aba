import * as vscode from 'vscode';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import { accessOf, type Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { SignIn } from '../../services/auth/signIn.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { freshHours, isArchiveShared, requestFormat } from '../../settings.js';
import type { Budget } from '../../services/throttling/budget.js';
import { countOutcomes, type CollectResult } from '../../services/collect/collector.js';
import { type CollectSet, collectSetText, parseCollectSet } from '../../services/collect/collectSet.js';
import { estimateSeconds } from '../../services/collect/estimate.js';
import { type CollectPlan, planCollection } from '../../services/collect/plan.js';
import { Schedule } from '../../services/collect/schedule.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import { labelOf } from '../../l10n/errorActions.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import type { CommandArgument } from '../../commandIds.js';
import { connectionOf } from '../common/arguments.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { withDelayedProgress } from '../common/progress.js';
import type { Favorites } from '../common/favorites.js';
import { setContextKey } from '../common/setContextKey.js';
import { planTexts, summaryText } from '../../l10n/collectTexts.js';
import { showFailures, showPlan } from './failureList.js';
import { pickCollectSet } from './pickCollectSet.js';
import { RunningCollection } from './runningCollection.js';
import { parseUnfinished, UNFINISHED_KEY, type UnfinishedCollection } from './unfinished.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { showInformation, showWarning } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';
import { plural } from '../../l10n/plurals.js';

export interface CollectControllerOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly signIn: Pick<SignIn, 'state'>;
  /** Asks for what the sign-in needs. */
  readonly signInTo: (connection: Connection) => Promise<void>;
  readonly service: ReportService;
  readonly budget: Budget;
  /** Where the requests are counted. */
  readonly archiveFolder: () => string;
  /** The name of a connection's folder in the archive. */
  readonly tenantKey: (connection: Connection) => string;
  readonly favorites: Favorites;
  /** Of the workspace: the window that began a collection offers to resume it. */
  readonly memento: vscode.Memento;
  readonly errors: Pick<ErrorDisplay, 'attempt' | 'run'>;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
  /** The person wants to see what was collected of a connection. */
  readonly overviewChosen: (connection: Connection) => void;
}

/** Collections in this window, one at a time. */
export class CollectController implements Disposable {
  readonly #options: CollectControllerOptions;
  #running: RunningCollection | undefined;
  #disposed = false;
  /** The check of the schedule that is under way. */
  #scheduled: Promise<void> | undefined;

  constructor(options: CollectControllerOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.#disposed = true;
    this.#running?.cancel();
  }

  /** Asks what to collect where the argument does not say it. */
  async collect(argument: CommandArgument<'collect'> | undefined): Promise<void> {
    const { catalog, connections, favorites } = this.#options;
    if (this.#running !== undefined) {
      await this.#notifyRunning(this.#running);
      return;
    }
    const connection = connectionOf(argument, connections) ?? connections.active;
    const named = argument?.set;
    const set =
      named === undefined ? await pickCollectSet(catalog(), connection, favorites.all) : this.#parseSet(named);
    if (set !== undefined) {
      await this.#prepare(connection, set, named === undefined);
    }
  }

  pause(): void {
    this.#running?.pause();
    if (this.#running !== undefined) {
      void this.#notifyRunning(this.#running);
    }
  }

  /** Resumes the paused collection of this window, or the one that a restart interrupted. */
  async resume(): Promise<void> {
    const unfinished = await this.#unfinished();
    if (this.#running !== undefined) {
      this.#running.resume();
    } else if (unfinished === undefined) {
      void showInformation(vscode.l10n.t('There is no collection to resume.'));
    } else {
      await this.#resumeUnfinished(unfinished);
    }
  }

  cancel(): void {
    this.#running?.cancel();
  }

  async offerToResume(): Promise<void> {
    const unfinished = await this.#unfinished();
    const connection = this.#options.connections.all.find(({ id }) => id === unfinished?.connection);
    if (unfinished === undefined || connection === undefined) {
      return;
    }
    const resume = vscode.l10n.t('Resume');
    const forget = vscode.l10n.t("Don't Resume");
    const chosen = await showInformation(
      vscode.l10n.t('The collection of reports for {0} was interrupted.', connection.name),
      resume,
      forget,
    );
    if (chosen === resume) {
      await this.#resumeUnfinished(unfinished);
    } else if (chosen === forget) {
      await this.#remember(undefined);
    }
  }

  /** Collects what the schedule says, for connections that need no sign-in now. Only one of all windows does it. */
  async runScheduled(everyHours: number, setText: string): Promise<void> {
    this.#scheduled ??= this.#runDue(everyHours, this.#parseSet(setText)).finally(() => (this.#scheduled = undefined));
    await this.#scheduled;
  }

  async #runDue(everyHours: number, set: CollectSet): Promise<void> {
    const { connections, signIn, archiveFolder, tenantKey, log, now } = this.#options;
    for (const connection of connections.all.filter(({ kind }) => kind !== 'sample')) {
      const state = await signIn.state(connection);
      if (this.#running !== undefined || this.#disposed || (state.kind !== 'signedIn' && state.kind !== 'ready')) {
        continue;
      }
      const schedule = new Schedule(archiveFolder(), tenantKey(connection), { isShared: isArchiveShared });
      if (!(await schedule.take(everyHours, now()))) {
        continue;
      }
      log.info(`Collecting ${collectSetText(set)} of ${connection.name}, as scheduled.`);
      const result = await this.#run(connection, set, await this.#plan(connection, set), true);
      log.info(`Scheduled collection of ${connection.name}: ${JSON.stringify(countOutcomes(result))}`);
      if (result.notRequested.length === 0) {
        await schedule.done(now());
      }
    }
  }

  async #prepare(connection: Connection, set: CollectSet, confirm: boolean): Promise<void> {
    const { signIn, signInTo } = this.#options;
    if (['signedOut', 'expired'].includes((await signIn.state(connection)).kind)) {
      await signInTo(connection);
    }
    const plan = await withDelayedProgress(vscode.l10n.t('Checking archived reports'), () =>
      this.#plan(connection, set),
    );
    if (plan.requested.length === 0) {
      void showInformation(
        plan.fresh.length === 0
          ? `${vscode.l10n.t('Nothing to collect.')} ${planTexts(plan, 0).reasons}`.trim()
          : nothingToCollectText(plan.fresh.length),
      );
      return;
    }
    if (!confirm || (await this.#confirm(connection, plan))) {
      await this.#runAndNotify(connection, set, plan);
    }
  }

  async #confirm(connection: Connection, plan: CollectPlan): Promise<boolean> {
    const words = planTexts(plan, await this.#seconds(connection, plan));
    const start = {
      label: vscode.l10n.t('Collect Now'),
      description: words.short,
      detail: words.reasons,
      iconPath: new vscode.ThemeIcon('cloud-download'),
    };
    const list = {
      label: vscode.l10n.t('Show Plan'),
      description: vscode.l10n.t('Lists every request in an editor'),
      iconPath: new vscode.ThemeIcon('list-ordered'),
    };
    const picked = await showPick([start, list], {
      title: vscode.l10n.t('Collect Reports for {0}', connection.name),
      placeHolder: words.short,
    });
    if (picked === list) {
      await showPlan(plan, words, this.#options.catalog());
    }
    return picked === start;
  }

  async #resumeUnfinished({ connection: id, set: text, startedAt }: UnfinishedCollection): Promise<void> {
    const connection = this.#options.connections.get(id);
    const set = await this.#parseStoredSet(text);
    const plan = await this.#plan(connection, set, startedAt);
    await this.#runAndNotify(connection, set, plan, startedAt);
  }

  async #runAndNotify(connection: Connection, set: CollectSet, plan: CollectPlan, startedAt?: string): Promise<void> {
    const result = await this.#run(connection, set, plan, false, startedAt);
    if (!this.#disposed) {
      await this.#notifyResult(connection, set, plan, result);
    }
  }

  async #run(
    connection: Connection,
    set: CollectSet,
    plan: CollectPlan,
    quiet: boolean,
    startedAt?: string,
  ): Promise<CollectResult> {
    const { service, budget, now } = this.#options;
    if (!quiet) {
      await this.#remember({
        connection: connection.id,
        set: collectSetText(set),
        startedAt: startedAt ?? now().toISOString(),
      });
    }
    const running = new RunningCollection({ connection, plan, format: requestFormat(), service, budget, now, quiet });
    this.#running = running;
    setContextKey('collecting', true);
    try {
      return await running.finished;
    } finally {
      this.#running = undefined;
      setContextKey('collecting', false);
      // A window that closes stops it as well, but then it is to be resumed.
      if (!this.#disposed && !quiet) {
        await this.#remember(undefined);
      }
    }
  }

  async #notifyResult(
    connection: Connection,
    set: CollectSet,
    plan: CollectPlan,
    result: CollectResult,
  ): Promise<void> {
    const { catalog, errors, log, overviewChosen } = this.#options;
    const text = summaryText(connection.name, plan, result);
    log.info(text);
    const failed = countOutcomes(result).failed > 0;
    const resumeUnfinished = vscode.l10n.t('Resume');
    const what = vscode.l10n.t('Show Failed Reports');
    const overview = vscode.l10n.t('Open Overview');
    const failure = result.failure && errorTextsFor(result.failure);
    // The first one that helps: there is another button for the next attempt, and one that lists the failures.
    const action = failure?.actions.find((each) => !['retry', 'showLog', 'copyDetails'].includes(each));
    const help = action && labelOf(action);
    const buttons = [
      ...(help === undefined ? [] : [help]),
      ...(result.notRequested.length > 0 ? [resumeUnfinished] : []),
      ...(failed ? [what] : []),
      overview,
    ];
    const why = failure === undefined ? '' : ` ${failure.text}`;
    const show = failed ? showWarning : showInformation;
    const chosen = await show(text + why, ...buttons);
    if (chosen !== undefined && chosen === help && action !== undefined) {
      await errors.attempt(() => errors.run(action, result.failure, { connection: connection.id }));
    } else if (chosen === resumeUnfinished) {
      await this.#prepare(connection, set, false);
    } else if (chosen === what) {
      await showFailures(result, catalog());
    } else if (chosen === overview) {
      overviewChosen(connection);
    }
  }

  async #notifyRunning(running: RunningCollection): Promise<void> {
    const { done, total } = running.progress;
    const resume = vscode.l10n.t('Resume');
    const pause = vscode.l10n.t('Pause');
    const cancel = vscode.l10n.t('Cancel');
    const chosen = await showInformation(
      running.isPaused
        ? vscode.l10n.t(
            'The collection of reports for {0} is paused. Requests in progress will finish.',
            running.connection.name,
          )
        : vscode.l10n.t(
            'Collecting reports for {0}: {1} of {2} done.',
            running.connection.name,
            numberLabel(done),
            numberLabel(total),
          ),
      running.isPaused ? resume : pause,
      cancel,
    );
    if (this.#running !== running) {
      return;
    }
    if (chosen === cancel) {
      running.cancel();
    } else if (chosen === pause) {
      this.pause();
    } else if (chosen === resume && running.isPaused) {
      running.resume();
    }
  }

  #plan(connection: Connection, set: CollectSet, startedAt?: string): Promise<CollectPlan> {
    const { catalog, service, now } = this.#options;
    return planCollection({
      set,
      catalog: catalog(),
      connection: connection.id,
      cloud: publishedCloud(connection.cloud),
      access: accessOf(connection),
      format: requestFormat(),
      archivedFacts: (ref) => service.archivedFacts(ref),
      ...(startedAt === undefined ? {} : { resumed: { startedAt, now: now(), freshHours: freshHours() } }),
    });
  }

  async #seconds(connection: Connection, plan: CollectPlan): Promise<number> {
    return connection.kind === 'sample'
      ? 1
      : estimateSeconds(plan.requested.length, await this.#options.budget.usage(connection, requestFormat()));
  }

  #parseSet(text: string): CollectSet {
    const { catalog, favorites } = this.#options;
    // Settings of earlier versions spell it the British way.
    return /^favou?rites$/.test(text.trim())
      ? { kind: 'reports', reports: favorites.all }
      : parseCollectSet(text, catalog());
  }

  /** @throws UsageReportsError `invalidRequest`, once: what cannot be resumed is forgotten */
  async #parseStoredSet(text: string): Promise<CollectSet> {
    try {
      return this.#parseSet(text);
    } catch (error) {
      await this.#remember(undefined);
      throw error;
    }
  }

  /** The collection that a restart interrupted. What is stored and not understood is forgotten. */
  async #unfinished(): Promise<UnfinishedCollection | undefined> {
    const { memento, log } = this.#options;
    const stored = memento.get<unknown>(UNFINISHED_KEY);
    const unfinished = parseUnfinished(stored);
    if (stored !== undefined && unfinished === undefined) {
      log.warn('What is stored of an interrupted collection is not understood; it is forgotten.');
      await this.#remember(undefined);
    }
    return unfinished;
  }

  #remember(run: UnfinishedCollection | undefined): Thenable<void> {
    return this.#options.memento.update(UNFINISHED_KEY, run);
  }
}

function nothingToCollectText(fresh: number): string {
  return fresh === 1
    ? vscode.l10n.t('Nothing to collect: the report is already up to date.')
    : plural(fresh, { other: vscode.l10n.t('Nothing to collect: all {0} reports are already up to date.') });
}
