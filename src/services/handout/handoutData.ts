import type { IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { fullTitle } from '../../core/catalog/catalog.js';
import type { HandoutSpan } from '../../core/handout/document.js';
import { namesUsers } from '../../core/table/query/namesUsers.js';
import { queryFor } from '../../core/handout/placeholders.js';
import type { DaysOfReport, TemplateQuery } from '../../core/handout/template.js';
import { seriesNamed } from '../../core/highlights/dailyMeasures.js';
import type { StorageFacts } from '../../core/storage/storageFacts.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { formatText } from '../../shared/format/formatText.js';
import type { LeftOut } from '../../shared/query/provenance.js';
import { type Query, QUERY_VERSION } from '../../shared/query/query.js';
import type { CellValue, Chart, ColumnInfo, SeriesChart } from '../../shared/report.js';
import { columnDays, type ColumnsOfDay } from '../archiveQueries/columnDays.js';
import { type AskedTable, isMadeTable } from '../archiveQueries/madeTables.js';
import type { History } from '../reports/history.js';
import type { HandoutOptions } from './handoutOptions.js';

/** Rows of an answer that a document has at the most. */
const MAX_ROWS = 200;

/** A sentence that says why there is nothing. */
export interface Missing {
  readonly why: string;
}

export function isMissing(read: object): read is Missing {
  return 'why' in read;
}

export interface DaysRead {
  readonly series: SeriesChart;
  readonly history: History;
}

export interface AnswerRead {
  readonly columns: readonly ColumnInfo[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Rows of the whole answer. */
  readonly rowCount: number;
  readonly leftOut: readonly LeftOut[];
  readonly refreshDate: IsoDate | null;
  /** What it has that is not of the last day that was asked for. */
  readonly notes: readonly string[];
}

/** A report or table that blocks are made of, and what is known of it. */
export type UsedSource =
  | { readonly kind: 'days'; readonly report: string; readonly history: History | undefined }
  | {
      readonly kind: 'asked';
      readonly report: string;
      readonly refreshDate: IsoDate | null;
      readonly concealed: boolean;
      readonly users?: JoinedUsersFacts;
      readonly storage?: StorageFacts;
    }
  | { readonly kind: 'missing'; readonly report: string; readonly why: string };

/** Reads for the blocks of one document, and remembers from what. */
export class HandoutData {
  readonly #options: HandoutOptions;
  readonly #charts = new Map<string, readonly Chart[]>();
  readonly #used = new Map<string, UsedSource>();
  #namedUsers = false;

  constructor(options: HandoutOptions) {
    this.#options = options;
  }

  /** In the order in which blocks read them. */
  get used(): readonly UsedSource[] {
    return [...this.#used.values()];
  }

  /** Whether anything that was read names users. */
  get namedUsers(): boolean {
    return this.#namedUsers;
  }

  titleOf(report: string): string {
    const { catalog, texts } = this.#options;
    const definition = catalog.findArchived(report);
    return definition !== undefined
      ? fullTitle(definition, catalog)
      : isMadeTable(report)
        ? texts.tables[report]
        : report;
  }

  /** A measure with all of its archived days. @throws the signal's `AbortError` */
  async days({ report, column, key }: DaysOfReport): Promise<DaysRead | Missing> {
    const history = await this.history(report);
    if (isMissing(history)) {
      return history;
    }
    const charts = this.#charts.get(report) ?? history.charts();
    this.#charts.set(report, charts);
    const series = seriesNamed(column, charts, key);
    return series === undefined
      ? { why: formatText(this.#options.texts.missing.noColumn, this.titleOf(report), column) }
      : { series, history };
  }

  /** @throws the signal's `AbortError` */
  async history(report: string): Promise<History | Missing> {
    const { queries, texts } = this.#options;
    const history = await this.#orWhy(report, async () => queries.history(report));
    if (history !== undefined && isMissing(history)) {
      this.#used.set(`days ${report}`, { kind: 'missing', report, why: history.why });
      return history;
    }
    this.#used.set(`days ${report}`, { kind: 'days', report, history });
    return history ?? { why: formatText(texts.missing.notArchived, this.titleOf(report)) };
  }

  /** The answer as of the last day of a span. @throws the signal's `AbortError` */
  async answer(template: TemplateQuery, span: HandoutSpan): Promise<AnswerRead | Missing> {
    const { report } = template.source;
    const query = this.#withMinimumSize(queryFor(template, span));
    const answer = await this.#orWhy(report, () =>
      this.#options.queries.use(template.source, span.to, async (asked) => {
        const days = columnDays(query, asked, this.#options.generatedAt.slice(0, 10));
        const refused =
          this.#refusal(query, asked, span) ??
          this.#otherDays(days, span) ??
          (await this.#unknownColumn(query, asked, span));
        return refused ?? this.#read(query, span, days);
      }),
    );
    if (isMissing(answer) && span.to === this.#options.span.to && !this.#used.has(report)) {
      this.#used.set(report, { kind: 'missing', report, why: answer.why });
    }
    return answer;
  }

  /** Why an answer is not asked for; `undefined` if it is. */
  #refusal(query: Query, { table, definition, refreshDate, users, storage }: AskedTable, span: HandoutSpan) {
    const { texts, format, template, mayNameUsers } = this.#options;
    const { report } = query.source ?? { report: '' };
    if (namesUsers(query, definition, table.columns)) {
      if (template.showsUsers !== true || !mayNameUsers) {
        return { why: texts.missing.namesUsers };
      }
      this.#namedUsers = true;
    }
    if (refreshDate !== null && refreshDate < span.from && query.source?.history !== true) {
      return { why: formatText(texts.missing.older, this.titleOf(report), format.day(refreshDate)) };
    }
    if (span.to === this.#options.span.to) {
      const concealed = users?.concealed ?? storage?.concealed ?? table.columns.some((column) => column.concealed);
      this.#used.set(report, {
        ...{ kind: 'asked', report, refreshDate, concealed },
        ...(users === undefined ? {} : { users }),
        ...(storage === undefined ? {} : { storage }),
      });
    }
    return table.rowCount === 0 ? { why: formatText(texts.missing.noRows, this.titleOf(report)) } : undefined;
  }

  /** What is not of the month before tells no change since then. A person's file is the same for both months. */
  #otherDays(days: readonly ColumnsOfDay[], span: HandoutSpan): Missing | undefined {
    const other = days.filter(({ day, isFile }) => !isFile && (day < span.from || day > span.to));
    return other.length === 0 || span.to === this.#options.span.to
      ? undefined
      : { why: other.map((one) => this.#dayNote(one)).join(' ') };
  }

  #dayNote({ labels, day }: ColumnsOfDay): string {
    const { texts, format } = this.#options;
    return formatText(texts.notes.columnsAsOf, labels.join(', '), format.day(day));
  }

  /** A column without any value says nothing of anybody: counting its rows would find none where nothing is known. */
  async #unknownColumn(query: Query, { definition }: AskedTable, span: HandoutSpan): Promise<Missing | undefined> {
    const { queries, texts } = this.#options;
    const { filters = [], aggregates = [], groupBy = [], source } = query;
    const columns = [
      ...filters.filter(({ kind }) => kind !== 'blank' && kind !== 'notBlank').map(({ column }) => column),
      ...aggregates.flatMap((one) => ('column' in one ? [one.column] : [])),
      ...groupBy.map(({ column }) => column),
    ];
    const names = [...new Set(columns)];
    if (source === undefined || names.length === 0) {
      return undefined;
    }
    const aggregatesOf = names.map((column, index) => ({
      ...{ kind: 'shareWithValue' as const, column },
      name: String(index),
    }));
    const shares = await queries.ask({ version: QUERY_VERSION, source, aggregates: aggregatesOf }, { asOf: span.to });
    try {
      const [row = []] = (await shares.rows({}, 0, 1)).rows;
      const blank = names.find((_, index) => row[index] === 0);
      const label = definition.columns.find(({ name }) => name === blank)?.label ?? blank;
      return label === undefined
        ? undefined
        : { why: formatText(texts.missing.allBlank, this.titleOf(source.report), label) };
    } finally {
      shares.dispose();
    }
  }

  async #read(query: Query, span: HandoutSpan, days: readonly ColumnsOfDay[]): Promise<AnswerRead> {
    const { texts, format } = this.#options;
    const answer = await this.#options.queries.ask(query, { asOf: span.to });
    try {
      const { rows } = await answer.rows({}, 0, MAX_ROWS);
      const { leftOut, refreshDate } = answer.provenance;
      const beyond = leftOut.reduce((sum, one) => sum + (one.reason === 'limit' ? one.rows : 0), 0);
      const isOlder = refreshDate !== null && refreshDate < span.to;
      return {
        ...{ columns: answer.columns, rows, rowCount: answer.rowCount + beyond, leftOut, refreshDate },
        notes: [
          ...(isOlder ? [formatText(texts.notes.asOf, format.day(refreshDate))] : []),
          ...days.filter(({ day }) => day !== span.to).map((one) => this.#dayNote(one)),
        ],
      };
    } finally {
      answer.dispose();
    }
  }

  /** Groups have a smallest size, and so have amounts of few users: a mean of one is that user's. */
  #withMinimumSize(query: Query): Query {
    const { groupBy = [], aggregates = [], minGroupSize = 1 } = query;
    const size = Math.max(minGroupSize, this.#options.minimumGroupSize);
    const isMeant = groupBy.length > 0 || aggregates.some(({ kind }) => kind !== 'count' && kind !== 'share');
    return isMeant && size > 1 ? { ...query, minGroupSize: size } : query;
  }

  /** What fails because of the archive or the query fails one block; what is canceled ends everything. */
  async #orWhy<T>(report: string, read: () => Promise<T>): Promise<T | Missing> {
    const { texts, errorText, format, span } = this.#options;
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UsageReportsError)) {
        throw error;
      }
      const { code } = error.details;
      return {
        why:
          code === 'notArchived'
            ? formatText(texts.missing.notArchivedUntil, this.titleOf(report), format.day(span.to))
            : error.reason === 'invalidRequest'
              ? formatText(texts.missing.query, error.message)
              : errorText(error),
      };
    }
  }
}
