import type { IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { nearestText } from '../../base/nearestText.js';
import type { HandoutSpan } from '../../core/handout/document.js';
import { namesUsers } from '../../core/table/query/namesUsers.js';
import { queryFor } from '../../core/handout/placeholders.js';
import type { DaysOfReport, TemplateQuery } from '../../core/handout/template.js';
import { seriesNamed } from '../../core/highlights/dailyMeasures.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { formatText } from '../../shared/format/formatText.js';
import type { LeftOut } from '../../shared/query/provenance.js';
import type { Query } from '../../shared/query/query.js';
import type { CellValue, Chart, ColumnInfo, SeriesChart } from '../../shared/report.js';
import type { ArchivedDays } from '../archiveQueries/archivedDays.js';
import { blankColumns, blankEverywhere } from '../archiveQueries/blankColumns.js';
import { columnDays, type ColumnsOfDay } from '../archiveQueries/columnDays.js';
import { readParts, reportDays } from '../archiveQueries/lineage.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';
import type { History } from '../reports/history.js';
import { Gaps } from './gaps.js';
import type { HandoutOptions } from './handoutOptions.js';
import { keysOf } from './keyColumns.js';
import { sourceTitle } from './sourceTitle.js';
import { dayNotes, outsideText, whyBlank, whyNoRows, whatIsWrong, whyNotRead } from './whyMissing.js';
import { isOfGrowth, whyNoGrowth } from './whyNoGrowth.js';
import { withoutAbsent } from './withoutAbsent.js';

/** Rows of an answer that a document has at the most. */
const MAX_ROWS = 200;

/** A sentence that says why there is nothing. */
export interface Missing {
  readonly why: string;
  /** The sentence does not say of what there is nothing. */
  readonly needsLabel?: true;
  /** No day of a daily report has a value, which {@link Gaps} know already. */
  readonly isNoDay?: true;
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
  /** The day that it is of: of several reports, that of the oldest. */
  readonly day: IsoDate | null;
  /** The reports of which its rows are, where they are of several: answers of others are of other rows. */
  readonly rowsOf: string;
  /** What it has that is not of the last day that was asked for, and what it lacks. */
  readonly notes: readonly string[];
  /** Why columns of which there are amounts are blank, by their names as `normalizeName` has them. */
  readonly blank: ReadonlyMap<string, string>;
}

/** A report or table that blocks are made of, and what is known of it. */
export type UsedSource =
  | { readonly kind: 'days'; readonly report: string; readonly history: History | undefined }
  | {
      readonly kind: 'asked';
      readonly report: string;
      readonly refreshDate: IsoDate | null;
      readonly concealed: boolean;
      readonly asked: Pick<AskedTable, 'users' | 'storage' | 'outside'>;
      /** Of the reports that answers are made of. */
      readonly days: ReadonlyMap<string, IsoDate>;
    }
  /** `isRefused`: not for what is archived, but as the answer would name users, or the query is wrong. */
  | { readonly kind: 'missing'; readonly report: string; readonly why: string; readonly isRefused?: boolean };

/** Reads for the blocks of one document, and remembers from what. */
export class HandoutData {
  /** What blocks lack. */
  readonly gaps = new Gaps();
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

  get options(): HandoutOptions {
    return this.#options;
  }

  titleOf(report: string): string {
    const { catalog, texts } = this.#options;
    return sourceTitle(report, catalog, texts);
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
    return series === undefined ? { why: this.#noColumn(report, column) } : { series, history };
  }

  /** Of a column that there is, no day has a value; of another one, it may be misspelled. */
  #noColumn(report: string, column: string): string {
    const { catalog, texts } = this.#options;
    const { columns = [] } = catalog.findArchived(report) ?? {};
    const names = columns.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    const nearest = names.includes(column) ? undefined : nearestText(column, names);
    return nearest === undefined
      ? formatText(texts.missing.noColumn, this.titleOf(report), column)
      : formatText(texts.missing.unknownColumn, this.titleOf(report), column, nearest);
  }

  /** @throws the signal's `AbortError` */
  async history(report: string): Promise<History | Missing> {
    const { queries, texts, span } = this.#options;
    const history = await this.#orWhy(report, span, async () => queries.history(report));
    if (history !== undefined && isMissing(history)) {
      this.#used.set(`days ${report}`, { kind: 'missing', report, why: history.why });
      return history;
    }
    this.#used.set(`days ${report}`, { kind: 'days', report, history });
    return history ?? { why: formatText(texts.missing.notArchived, this.titleOf(report)) };
  }

  /**
   * The answer from data of a span, as of its last day.
   * @param ifKnown columns that are left out where the table has them not, such as what was bought without the directory
   * @throws the signal's `AbortError`
   */
  async answer(
    template: TemplateQuery,
    span: HandoutSpan,
    ifKnown: readonly string[] = [],
  ): Promise<AnswerRead | Missing> {
    const { source } = template;
    const { report } = source;
    const wanted = this.#withMinimumSize(queryFor(template, span));
    const archived = { asOf: span.to, ...(source.history === true ? {} : { since: span.from }) };
    const answer = await this.#orWhy(report, span, () =>
      this.#options.queries.use(source, archived, async (asked) => {
        const query = withoutAbsent(wanted, ifKnown, asked);
        const days = columnDays(query, asked, this.#options.generatedAt.slice(0, 10));
        const refused = this.#refusal(query, asked, span) ?? this.#otherDays(days, span);
        if (refused !== undefined) {
          return refused;
        }
        const blank = await this.#blankColumns(query, asked, span, archived);
        const [why] = keysOf(query).flatMap((column) => blank.get(column) ?? []);
        return why === undefined ? this.#read(query, asked, { span, archived, days, blank }) : { why };
      }),
    );
    if (isMissing(answer) && span.to === this.#options.span.to && !this.#used.has(report)) {
      this.#used.set(report, { kind: 'missing', report, why: answer.why, isRefused: answer.needsLabel === true });
    }
    return answer;
  }

  /** Why an answer is not asked for; `undefined` if it is. */
  #refusal(query: Query, asked: AskedTable, span: HandoutSpan): Missing | undefined {
    const { texts, template, mayNameUsers } = this.#options;
    const { table, definition, refreshDate, users, storage, outside } = asked;
    const { report } = query.source ?? { report: '' };
    if (namesUsers(query, definition, table.columns)) {
      if (template.showsUsers !== true || !mayNameUsers) {
        return { why: texts.missing.namesUsers, needsLabel: true };
      }
      this.#namedUsers = true;
    }
    if (span.to === this.#options.span.to) {
      const concealed = users?.concealed ?? storage?.concealed ?? table.columns.some((column) => column.concealed);
      const known = this.#used.get(report);
      const days = [
        ...(known?.kind === 'asked' ? known.days : []),
        ...reportDays(query, asked).map((one) => [one.report, one.day] as const),
      ];
      const facts = { users, storage, outside };
      this.#used.set(report, { kind: 'asked', report, refreshDate, concealed, asked: facts, days: new Map(days) });
    }
    return table.rowCount === 0 ? { why: whyNoRows(report, asked, span, this) } : undefined;
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

  /** Columns without any value in the rows that are asked, and why: they say nothing of anybody. */
  async #blankColumns(
    query: Query,
    asked: AskedTable,
    span: HandoutSpan,
    archived: ArchivedDays,
  ): Promise<ReadonlyMap<string, string>> {
    const reports = readParts(query, asked, true).flatMap((part) =>
      part.flatMap(({ report, state }) => (state === 'used' ? [report] : [])),
    );
    const blank = await blankColumns(query, asked, reports, (one) => this.#options.queries.firstRow(one, archived));
    const keys = keysOf(query);
    return new Map(
      blankEverywhere(blank)
        .map(({ column, why }) => ({ name: normalizeName(column), isSaid: why === 'said' }))
        // Where it is known that nobody has a value, nobody is counted, and an amount of nobody is blank.
        .filter(({ name, isSaid }) => !isSaid || !keys.includes(name))
        .map(({ name }) => [name, whyBlank(name, asked, span, this)] as const),
    );
  }

  async #read(
    query: Query,
    asked: AskedTable,
    {
      span,
      archived,
      days,
      blank,
    }: {
      readonly span: HandoutSpan;
      readonly archived: ArchivedDays;
      readonly days: readonly ColumnsOfDay[];
      readonly blank: ReadonlyMap<string, string>;
    },
  ): Promise<AnswerRead | Missing> {
    const answer = await this.#options.queries.ask(query, archived);
    try {
      const { rows } = await answer.rows({}, 0, MAX_ROWS);
      const { leftOut } = answer.provenance;
      const beyond = leftOut.reduce((sum, one) => sum + (one.reason === 'limit' ? one.rows : 0), 0);
      const reports = reportDays(query, asked);
      const unknown = new Map([...blank].filter(([column]) => !keysOf(query).includes(column)));
      return {
        ...{ columns: answer.columns, rows, rowCount: answer.rowCount + beyond, leftOut, blank: unknown },
        day: reports.map(({ day }) => day).sort()[0] ?? null,
        rowsOf: asked.storage === undefined ? '' : reports.map(({ report }) => report).join(),
        notes: [
          ...dayNotes(reports, span, this),
          ...(asked.storage === undefined ? [] : readParts(query, asked, true).flat()).flatMap(
            ({ report }) => whyNotRead(report, asked, span, this) ?? [],
          ),
          ...days.filter(({ day }) => day !== span.to).map((one) => this.#dayNote(one)),
          ...([...unknown.keys()].some(isOfGrowth) ? [] : this.#growthNotes(query, asked, span)),
          ...new Set(unknown.values()),
        ],
      };
    } finally {
      answer.dispose();
    }
  }

  /** Of some kinds of storage, growth may be known, and of others not. */
  #growthNotes(query: Query, { storage }: AskedTable, span: HandoutSpan): readonly string[] {
    const amounts = (query.aggregates ?? []).flatMap((one) => ('column' in one ? [normalizeName(one.column)] : []));
    return storage === undefined || ![...keysOf(query), ...amounts].some(isOfGrowth)
      ? []
      : whyNoGrowth(storage, span, this);
  }

  /** Groups have a smallest size, and so have amounts of few users: a mean of one is that user's. */
  #withMinimumSize(query: Query): Query {
    const { groupBy = [], aggregates = [], minGroupSize = 1 } = query;
    const size = Math.max(minGroupSize, this.#options.minimumGroupSize);
    const isMeant = groupBy.length > 0 || aggregates.some(({ kind }) => kind !== 'count' && kind !== 'share');
    return isMeant && size > 1 ? { ...query, minGroupSize: size } : query;
  }

  /** What fails because of the archive or the query fails one block; what is canceled ends everything. */
  async #orWhy<T>(report: string, span: HandoutSpan, read: () => Promise<T>): Promise<T | Missing> {
    const { texts, errorText } = this.#options;
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UsageReportsError)) {
        throw error;
      }
      const { code, nearestDay } = error.details;
      if (code === 'notArchived') {
        this.gaps.hasLaterData ||= nearestDay !== undefined && nearestDay > span.to;
        return { why: outsideText(this.titleOf(report), nearestDay, span, this) };
      }
      return error.reason === 'invalidRequest'
        ? { why: formatText(texts.missing.query, whatIsWrong(error)), needsLabel: true }
        : { why: errorText(error) };
    }
  }
}
