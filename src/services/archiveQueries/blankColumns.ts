import { STORAGE } from '../../core/storage/storageColumns.js';
import { STORAGE_REPORTS } from '../../core/storage/storageReports.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { USER_STATES, type UserState } from '../../shared/blankReasons.js';
import { type Query, QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import type { CellValue, ColumnInfo } from '../../shared/report.js';
import type { AskedTable } from './madeTables.js';

/** A cell that is blank for one of these reasons has nothing to say, which is known. */
const SAID: readonly UserState[] = ['noActivity', 'notLicensed', 'notGrowing', 'noQuota'];

/** What a cell would say is not known for one of these, whatever other cells say. */
const UNSAID: readonly UserState[] = ['fewSnapshots', 'notToldApart', 'notFetched', 'notJoined'];

/** What chooses the rows that are asked, instead of measuring them. */
const CHOOSES: readonly QueryFilter['kind'][] = ['values', 'blank', 'notBlank'];

/** A column without a value in any row that is asked. */
export interface BlankColumn {
  /** As the query has it; of several of which one has to have a value, the first. */
  readonly column: string;
  /** `said`: that there is nothing is known. `fewSnapshots`: nothing is old enough to compare with. `notKnown`: everything else. */
  readonly why: 'said' | 'fewSnapshots' | 'notKnown';
}

/** What the cells of a table say that a query asks. */
export interface BlankColumns {
  /** Of the columns that choose the rows. */
  readonly choosing: readonly BlankColumn[];
  /** Of the columns that measure the rows; by report where each has rows of its own. */
  readonly parts: readonly {
    readonly report?: string;
    readonly rows: number;
    readonly blank: readonly BlankColumn[];
  }[];
}

/** What is not known; `undefined` if what there is says everything. */
export function unsaid(blank: readonly BlankColumn[]): BlankColumn | undefined {
  return blank.find(({ why }) => why !== 'said');
}

/** Columns that are blank whichever report has the rows. */
export function blankEverywhere({ choosing, parts }: BlankColumns): readonly BlankColumn[] {
  const [first, ...others] = parts.filter(({ rows }) => rows > 0);
  const common = (first?.blank ?? []).flatMap((one) => {
    const same = others.flatMap(({ blank }) => blank.find(({ column }) => column === one.column) ?? []);
    return same.length < others.length ? [] : [unsaid([one, ...same]) ?? one];
  });
  return [...choosing, ...common];
}

/**
 * Looks for columns of a query that have no value in any row that it is asked of: counting by them would find none where nothing is known. The
 * rows of each kind of storage are looked at by themselves, as each comes from a report of its own.
 *
 * @param reports by which the answer is told
 * @param firstRow of an answer
 * @throws UsageReportsError as `firstRow`
 */
export async function blankColumns(
  query: Query,
  { table, storage }: Pick<AskedTable, 'storage'> & { readonly table: Pick<AskedTable['table'], 'columns'> },
  reports: readonly string[],
  firstRow: (query: Query) => Promise<readonly CellValue[]>,
): Promise<BlankColumns> {
  const { source, filters = [], groupBy = [], aggregates = [] } = query;
  const chosen = filters.filter(({ kind }) => CHOOSES.includes(kind));
  const measured: readonly (readonly string[])[] = [
    ...filters
      .filter(({ kind }) => !CHOOSES.includes(kind))
      .flatMap((filter) => [[filter.column], ...(filter.kind === 'share' ? [filter.of] : [])]),
    ...groupBy.map(({ column }) => [column]),
    ...aggregates.flatMap((one) => ('column' in one ? [[one.column]] : [])),
  ];
  const look = new Look(table.columns, (rest) =>
    firstRow({ version: QUERY_VERSION, ...(source && { source }), ...rest }),
  );
  const { blank: choosing } = await look.at(
    chosen.map(({ column }) => [column]),
    [],
  );
  // By a column of which nothing is known, no row can be chosen: what else is not known is looked for in all of them.
  const unknown = choosing.flatMap(({ column, why }) => (why === 'said' ? [] : [column]));
  const known = chosen.filter(({ column }) => !unknown.includes(column));
  const kinds = storage === undefined ? [] : STORAGE_REPORTS.filter(({ report }) => reports.includes(report));
  const parts = kinds.map(async ({ report, kind }) => {
    const ofKind = { kind: 'values', column: STORAGE.kind, values: [kind] } as const;
    return { report, ...(await look.at(measured, [...known, ofKind])) };
  });
  return { choosing, parts: parts.length === 0 ? [await look.at(measured, known)] : await Promise.all(parts) };
}

/** Looks at the cells of one table. */
class Look {
  readonly #columns: readonly ColumnInfo[];
  readonly #firstRow: (rest: Pick<Query, 'filters' | 'aggregates'>) => Promise<readonly CellValue[]>;

  constructor(
    columns: readonly ColumnInfo[],
    firstRow: (rest: Pick<Query, 'filters' | 'aggregates'>) => Promise<readonly CellValue[]>,
  ) {
    this.#columns = columns;
    this.#firstRow = firstRow;
  }

  /** @param columns of each of them, one has to have a value */
  async at(
    columns: readonly (readonly string[])[],
    filters: readonly QueryFilter[],
  ): Promise<{ readonly rows: number; readonly blank: readonly BlankColumn[] }> {
    const names = columns.flat();
    const [rows = 0, ...shares] =
      names.length === 0
        ? []
        : await this.#amounts({
            filters,
            aggregates: [
              { kind: 'count', name: 'rows' },
              ...names.map((column, at) => ({ kind: 'shareWithValue' as const, column, name: String(at) })),
            ],
          });
    const isBlank = new Map(names.map((name, at) => [name, rows > 0 && shares[at] === 0]));
    const blank: BlankColumn[] = [];
    for (const alternatives of columns) {
      const [column] = alternatives;
      if (column !== undefined && alternatives.every((name) => isBlank.get(name) === true)) {
        const reasons = await Promise.all(alternatives.map((name) => this.#reason(name, filters)));
        blank.push({
          column,
          why: (['said', 'fewSnapshots'] as const).find((why) => reasons.includes(why)) ?? 'notKnown',
        });
      }
    }
    return { rows, blank };
  }

  /** What another column says of why there is no value: that there is none, of no row that it isn't known; or that nothing is old enough. */
  async #reason(name: string, filters: readonly QueryFilter[]): Promise<BlankColumn['why']> {
    const info = this.#columns.find((column) => normalizeName(column.name) === normalizeName(name));
    if (info?.blanksIn === undefined) {
      return 'notKnown';
    }
    const { blanksIn: column } = info;
    const hasRows = async (states: readonly UserState[]) => {
      const values = states.map((state) => USER_STATES[state]);
      const ofStates: readonly QueryFilter[] = [...filters, { kind: 'values', column, values }];
      const [rows = 0] = await this.#amounts({ filters: ofStates, aggregates: [{ kind: 'count' }] });
      return rows > 0;
    };
    if (await hasRows(UNSAID)) {
      return (await hasRows(['fewSnapshots'])) ? 'fewSnapshots' : 'notKnown';
    }
    // A list of somebody who uses none of its members is blank, and was sent.
    return (await hasRows(info.type === 'list' ? [...SAID, 'sent'] : SAID)) ? 'said' : 'notKnown';
  }

  /** The numbers in the only row of an answer. */
  async #amounts(rest: Pick<Query, 'filters' | 'aggregates'>): Promise<readonly (number | undefined)[]> {
    return (await this.#firstRow(rest)).map((cell) => (typeof cell === 'number' ? cell : undefined));
  }
}
