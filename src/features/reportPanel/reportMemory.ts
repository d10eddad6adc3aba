import { isDeepStrictEqual } from 'node:util';
import { type GenericSchema, safeParse } from 'valibot';
import type * as vscode from 'vscode';
import { type ColumnChoices, columnChoices, usualColumnChoices } from '../../shared/pages/columnChoices.js';
import { type Grouping, grouping } from '../../shared/pages/grouping.js';

const COLUMNS_KEY = 'usageReports.columns';
const GROUPINGS_KEY = 'usageReports.groupings';

/** What a person chose of each report the last time: the same for every tenant, period, and window. */
export class ReportMemory<T> {
  readonly #memento: vscode.Memento;
  readonly #key: string;
  readonly #schema: GenericSchema<unknown, T>;
  readonly #usual: T | undefined;

  /**
   * @param key of what is stored, and the form of it
   * @param usual what a report has of which nothing is remembered
   */
  constructor(memento: vscode.Memento, key: string, schema: GenericSchema<unknown, T>, usual?: T) {
    this.#memento = memento;
    this.#key = key;
    this.#schema = schema;
    this.#usual = usual;
  }

  /** @param report function name; `undefined` where nothing is remembered of it, or what is stored is not understood */
  of(report: string): T | undefined {
    const stored = this.#all[report];
    const { success, output } = safeParse(this.#schema, stored);
    return success ? output : undefined;
  }

  /** @param chosen `undefined` to forget it */
  async keep(report: string, chosen: T | undefined): Promise<void> {
    const others = Object.entries(this.#all).filter(([name]) => name !== report);
    const own = chosen === undefined || isDeepStrictEqual(chosen, this.#usual) ? [] : [[report, chosen] as const];
    await this.#memento.update(this.#key, Object.fromEntries([...others, ...own]));
  }

  get #all(): Readonly<Record<string, unknown>> {
    const stored = this.#memento.get<unknown>(this.#key);
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  }
}

/**
 * How the columns of each report were arranged.
 * @param usual how those of this one are where nobody has arranged them
 */
export function columnMemory(
  memento: vscode.Memento,
  usual: ColumnChoices = usualColumnChoices,
): ReportMemory<ColumnChoices> {
  return new ReportMemory(memento, COLUMNS_KEY, columnChoices, usual);
}

/** What the rows of each report were grouped by, unless its rows were shown again. */
export function groupingMemory(memento: vscode.Memento): ReportMemory<Grouping> {
  return new ReportMemory(memento, GROUPINGS_KEY, grouping);
}
