import { throwIfAborted } from '../../base/cancellation.js';
import { type IsoDate, parseDay } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { Query } from '../../shared/query/query.js';
import type { CellValue, DailyValues, ReportRef } from '../../shared/report.js';
import type { QueryHandle } from '../tables/tableHandle.js';
import type { ArchivedSnapshot } from './archivedSnapshots.js';
import { openSnapshot, periodSnapshots } from './periodSnapshots.js';
import type { ReportService } from './reportService.js';
import { type SnapshotGaps, snapshotGaps } from './snapshotGaps.js';

/** Rows of an answer that are read at once. */
const ROWS_AT_ONCE = 10_000;

/** The first amount of the largest groups, snapshot by snapshot. */
export interface GroupsOverTime {
  /** From the first snapshot that was grouped to the last. Largest first, by the last one. */
  readonly lines: readonly GroupLine[];
  /** How many groups the last snapshot has. */
  readonly groupCount: number;
  /** The days of the snapshots that were grouped, oldest first. */
  readonly days: readonly IsoDate[];
  /** Of the days from the first of `days` on. */
  readonly gaps: SnapshotGaps;
  /** Snapshots that could not be read, or that the question has no answer for: their days are blank. */
  readonly failed: number;
}

export interface GroupLine extends DailyValues {
  /** The cells of its keys, as in the answer to the query. */
  readonly key: readonly CellValue[];
}

export interface GroupsOverTimeOptions {
  readonly signal: AbortSignal;
  /** Lines at the most. */
  readonly maxLines: number;
  /** Called after each snapshot. */
  readonly onStep: (read: number, total: number) => void;
}

type Values = ReadonlyMap<string, number | null>;

/**
 * Asks each archived snapshot of a report the same question, the newest first. A day that has none has no value; `snapshotGaps` says which of
 * those a line goes over. Of two snapshots of a day the one that was fetched last counts. One at a time is in memory.
 *
 * @param query with groups, and amounts of which the first is drawn
 * @returns `undefined` where fewer than two days are archived
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function groupsOverTime(
  service: Pick<ReportService, 'check' | 'archivedSnapshots' | 'attributesFor'>,
  ref: ReportRef,
  query: Query,
  { signal, maxLines, onStep }: GroupsOverTimeOptions,
): Promise<GroupsOverTime | undefined> {
  const snapshots = newestOfEachDay(await periodSnapshots(service, ref));
  if (snapshots.length < 2) {
    return undefined;
  }
  const asked = { ...query, aggregates: query.aggregates?.slice(0, 1) ?? [], sort: [] };
  const found: { readonly day: IsoDate; readonly values: Values }[] = [];
  let largest: readonly (readonly CellValue[])[] | undefined;
  const width = keyWidth(query);
  let groupCount = 0;
  const attributes = await service.attributesFor(service.check(ref).definition, ref.connection);
  for (const [read, { day, snapshot }] of snapshots.entries()) {
    throwIfAborted(signal);
    const answer = await answerOf(snapshot, asked, attributes, signal);
    try {
      if (answer !== undefined) {
        groupCount = largest === undefined ? answer.rowCount : groupCount;
        largest ??= await largestKeys(answer, width, maxLines, signal);
        found.push({ day, values: await valuesOf(answer, width, emptyValues(largest, asked), signal) });
      }
    } finally {
      answer?.dispose();
    }
    onStep(read + 1, snapshots.length);
  }
  found.reverse();
  const days = found.map(({ day }) => day);
  const firstDay = parseDay(days[0] ?? snapshots.at(-1)?.day ?? '');
  const place = (day: IsoDate) => parseDay(day) - firstDay;
  return {
    lines: (largest ?? []).map((key) => ({ key, ...dailyValues(found, idOfKey(key)) })),
    ...{ groupCount, days, failed: snapshots.length - found.length },
    gaps: snapshotGaps(snapshots.map(({ day }) => place(day)).reverse(), days.map(place)),
  };
}

/** Those without a refresh date have no place in time. */
function newestOfEachDay(
  snapshots: readonly ArchivedSnapshot[],
): readonly { readonly day: IsoDate; readonly snapshot: ArchivedSnapshot }[] {
  const days = new Map<IsoDate, ArchivedSnapshot>();
  for (const snapshot of snapshots) {
    const { refreshDate: day, fetchedAt } = snapshot;
    if (day !== null && fetchedAt > (days.get(day)?.fetchedAt ?? '')) {
      days.set(day, snapshot);
    }
  }
  return [...days].map(([day, snapshot]) => ({ day, snapshot })).sort((one, other) => (one.day < other.day ? 1 : -1));
}

/** @returns `undefined` where the snapshot is damaged, or has other columns: one must not cost all others */
async function answerOf(
  snapshot: ArchivedSnapshot,
  query: Query,
  attributes: readonly AttributesFile[],
  signal: AbortSignal,
): Promise<QueryHandle | undefined> {
  try {
    const { table, definition } = await openSnapshot(snapshot, attributes, signal);
    try {
      return await table.query(query, { definition }, signal);
    } finally {
      table.dispose();
    }
  } catch (error) {
    if (error instanceof UsageReportsError) {
      return undefined;
    }
    throw error;
  }
}

async function largestKeys(
  answer: QueryHandle,
  width: number,
  maxLines: number,
  signal: AbortSignal,
): Promise<readonly (readonly CellValue[])[]> {
  const { rows } = await answer.rows({ sort: [{ column: width, descending: true }] }, 0, maxLines, signal);
  return rows.map((cells) => cells.slice(0, width));
}

/** @param values of all groups that are drawn, which this fills in and returns */
async function valuesOf(
  answer: QueryHandle,
  width: number,
  values: Map<string, number | null>,
  signal: AbortSignal,
): Promise<Values> {
  for (let from = 0; from < answer.rowCount; from += ROWS_AT_ONCE) {
    const { rows } = await answer.rows({}, from, from + ROWS_AT_ONCE, signal);
    for (const cells of rows) {
      const [id, value] = [idOfKey(cells.slice(0, width)), cells[width]];
      if (values.has(id)) {
        values.set(id, typeof value === 'number' ? value : null);
      }
    }
  }
  return values;
}

/** A group that nobody is in has 0 rows. Of one that is too small to be shown nothing is known, and no rows have no mean. */
function emptyValues(
  keys: readonly (readonly CellValue[])[],
  { aggregates: [first] = [], minGroupSize = 1 }: Query,
): Map<string, number | null> {
  const value = first?.kind === 'count' && minGroupSize <= 1 ? 0 : null;
  return new Map(keys.map((key) => [idOfKey(key), value]));
}

/** How many columns of the answer are keys. */
function keyWidth({ groupBy = [] }: Query): number {
  return groupBy.reduce((sum, { by }) => sum + (by === 'range' ? 2 : 1), 0);
}

function dailyValues(found: readonly { readonly day: IsoDate; readonly values: Values }[], key: string): DailyValues {
  const firstDay = found[0]?.day ?? '';
  const place = (day: IsoDate) => parseDay(day) - parseDay(firstDay);
  const values = Array.from({ length: place(found.at(-1)?.day ?? firstDay) + 1 }, (): number | null => null);
  for (const one of found) {
    values[place(one.day)] = one.values.get(key) ?? null;
  }
  return { firstDay, values };
}

function idOfKey(key: readonly CellValue[]): string {
  return JSON.stringify(key);
}
