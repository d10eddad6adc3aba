import * as vscode from 'vscode';
import type { Disposable } from '../../shared/emitter.js';
import { lazy } from '../../shared/lazy.js';
import type { CollectDesk, CollectDeskOptions } from './collectDesk.js';
import { readLimits } from './readLimits.js';

const UNFINISHED: typeof import('./collectDesk.js').UNFINISHED = 'usageReports.collect.unfinished';
const HOUR_MS = 3_600_000;
/** Nobody waits for it, and reading settings takes its part of a start. */
const FIRST_LOOK_MS = 1_000;

/** What there is of collections before one begins: the budget for whoever asks a tenant, the schedule, and the offer after a restart. */
export class Collecting implements Disposable {
  readonly #options: Omit<CollectDeskOptions, 'budget'>;
  readonly #parts: Disposable[] = [];
  readonly #desk = lazy(() => this.#openDesk());

  /** One for all tenants and both kinds of work. */
  readonly budget = lazy(async () => {
    const [{ Budget }, { BudgetStatusBar }] = await Promise.all([import('../../collect/budget.js'), import('./budgetStatusBar.js')]);
    const budget = new Budget({ folder: this.#options.archiveFolder, limits: readLimits, tenantKey: this.#options.tenantKey });
    this.#parts.push(new BudgetStatusBar(budget));
    return budget;
  });

  constructor(options: Omit<CollectDeskOptions, 'budget'>) {
    this.#options = options;
    const timer = setInterval(() => void this.#lookAtSchedule(), HOUR_MS);
    const listening = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('usageReports.collect')) {
        void this.#lookAtSchedule();
      }
    });
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
    const settings = vscode.workspace.getConfiguration('usageReports.collect');
    const schedule = settings.get<string>('schedule', 'off');
    if (schedule === 'off') {
      return;
    }
    try {
      await (await this.#desk()).runScheduled(schedule === 'twiceDaily' ? 12 : 24, settings.get<string>('set', 'daily'));
    } catch (error) {
      this.#options.log.warn(`The scheduled collection failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #openDesk(): Promise<CollectDesk> {
    const { CollectDesk: Desk } = await import('./collectDesk.js');
    const desk = new Desk({ ...this.#options, budget: await this.budget() });
    this.#parts.push(desk);
    return desk;
  }
}
