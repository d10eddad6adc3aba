import type { Connection } from '../../services/auth/connections/connection.js';
import { logTextOf } from '../../base/redact.js';
import { MS_PER_HOUR } from '../../base/dates.js';
import { type Disposable, Emitter, type Event } from '../../base/emitter.js';
import { lazy } from '../../base/lazy.js';
import { collectEveryHours, collectSet, onDidChangeSetting } from '../../settings.js';
import type { CommandRegistry, RunCommand } from '../common/commandRegistry.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import type { CollectingOptions } from './createCollecting.js';
import { UNFINISHED_KEY } from './unfinishedKey.js';

/** Delays the first look at the schedule, so that reading settings doesn't slow activation. */
const FIRST_CHECK_DELAY_MS = 1_000;

export interface CollectOptions extends Omit<CollectingOptions, 'overviewChosen' | 'noteChanged' | 'collected'> {
  readonly commands: CommandRegistry;
  readonly errors: Pick<ErrorDisplay, 'attempt' | 'handle' | 'run'>;
}

export interface CollectFeature extends Disposable {
  readonly collect: RunCommand<'collect'>;
  /** After a collection, the user wants to see its connection's overview. */
  readonly onDidChooseOverview: Event<Connection>;
  /** A collection of a connection has ended. */
  readonly onDidCollect: Event<Connection>;
  /** There is something else to say of a collection that can be resumed, or nothing any more. */
  readonly onDidChangeNote: Event<string | undefined>;
}

/** Collecting whole sets of reports, now and by a schedule, and what is left of the service's limits. */
export function registerCollect(options: CollectOptions): CollectFeature {
  const { commands, errors, budget, memento, log } = options;
  const parts: Disposable[] = [];
  const overviewChosen = new Emitter<Connection>();
  const collected = new Emitter<Connection>();
  const note = new Emitter<string | undefined>();
  const controller = lazy(async () => {
    const { createCollecting } = await import('./createCollecting.js');
    const made = createCollecting({
      ...options,
      overviewChosen: (connection) => overviewChosen.fire(connection),
      collected: (connection) => collected.fire(connection),
      noteChanged: (text) => note.fire(text),
    });
    parts.push(made);
    return made.controller;
  });
  const statusBar = lazy(async () => {
    const { BudgetStatusBar } = await import('./budgetStatusBar.js');
    const made = new BudgetStatusBar(budget);
    parts.push(made);
    return made;
  });
  const collect = commands.register('collect', async (argument) => (await controller()).collect(argument));
  errors.handle({ collectReports: ({ id }) => collect({ connection: id }) });
  commands.register('pauseCollection', async () => (await controller()).pause());
  commands.register('resumeCollection', async () => (await controller()).resume());
  commands.register('cancelCollection', async () => (await controller()).cancel());

  const checkSchedule = async () => {
    const hours = collectEveryHours();
    if (hours === undefined) {
      return;
    }
    try {
      await (await controller()).runScheduled(hours, collectSet());
    } catch (error) {
      log.warn(`The scheduled collection failed: ${logTextOf(error)}`);
    }
  };
  const begin = async () => {
    if (memento.get(UNFINISHED_KEY) !== undefined) {
      await errors.attempt(async () => (await controller()).offerToResume());
    }
    await checkSchedule();
  };
  const timer = setInterval(() => void checkSchedule(), MS_PER_HOUR);
  const first = setTimeout(() => void begin(), FIRST_CHECK_DELAY_MS);
  parts.push(
    { dispose: () => clearInterval(timer) },
    { dispose: () => clearTimeout(first) },
    onDidChangeSetting('collect', () => checkSchedule()),
    budget.onDidChange(async (connection) => (await statusBar()).update(connection)),
    overviewChosen,
    collected,
    note,
  );
  return {
    collect,
    onDidChooseOverview: overviewChosen.event,
    onDidCollect: collected.event,
    onDidChangeNote: note.event,
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}
