import { isDeepStrictEqual } from 'node:util';
import { is } from 'valibot';
import type * as vscode from 'vscode';
import { type ColumnChoices, columnChoices, usualColumnChoices } from '../../shared/pages/columnChoices.js';

const COLUMNS_KEY = 'usageReports.columns';

/** How the columns of each report were arranged the last time: the same for every tenant, period, and window. */
export class ColumnMemory {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** @param report function name; `undefined` where nobody has arranged its columns, or what is stored is not understood */
  of(report: string): ColumnChoices | undefined {
    const stored = this.#all[report];
    return is(columnChoices, stored) ? stored : undefined;
  }

  async keep(report: string, choices: ColumnChoices): Promise<void> {
    const others = Object.entries(this.#all).filter(([name]) => name !== report);
    const own = isDeepStrictEqual(choices, usualColumnChoices) ? [] : [[report, choices] as const];
    await this.#memento.update(COLUMNS_KEY, Object.fromEntries([...others, ...own]));
  }

  get #all(): Readonly<Record<string, unknown>> {
    const stored = this.#memento.get<unknown>(COLUMNS_KEY);
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  }
}
