import type { TimeSlicer } from '../../../base/timeSlicer.js';
import type { LeftOut } from '../../../shared/query/provenance.js';
import { invalidQuery } from '../../../shared/query/invalidQuery.js';
import { aggregateName } from '../../../shared/query/aggregateName.js';
import { valuesName } from '../../../shared/query/groupColumnNames.js';
import { fitsAggregate } from '../../../shared/query/columnFits.js';
import { COLUMN_AGGREGATES, type ColumnAggregate } from '../../../shared/query/query.js';
import { columnLabel, type ColumnInfo } from '../../../shared/report.js';
import { isNumeric, unitOf } from '../../../shared/measures.js';
import type { ScalarColumn } from '../store/column.js';
import { type ColumnStatistics, filledCells, mediansOf, statisticsOf } from './columnStatistics.js';
import { distinctValues } from './distinctValues.js';
import type { Groups } from './grouping.js';
import type { FoundColumn } from './queryColumns.js';
import type { AggregateOf } from './repeatedAmounts.js';

/** An amount of each group, before it becomes a column. */
export interface Amounts {
  /** What the column is, but for a name that the query gives it. */
  readonly info: ColumnInfo;
  /** By group; `NaN` is blank. */
  readonly values: Float64Array | Uint32Array;
  /** Number of the cells that a mean or a median is of. */
  readonly cells?: Amounts;
}

/** The rows of groups, and what was computed of their columns. */
export class GroupedRows {
  /** By the column's index. */
  readonly #statistics = new Map<number, ColumnStatistics & { readonly name: string }>();
  readonly #countedCells = new Set<number>();

  /**
   * @param rows by position, as the groups' ids
   * @param total rows that pass the filters
   */
  constructor(
    readonly rows: Uint32Array,
    readonly groups: Groups,
    readonly sizes: Uint32Array,
    readonly total: number,
    private readonly slicer: TimeSlicer,
  ) {}

  /** Cells that the amounts leave out, as they are no numbers. */
  get leftOut(): LeftOut[] {
    return [...this.#statistics.values()].flatMap(({ name, irregular }): LeftOut[] =>
      irregular === 0 ? [] : [{ reason: 'noNumber', column: name, rows: irregular }],
    );
  }

  /** @throws UsageReportsError `invalidRequest` where the column has no such amount; the slicer's `AbortError` */
  async amounts({ aggregate, path, of }: AggregateOf): Promise<Amounts> {
    const { sizes, rows, groups, slicer } = this;
    if (aggregate.kind === 'count') {
      return { info: count(aggregateName({ kind: 'count' })), values: sizes };
    }
    if (aggregate.kind === 'share' || of === undefined) {
      return {
        info: withDecimals(amount(aggregateName({ kind: 'share' }))),
        values: percentages(sizes, () => this.total),
      };
    }
    const kind = aggregate.kind as ColumnAggregate;
    checkType(kind, of, path);
    const { info, column } = of;
    const label = columnLabel(info);
    const name = aggregateName({ kind, column: info.name });
    const named: ColumnInfo = {
      ...(info.type === 'date'
        ? { name, type: 'date', known: true }
        : { ...amount(name), unit: unitOf(info), ...(info.decimals === undefined ? {} : { decimals: info.decimals }) }),
      ...(label === info.name ? {} : { label: aggregateName({ kind, column: label }) }),
    };
    switch (kind) {
      case 'distinct':
        return {
          info: { ...named, type: 'number', unit: 'count' },
          values: await distinctValues(of, rows, groups, slicer),
        };
      case 'shareWithValue': {
        const filled = await filledCells(column, rows, groups, slicer);
        return { info: withDecimals(amount(name)), values: percentages(filled, (group) => sizes[group] ?? 0) };
      }
      case 'sum':
        return { info: named, values: (await this.#statisticsOf(of)).sums };
      case 'min':
        return { info: named, values: (await this.#statisticsOf(of)).min };
      case 'max':
        return { info: named, values: (await this.#statisticsOf(of)).max };
      case 'mean': {
        const { sums, counts } = await this.#statisticsOf(of);
        return {
          info: withDecimals(named),
          values: sums.map((sum, group) => sum / (counts[group] ?? 0)),
          ...this.#cells(of, counts),
        };
      }
      case 'median': {
        const { counts } = await this.#statisticsOf(of);
        const values = await mediansOf(column as ScalarColumn, rows, groups, counts, slicer);
        return { info: withDecimals(named), values, ...this.#cells(of, counts) };
      }
    }
  }

  /** Of how many cells: once for each column. */
  #cells({ index, info }: FoundColumn, values: Uint32Array): { cells?: Amounts } {
    if (this.#countedCells.has(index)) {
      return {};
    }
    this.#countedCells.add(index);
    return { cells: { info: count(valuesName(info.name)), values } };
  }

  async #statisticsOf({ index, info, column }: FoundColumn): Promise<ColumnStatistics> {
    let statistics = this.#statistics.get(index);
    if (statistics === undefined) {
      const computed = await statisticsOf(column as ScalarColumn, this.rows, this.groups, this.slicer);
      statistics = { ...computed, name: info.name };
      this.#statistics.set(index, statistics);
    }
    return statistics;
  }
}

function amount(name: string): ColumnInfo {
  return { name, type: 'number', known: true };
}

function withDecimals(info: ColumnInfo): ColumnInfo {
  return info.type === 'number' ? { ...info, decimals: true } : info;
}

function count(name: string): ColumnInfo {
  return { ...amount(name), unit: 'count' };
}

/** `NaN` where the whole is 0. */
function percentages(parts: Uint32Array, wholeOf: (group: number) => number): Float64Array {
  return Float64Array.from(parts, (part, group) => (part / wholeOf(group)) * 100);
}

function checkType(kind: ColumnAggregate, { info }: FoundColumn, path: string): void {
  if (!fitsAggregate(kind, info)) {
    const others = COLUMN_AGGREGATES.filter((other) => fitsAggregate(other, info));
    throw invalidQuery(
      path,
      `The ${kind} of "${info.name}" means nothing: the column has the type ${info.type}${isNumeric(info) ? ' and is no amount' : ''}. What it has: ${others.join(', ')}.`,
    );
  }
}
