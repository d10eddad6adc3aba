import { compareTexts } from '../../base/compareTexts.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import type { ComparedCells, ComparedColumn } from './comparedColumns.js';
import type { RowGroup, RowPairs } from './rowPairs.js';

export interface SimilarityOptions {
  readonly columns: readonly ComparedColumn[];
  /** All that a row of a snapshot says, as a text that does not depend on the order of rows, nor on which snapshot is the older one. */
  readonly contentOf: Readonly<Record<'before' | 'after', (row: number) => string>>;
  readonly slicer: TimeSlicer;
}

/** Pairs of rows that are compared one by one in a group. */
const MAX_COMPARED_PAIRS = 2_500;

/** Columns by which a group is split, because each may double the work. Rows that so many do not tell apart are hardly worth telling apart. */
const MAX_SPLITS = 12;

/**
 * Pairs the rows of a group: those with the most equal cells first. A group that is too large for that is split by its columns, the one that
 * tells most rows apart first. The order of the rows never counts.
 */
export async function pairSimilarRows(group: RowGroup, pairs: RowPairs, options: SimilarityOptions): Promise<void> {
  const { before, after } = group;
  if (before.length === 1 && after.length === 1) {
    pairs.add(before[0] ?? 0, after[0] ?? 0);
  } else if (before.length * after.length <= MAX_COMPARED_PAIRS) {
    pairMostEqual(group, pairs, options);
    await options.slicer.spend((before.length + 1) * (after.length + 1) * (options.columns.length + 1));
  } else {
    await pairByColumns(group, await byDistinctness(group, options), pairs, options);
  }
}

function pairMostEqual({ before, after }: RowGroup, pairs: RowPairs, { columns, contentOf }: SimilarityOptions): void {
  const [contentBefore, contentAfter] = [before.map(contentOf.before), after.map(contentOf.after)];
  const candidates = before.flatMap((rowBefore, atBefore) =>
    after.map((rowAfter, atAfter) => {
      const contents = [contentBefore[atBefore] ?? '', contentAfter[atAfter] ?? ''].sort(compareTexts);
      const equal = columns.reduce((sum, { isSame }) => sum + Number(isSame(rowBefore, rowAfter)), 0);
      return { atBefore, atAfter, equal, contents };
    }),
  );
  candidates.sort(
    (one, other) =>
      other.equal - one.equal ||
      compareTexts(one.contents[0] ?? '', other.contents[0] ?? '') ||
      compareTexts(one.contents[1] ?? '', other.contents[1] ?? ''),
  );
  const [takenBefore, takenAfter] = [new Set<number>(), new Set<number>()];
  for (const { atBefore, atAfter } of candidates) {
    if (!takenBefore.has(atBefore) && !takenAfter.has(atAfter)) {
      takenBefore.add(atBefore);
      takenAfter.add(atAfter);
      pairs.add(before[atBefore] ?? 0, after[atAfter] ?? 0);
    }
  }
}

async function pairByColumns(
  { before, after }: RowGroup,
  [column, ...others]: readonly ComparedColumn[],
  pairs: RowPairs,
  options: SimilarityOptions,
): Promise<void> {
  if (before.length === 0 || after.length === 0) {
    return;
  }
  if (before.length * after.length <= MAX_COMPARED_PAIRS) {
    return pairSimilarRows({ before, after }, pairs, options);
  }
  if (column === undefined) {
    const { contentOf } = options;
    const [sortedBefore, sortedAfter] = [
      inContentOrder(before, contentOf.before),
      inContentOrder(after, contentOf.after),
    ];
    sortedBefore.slice(0, after.length).forEach((row, at) => pairs.add(row, sortedAfter[at] ?? 0));
    return;
  }
  await options.slicer.spend((before.length + after.length) * TEXT_COST);
  for (const part of groupsBy({ before, after }, column)) {
    await pairByColumns(part, others, pairs, options);
  }
  const rest = {
    before: before.filter((row) => !pairs.hasBefore(row)),
    after: after.filter((row) => !pairs.hasAfter(row)),
  };
  await pairByColumns(rest, others, pairs, options);
}

/** Splits a group by what a column says. */
function groupsBy({ before, after }: RowGroup, column: ComparedColumn): { before: number[]; after: number[] }[] {
  const groups = new Map<string, { before: number[]; after: number[] }>();
  const groupOf = (text: string) => {
    const group = groups.get(text) ?? { before: [], after: [] };
    groups.set(text, group);
    return group;
  };
  before.forEach((row) => groupOf(column.before.text(row)).before.push(row));
  after.forEach((row) => groupOf(column.after.text(row)).after.push(row));
  return [...groups.values()];
}

/** The columns in which the rows of a group differ, those with the most different cells first. */
async function byDistinctness(
  { before, after }: RowGroup,
  { columns, slicer }: SimilarityOptions,
): Promise<readonly ComparedColumn[]> {
  const counted: { readonly column: ComparedColumn; readonly distinct: number }[] = [];
  for (const column of columns) {
    const texts = new Set<string>();
    const collect = (rows: readonly number[], cells: ComparedCells) =>
      forEachSlice(
        rows.length,
        slicer,
        (from, to) => rows.slice(from, to).forEach((row) => texts.add(cells.text(row))),
        TEXT_COST,
      );
    await collect(before, column.before);
    await collect(after, column.after);
    counted.push({ column, distinct: texts.size });
  }
  return counted
    .filter(({ distinct }) => distinct > 1)
    .sort((one, other) => other.distinct - one.distinct || compareTexts(one.column.name, other.column.name))
    .slice(0, MAX_SPLITS)
    .map(({ column }) => column);
}

function inContentOrder(rows: readonly number[], contentOf: (row: number) => string): number[] {
  return rows
    .map((row) => ({ row, content: contentOf(row) }))
    .sort((one, other) => compareTexts(one.content, other.content))
    .map(({ row }) => row);
}
