import type { NotJudged } from '../../core/alerts/judgement.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { STORAGE } from '../../core/storage/storageColumns.js';
import { STORAGE_REPORTS } from '../../core/storage/storageReports.js';
import { USER_STATES, type UserState } from '../../shared/blankReasons.js';
import { type Query, QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import type { ColumnInfo } from '../../shared/report.js';
import type { QueryHandle } from '../tables/tableHandle.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';

/** A cell that is blank for one of these reasons has nothing to say, which is known. */
const SAID: readonly UserState[] = ['noActivity', 'notLicensed', 'notGrowing', 'noQuota'];

/** What a cell would say is not known for one of these, whatever other cells say. */
const UNSAID: readonly UserState[] = ['fewSnapshots', 'notToldApart', 'notFetched', 'notJoined'];

/** What chooses the rows that are asked, instead of measuring them. */
const CHOOSES: readonly QueryFilter['kind'][] = ['values', 'blank', 'notBlank'];

type Ask = (query: Query) => Promise<QueryHandle>;

/** What the cells of the asked table say. */
export interface SaidByCells {
  /** What is not known because a column is blank in all rows that are asked, or in all of a report; absent if there is none. */
  readonly lack?: NotJudged;
  /** Reports whose rows have values in all columns. */
  readonly reports: readonly string[];
}

/**
 * Looks for columns of a query that have no value in any row that it is asked of: counting by them would find none where nothing is known. The
 * rows of each kind of storage are looked at by themselves, as each comes from a report of its own.
 *
 * @throws UsageReportsError as `ask`
 */
export async function blankColumns(
  query: Query,
  { table, storage }: AskedTable,
  reports: readonly string[],
  ask: Ask,
): Promise<SaidByCells> {
  const { source, filters = [], groupBy = [], aggregates = [] } = query;
  const chosen = filters.filter(({ kind }) => CHOOSES.includes(kind));
  const measured: readonly (readonly string[])[] = [
    ...filters
      .filter(({ kind }) => !CHOOSES.includes(kind))
      .flatMap((filter) => [[filter.column], ...(filter.kind === 'share' ? [filter.of] : [])]),
    ...groupBy.map(({ column }) => [column]),
    ...aggregates.flatMap((one) => ('column' in one ? [[one.column]] : [])),
  ];
  const look = new Look(table.columns, (rest) => ask({ version: QUERY_VERSION, ...(source && { source }), ...rest }));
  const choosing = await look.blankOf(
    chosen.map(({ column }) => [column]),
    [],
  );
  if (choosing.lack !== undefined) {
    return { lack: choosing.lack, reports: [] };
  }
  const kinds = storage === undefined ? [] : STORAGE_REPORTS.filter(({ report }) => reports.includes(report));
  const found = await Promise.all(
    (kinds.length === 0 ? [undefined] : kinds).map(async (kind) => {
      const ofKind: readonly QueryFilter[] =
        kind === undefined ? [] : [{ kind: 'values', column: STORAGE.kind, values: [kind.kind] }];
      return { report: kind?.report, ...(await look.blankOf(measured, [...chosen, ...ofKind])) };
    }),
  );
  const lack = found.find((one) => one.lack !== undefined)?.lack;
  const said = new Set(found.flatMap((one) => (one.lack === undefined && one.rows > 0 ? [one.report] : [])));
  return lack === undefined ? { reports } : { lack, reports: reports.filter((report) => said.has(report)) };
}

/** Looks at the cells of one table. */
class Look {
  readonly #columns: readonly ColumnInfo[];
  readonly #ask: (rest: Pick<Query, 'filters' | 'aggregates'>) => Promise<QueryHandle>;

  constructor(
    columns: readonly ColumnInfo[],
    ask: (rest: Pick<Query, 'filters' | 'aggregates'>) => Promise<QueryHandle>,
  ) {
    this.#columns = columns;
    this.#ask = ask;
  }

  /** @param columns of each of them, one has to have a value */
  async blankOf(
    columns: readonly (readonly string[])[],
    filters: readonly QueryFilter[],
  ): Promise<{ readonly rows: number; readonly lack?: NotJudged }> {
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
    for (const alternatives of columns) {
      const [first] = alternatives;
      const reasons = alternatives.every((name) => isBlank.get(name) === true)
        ? await Promise.all(alternatives.map((name) => this.#reason(name, filters)))
        : [];
      if (first !== undefined && reasons.length > 0 && !reasons.includes('said')) {
        const isNew = reasons.includes('fewSnapshots');
        return { rows, lack: isNew ? { kind: 'noEarlierSnapshot' } : { kind: 'blankColumn', column: first } };
      }
    }
    return { rows };
  }

  /** What another column says of why there is no value: that there is none, of no row that it isn't known; or that nothing is old enough. */
  async #reason(name: string, filters: readonly QueryFilter[]): Promise<'said' | 'fewSnapshots' | undefined> {
    const info = this.#columns.find((column) => normalizeName(column.name) === normalizeName(name));
    if (info?.blanksIn === undefined) {
      return undefined;
    }
    const { blanksIn: column } = info;
    const hasRows = async (states: readonly UserState[]) => {
      const values = states.map((state) => USER_STATES[state]);
      const ofStates: readonly QueryFilter[] = [...filters, { kind: 'values', column, values }];
      const [rows = 0] = await this.#amounts({ filters: ofStates, aggregates: [{ kind: 'count' }] });
      return rows > 0;
    };
    if (await hasRows(UNSAID)) {
      return (await hasRows(['fewSnapshots'])) ? 'fewSnapshots' : undefined;
    }
    // A list of somebody who uses none of its members is blank, and was sent.
    return (await hasRows(info.type === 'list' ? [...SAID, 'sent'] : SAID)) ? 'said' : undefined;
  }

  /** The numbers in the only row of an answer. */
  async #amounts(rest: Pick<Query, 'filters' | 'aggregates'>): Promise<readonly (number | undefined)[]> {
    const answer = await this.#ask(rest);
    try {
      const [row = []] = (await answer.rows({}, 0, 1)).rows;
      return row.map((cell) => (typeof cell === 'number' ? cell : undefined));
    } finally {
      answer.dispose();
    }
  }
}
