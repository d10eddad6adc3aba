import type { Disposable } from '../../base/emitter.js';
import { lazy } from '../../base/lazy.js';
import type { CollectDesk, CollectDeskOptions } from './collectDesk.js';
import { collectEveryHours, collectSet, onDidChangeSetting, requestLimits } from '../../settings.js';

const UNFINISHED: typeof import('./collectDesk.js').UNFINISHED = 'usageReports.collect.unfinished';
const HOUR_MS = 3_600_000;
/** Nobody waits for it, and reading settings takes its part of a start. */
const FIRST_LOOK_MS = 1_000;

/** What there is of collections before one begins: the budget for whoever asks a tenant, the schedule, and the offer after a restart. */
export class Collecting implements Disposable {
  readonly #options: Omit<CollectDeskOptions, 'budget'>;
  readonly #parts: Disposable[] = [];
  readonly #script = lazy(() => import('./collectScript.js'));
  readonly #desk = lazy(() => this.#openDesk());

  /** One for all tenants and both kinds of work. */
  readonly budget = lazy(async () => {
    const { Budget, BudgetStatusBar } = await this.#script();
    const budget = new Budget({ folder: this.#options.archiveFolder, limits: requestLimits, tenantKey: this.#options.tenantKey });
    this.#parts.push(new BudgetStatusBar(budget));
    return budget;
  });

  constructor(options: Omit<CollectDeskOptions, 'budget'>) {
    this.#options = options;
    const timer = setInterval(() => void this.#lookAtSchedule(), HOUR_MS);
    const listening = onDidChangeSetting('collect', () => this.#lookAtSchedule());
    const first = setTimeout(() => void this.#begin(), FIRST_LOOK_MS);
    this.#parts.push({ dispose: () => clearInterval(timer) }, { dispose: () => clearTimeout(first) }, listening);
  }

  dispose(): void {
    this.#parts.forEach((part) => part.dispose());
  }

  /** By the last part of the commands' ids. */
  get commands(): Record<string, (argument: unknown) => Promise<unknown>> {
    return {
      collect: async (argument) => (await this.#desk()).collect(argument),
      pauseCollection: async () => (await this.#desk()).pause(),
      resumeCollection: async () => (await this.#desk()).resume(),
      cancelCollection: async () => (await this.#desk()).cancel(),
    };
  }

  async #begin(): Promise<void> {
    if (this.#options.memento.get(UNFINISHED) !== undefined) {
      await (await this.#desk()).offerToResume();
    }
    await this.#lookAtSchedule();
  }

  async #lookAtSchedule(): Promise<void> {
    const hours = collectEveryHours();
    if (hours === undefined) {
      return;
    }
    try {
      await (await this.#desk()).runScheduled(hours, collectSet());
    } catch (error) {
      this.#options.log.warn(`The scheduled collection failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #openDesk(): Promise<CollectDesk> {
    const { CollectDesk: Desk } = await this.#script();
    const desk = new Desk({ ...this.#options, budget: await this.budget() });
    this.#parts.push(desk);
    return desk;
  }
}
