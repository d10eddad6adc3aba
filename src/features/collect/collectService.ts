import { messageOf } from '../../base/errors.js';
import { MS_PER_HOUR } from '../../base/dates.js';
import type { Disposable } from '../../base/emitter.js';
import { lazy } from '../../base/lazy.js';
import type { CollectController, CollectControllerOptions } from './collectController.js';
import { collectEveryHours, collectSet, onDidChangeSetting, requestLimits } from '../../settings.js';

const UNFINISHED_KEY: typeof import('./collectController.js').UNFINISHED_KEY = 'usageReports.collect.unfinished';
/** Nobody waits for it, and reading settings takes its part of a start. */
const FIRST_CHECK_DELAY_MS = 1_000;

/** What there is of collections before one begins: the budget for whoever asks a tenant, the schedule, and the offer after a restart. */
export class CollectService implements Disposable {
  readonly #options: Omit<CollectControllerOptions, 'budget'>;
  readonly #parts: Disposable[] = [];
  readonly #controller = lazy(() => this.#createController());

  /** One for all tenants and both kinds of work. */
  readonly budget = lazy(async () => {
    const [{ Budget }, { BudgetStatusBar }] = await Promise.all([
      import('../../services/throttling/budget.js'),
      import('./budgetStatusBar.js'),
    ]);
    const budget = new Budget({
      folder: this.#options.archiveFolder,
      limits: requestLimits,
      tenantKey: this.#options.tenantKey,
    });
    this.#parts.push(new BudgetStatusBar(budget));
    return budget;
  });

  constructor(options: Omit<CollectControllerOptions, 'budget'>) {
    this.#options = options;
    const timer = setInterval(() => void this.#checkSchedule(), MS_PER_HOUR);
    const listening = onDidChangeSetting('collect', () => this.#checkSchedule());
    const first = setTimeout(() => void this.#begin(), FIRST_CHECK_DELAY_MS);
    this.#parts.push({ dispose: () => clearInterval(timer) }, { dispose: () => clearTimeout(first) }, listening);
  }

  dispose(): void {
    this.#parts.forEach((part) => part.dispose());
  }

  /** By the last part of the commands' ids. */
  get commands(): Record<string, (argument: unknown) => Promise<unknown>> {
    return {
      collect: async (argument) => (await this.#controller()).collect(argument),
      pauseCollection: async () => (await this.#controller()).pause(),
      resumeCollection: async () => (await this.#controller()).resume(),
      cancelCollection: async () => (await this.#controller()).cancel(),
    };
  }

  async #begin(): Promise<void> {
    if (this.#options.memento.get(UNFINISHED_KEY) !== undefined) {
      await (await this.#controller()).offerToResume();
    }
    await this.#checkSchedule();
  }

  async #checkSchedule(): Promise<void> {
    const hours = collectEveryHours();
    if (hours === undefined) {
      return;
    }
    try {
      await (await this.#controller()).runScheduled(hours, collectSet());
    } catch (error) {
      this.#options.log.warn(`The scheduled collection failed: ${messageOf(error)}`);
    }
  }

  async #createController(): Promise<CollectController> {
    const { CollectController: Controller } = await import('./collectController.js');
    const controller = new Controller({ ...this.#options, budget: await this.budget() });
    this.#parts.push(controller);
    return controller;
  }
}
