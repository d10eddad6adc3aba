import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { SignIn } from '../../services/auth/signIn.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { isArchiveShared, requestFormat } from '../../settings.js';
import type { Budget } from '../../services/throttling/budget.js';
import { countOutcomes, type CollectResult } from '../../services/collect/collector.js';
import { type CollectSet, collectSetText, parseCollectSet } from '../../services/collect/collectSet.js';
import type { CollectPlan } from '../../services/collect/plan.js';
import { Schedule } from '../../services/collect/schedule.js';
import type { Directory } from '../../services/directory/directory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import type { CommandArgument } from '../../commandIds.js';
import { planTexts } from '../../l10n/collectTexts.js';
import { connectionOf } from '../common/arguments.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import type { Favorites } from '../common/favorites.js';
import { showInformation, showStatus } from '../common/messages.js';
import { withDelayedProgress } from '../common/progress.js';
import { logTextOf } from '../../base/redact.js';
import { CollectionPlans, type Wanted } from './collectionPlans.js';
import {
  answerToResume,
  canPause,
  canResume,
  type CollectionEvent,
  type CollectionId,
  type CollectionState,
  nextState,
} from './collectionState.js';
import { confirmPlan } from './confirmPlan.js';
import { askWhichCollection, notifyResult, notifyState, nothingToCollectText } from './collectNotices.js';
import { pickCollectSet } from './pickCollectSet.js';
import { RunningCollection } from './runningCollection.js';
import type { UnfinishedCollection } from './unfinished.js';
import type { UnfinishedStore } from './unfinishedStore.js';

export interface CollectControllerOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly signIn: Pick<SignIn, 'state'>;
  /** Asks for what the sign-in needs. */
  readonly signInTo: (connection: Connection) => Promise<void>;
  readonly service: ReportService;
  readonly budget: Budget;
  /** Loaded when it is first asked. */
  readonly directory: () => Promise<Directory>;
  /** Where the requests are counted. */
  readonly archiveFolder: () => string;
  /** The name of a connection's folder in the archive. */
  readonly tenantKey: (connection: Connection) => string;
  readonly favorites: Favorites;
  readonly unfinished: UnfinishedStore;
  readonly errors: Pick<ErrorDisplay, 'attempt' | 'run'>;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
  /** The person wants to see what was collected of a connection. */
  readonly overviewChosen: (connection: Connection) => void;
  /** A collection has ended: there may be something new of a connection. */
  readonly collected: (connection: Connection) => void;
  /** The state has changed, or a second of a wait has passed. @param usage what is left of the limits, in sentences */
  readonly stateChanged: (state: CollectionState, usage: string | undefined) => void;
}

/** Collections in this window, one at a time. */
export class CollectController implements Disposable {
  readonly #options: CollectControllerOptions;
  readonly #plans: CollectionPlans;
  #state: CollectionState = { kind: 'none' };
  #running: RunningCollection | undefined;
  #disposed = false;
  /** The check of the schedule that is under way. */
  #scheduled: Promise<void> | undefined;

  constructor(options: CollectControllerOptions) {
    this.#options = options;
    this.#plans = new CollectionPlans(options);
  }

  get state(): CollectionState {
    return this.#state;
  }

  dispose(): void {
    this.#disposed = true;
    this.#running?.cancel();
  }

  /** Asks what to collect where the argument does not say it. */
  async collect(argument: CommandArgument<'collect'> | undefined): Promise<void> {
    const { catalog, connections, favorites } = this.#options;
    if (this.#running !== undefined) {
      await this.#notifyState();
      return;
    }
    const connection = connectionOf(argument, connections) ?? connections.active;
    const named = argument?.set;
    const asks = named === undefined || argument?.confirm === true;
    if (asks && !(await this.#mayReplaceUnfinished())) {
      return;
    }
    const set =
      named === undefined ? await pickCollectSet(catalog(), connection, favorites.all) : this.#parseSet(named);
    if (set !== undefined) {
      await this.#prepare({ connection, set, directory: asks }, asks);
    }
  }

  /** @returns whether another collection is wanted, though there is one that can be resumed; resumes that one where it is wanted instead */
  async #mayReplaceUnfinished(): Promise<boolean> {
    await this.findUnfinished();
    const unfinished = this.#state;
    if (unfinished.kind !== 'interrupted') {
      return true;
    }
    const answer = await askWhichCollection(unfinished);
    if (answer === 'resume') {
      await this.#answerResume(unfinished.run);
    }
    return answer === 'new';
  }

  pause(): void {
    if (!canPause(this.#state)) {
      void showInformation(vscode.l10n.t('No collection is running.'));
      return;
    }
    this.#apply({ kind: 'pause' });
    this.#running?.pause();
    void this.#notifyState();
  }

  /** Resumes the paused collection of this window, or the one that was canceled or interrupted. */
  async resume(): Promise<void> {
    await this.findUnfinished();
    if (this.#running !== undefined && canResume(this.#state)) {
      this.#apply({ kind: 'resume' });
      this.#running.resume();
    } else if (this.#running !== undefined) {
      await this.#notifyState();
    } else {
      await this.#resumeUnfinished();
    }
  }

  /** Ends the collection that runs or is paused; of one that has ended early, nothing is resumed any more. */
  async cancel(): Promise<void> {
    if (this.#running !== undefined) {
      this.#running.cancel();
      return;
    }
    await this.findUnfinished();
    if (this.#state.kind === 'interrupted') {
      await this.#forget();
      showStatus(vscode.l10n.t("The collection won't be resumed."));
    } else {
      void showInformation(vscode.l10n.t('No collection is running.'));
    }
  }

  /** Learns of a collection that an earlier window has left. */
  async findUnfinished(): Promise<void> {
    const unfinished = await this.#options.unfinished.get();
    this.#apply(unfinished === undefined ? { kind: 'forget' } : { kind: 'found', unfinished });
  }

  async offerToResume(): Promise<void> {
    await this.findUnfinished();
    if (this.#state.kind === 'interrupted') {
      await this.#notifyState();
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
      const canRequest = ['signedIn', 'untested', 'ready'].includes(state.kind);
      if (!canRequest || this.#isBusy) {
        continue;
      }
      const schedule = new Schedule(archiveFolder(), tenantKey(connection), { isShared: isArchiveShared });
      if (!(await schedule.take(everyHours, now()))) {
        continue;
      }
      const wanted = { connection, set, directory: true };
      const plan = await this.#plans.make(wanted);
      // A person may have begun one since. This one is still due once what was taken has expired.
      if (this.#isBusy) {
        continue;
      }
      log.info(`Collecting ${collectSetText(set)} of ${connection.name}, as scheduled.`);
      const { result } = await this.#run(wanted, plan, true);
      log.info(`Scheduled collection of ${connection.name}: ${JSON.stringify(countOutcomes(result))}`);
      this.#logFailures(result);
      if (result.notRequested.length === 0) {
        await schedule.done(now());
      }
    }
  }

  /** Nobody is there to be asked or told. The views say what failed as well. */
  #logFailures({ finished }: CollectResult): void {
    for (const { planned, outcome } of finished) {
      if (outcome.kind === 'failed') {
        this.#options.log.warn(`${planned.ref.report}: ${logTextOf(outcome.error)}`);
      }
    }
  }

  get #isBusy(): boolean {
    return this.#running !== undefined || this.#disposed;
  }

  async #prepare(wanted: Wanted, confirm: boolean): Promise<void> {
    const { connection } = wanted;
    const { signIn, signInTo, catalog } = this.#options;
    if (['signedOut', 'expired', 'failed'].includes((await signIn.state(connection)).kind)) {
      await signInTo(connection);
    }
    const plan = await withDelayedProgress(vscode.l10n.t('Checking archived reports'), () => this.#plans.make(wanted));
    if (plan.requested.length === 0) {
      void showInformation(nothingToCollectText(plan));
      return;
    }
    const isConfirmed = async () =>
      confirmPlan(connection, plan, planTexts(plan, await this.#plans.seconds(connection, plan)), catalog());
    if (!confirm || (await isConfirmed())) {
      await this.#runAndNotify(wanted, plan);
    }
  }

  async #resumeUnfinished(): Promise<void> {
    const { unfinished: store, connections } = this.#options;
    const unfinished = await store.get();
    if (unfinished === undefined) {
      void showInformation(vscode.l10n.t('There is no collection to resume.'));
      return;
    }
    const { startedAt, directory = false } = unfinished;
    const connection = connections.get(unfinished.connection);
    const wanted = { connection, set: await this.#parseStoredSet(unfinished.set), directory, startedAt };
    await this.#runAndNotify(wanted, await this.#plans.make(wanted));
  }

  /** What a button says that may be as old as the window: the collection may have been resumed or discarded since. */
  async #answerResume(id: CollectionId): Promise<void> {
    switch (answerToResume(this.#state, id)) {
      case 'resume':
        return this.resume();
      case 'alreadyRunning':
        return this.#notifyState();
      case 'over':
        void showInformation(
          vscode.l10n.t("This collection is no longer open: it's finished or was replaced by another."),
        );
    }
  }

  async #runAndNotify(wanted: Wanted, plan: CollectPlan): Promise<void> {
    if (this.#running !== undefined) {
      // Another one was begun while this one was planned.
      return this.#notifyState();
    }
    const { run, result } = await this.#run(wanted, plan, false);
    if (this.#disposed) {
      return;
    }
    const { catalog, errors, log, overviewChosen } = this.#options;
    // Nobody waits for the buttons of the notification.
    void errors.attempt(() =>
      notifyResult(plan, result, {
        ...{ connection: wanted.connection, catalog, errors, log, overviewChosen },
        resume: () => this.#answerResume(run),
      }),
    );
  }

  async #run(
    { connection, set, directory, startedAt = this.#options.now().toISOString() }: Wanted,
    plan: CollectPlan,
    quiet: boolean,
  ): Promise<{ readonly run: CollectionId; readonly result: CollectResult }> {
    const { service, budget, now, unfinished } = this.#options;
    const run: UnfinishedCollection = { connection: connection.id, set: collectSetText(set), directory, startedAt };
    const earlier = plan.done.length;
    const total = earlier + plan.requested.length;
    const runAfter = (done: number): UnfinishedCollection => ({ ...run, progress: { done, total } });
    const running = new RunningCollection({
      ...{ connection, plan, format: requestFormat(), service, budget, now, quiet },
      readDirectory: async (dataset, request) => (await this.#options.directory()).fetch(connection, dataset, request),
      changed: ({ progress: { done, inProgress, last }, waitUntil }) => {
        if (!quiet && last !== undefined) {
          void unfinished.note(runAfter(done));
        }
        this.#apply({ kind: 'progress', done, inProgress, ...(waitUntil === undefined ? {} : { waitUntil }) });
      },
    });
    this.#running = running;
    this.#apply({ kind: 'begin', run: { ...run, name: connection.name }, done: earlier, total });
    if (!quiet) {
      await unfinished.set(runAfter(earlier));
    }
    const result = await running.finished;
    this.#running = undefined;
    // A window that closes stops it as well, but then it is to be resumed.
    if (!this.#disposed) {
      if (!quiet && result.notRequested.length === 0) {
        await unfinished.set(undefined);
      }
      this.#apply({ kind: 'end', unfinished: await unfinished.get() });
      this.#options.collected(connection);
    }
    return { run, result };
  }

  /** Says how it stands, with the buttons that change it. */
  async #notifyState(): Promise<void> {
    const shown = this.#state;
    if (shown.kind === 'none') {
      return;
    }
    switch (await notifyState(shown)) {
      case 'pause':
        return this.#isCurrent(shown.run) && canPause(this.#state) ? this.pause() : this.#answerResume(shown.run);
      case 'resume':
        return this.#answerResume(shown.run);
      case 'cancel':
        return this.#isCurrent(shown.run) ? this.cancel() : this.#answerResume(shown.run);
      case undefined:
    }
  }

  #isCurrent(id: CollectionId): boolean {
    return answerToResume(this.#state, id) !== 'over';
  }

  async #forget(): Promise<void> {
    await this.#options.unfinished.set(undefined);
    this.#apply({ kind: 'forget' });
  }

  #apply(event: CollectionEvent): void {
    this.#state = nextState(this.#state, event);
    this.#options.stateChanged(this.#state, this.#running?.usage);
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
      await this.#forget();
      throw error;
    }
  }
}
