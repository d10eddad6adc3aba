import type { ReportDefinition } from '../catalog/definition.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import { isReportMetadata, isReportPeriod, meaningOf, normalizeName } from '../table/store/columnNames.js';
import { isIdentifyingName } from '../../shared/concealedNames.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import { hasSeveralPeriods } from './columnPairs.js';
import { holdsIdentifiers } from './identifierColumns.js';

/**
 * How the rows of one snapshot are matched with those of the other.
 *
 * - `keys`: by the values of these columns. `unusableKeys` names keys of the catalog that cannot be used here: concealed IDs are all zeros,
 *   and concealed URLs are empty.
 * - `cells`: no column tells rows apart, so those that are most alike are matched.
 * - `impossible`: names are concealed in one snapshot only (`concealed` or `readable` in the newer one), or nothing tells rows apart in one
 *   of the two (`noKeys`). Single rows are not compared then, as all would look gone and added.
 */
export type Matching =
  | { readonly by: 'keys'; readonly columns: readonly string[]; readonly unusableKeys?: readonly string[] }
  | { readonly by: 'cells' }
  | { readonly by: 'impossible'; readonly why: 'concealed' | 'readable' | 'noKeys' };

/** A key must name something in at least this share of the rows. */
const MIN_IDENTIFYING_SHARE = 0.5;

export async function matchingFor(
  before: ColumnarTable,
  after: ColumnarTable,
  definition: ReportDefinition,
  slicer: TimeSlicer,
): Promise<Matching> {
  const inBoth = (name: string) => before.columnIndex(name) >= 0 && after.columnIndex(name) >= 0;
  const period = [...before.columns, ...after.columns].map(({ name }) => name).find(isReportPeriod);
  const keys = [
    ...definition.keys,
    ...(period !== undefined && definition.keys.length > 0 && (await hasSeveralPeriods([before, after], slicer))
      ? [period]
      : []),
  ].filter(inBoth);
  if (keys.length === 0) {
    const texts = textColumns(after).filter(inBoth);
    return texts.length === 0 || (before.rowCount <= 1 && after.rowCount <= 1)
      ? { by: 'cells' }
      : { by: 'keys', columns: texts };
  }
  if (before.rowCount === 0 || after.rowCount === 0) {
    return { by: 'keys', columns: keys };
  }
  const isIdentity = identityTest(definition);
  const isUsableKey = async (name: string) =>
    concealed(before, name) === concealed(after, name) &&
    (await isMostlyIdentifying(before, name, slicer)) &&
    (await isMostlyIdentifying(after, name, slicer));
  const unusableKeys: string[] = [];
  for (const key of keys.filter(isIdentity)) {
    if (!(await isUsableKey(key))) {
      unusableKeys.push(key);
    }
  }
  if (unusableKeys.length === 0) {
    return { by: 'keys', columns: keys };
  }
  const identities = definition.columns.map(({ name }) => name).filter(isIdentity);
  const others = after.columns
    .map(({ name }) => name)
    .filter((name) => !isIdentity(name) && holdsIdentifiers(name, after.data[after.columnIndex(name)]));
  const substitute = await mostDistinctColumn(
    [...identities, ...others].filter((name) => inBoth(name) && !keys.includes(name)),
    [before, after],
    isUsableKey,
    slicer,
  );
  if (substitute !== undefined) {
    return { by: 'keys', columns: [substitute, ...keys.filter((key) => !unusableKeys.includes(key))], unusableKeys };
  }
  const concealedInOne = identities.find((name) => inBoth(name) && concealed(before, name) !== concealed(after, name));
  return {
    by: 'impossible',
    why: concealedInOne === undefined ? 'noKeys' : concealed(after, concealedInOne) ? 'concealed' : 'readable',
  };
}

/** Tells which columns of a report name a user, a group, or a site. */
export function identityTest({ columns }: ReportDefinition): (name: string) => boolean {
  const identities = new Set(
    columns.filter(({ identity }) => identity === true).map(({ name }) => normalizeName(name)),
  );
  return (name) => identities.has(normalizeName(name));
}

function textColumns(table: ColumnarTable): string[] {
  return table.columns
    .filter(({ name }, index) => table.data[index]?.storage === 'dictionary' && !isReportMetadata(name))
    .map(({ name }) => name);
}

function concealed(table: ColumnarTable, name: string): boolean {
  return table.columns[table.columnIndex(name)]?.concealed === true;
}

/** Whether enough cells of a column name something, concealed or not. */
async function isMostlyIdentifying(table: ColumnarTable, name: string, slicer: TimeSlicer): Promise<boolean> {
  const column = table.data[table.columnIndex(name)];
  const enough = table.rowCount * MIN_IDENTIFYING_SHARE;
  let identifying = 0;
  const count = (from: number, to: number) => {
    for (let row = from; row < to && identifying < enough; row++) {
      identifying += isIdentifyingName(column?.text(row) ?? '') ? 1 : 0;
    }
  };
  await forEachSlice(table.rowCount, slicer, count, TEXT_COST);
  return identifying >= enough;
}

async function mostDistinctColumn(
  names: readonly string[],
  tables: readonly ColumnarTable[],
  isUsableKey: (name: string) => Promise<boolean>,
  slicer: TimeSlicer,
): Promise<string | undefined> {
  let best: string | undefined;
  let most = MIN_IDENTIFYING_SHARE;
  for (const name of names) {
    if (!(await isUsableKey(name))) {
      continue;
    }
    let share = 1;
    for (const table of tables) {
      share = Math.min(share, (await countDistinct(table, name, slicer)) / table.rowCount);
    }
    if (share > most) {
      best = name;
      most = share;
    }
  }
  return best;
}

async function countDistinct(table: ColumnarTable, name: string, slicer: TimeSlicer): Promise<number> {
  const column = table.data[table.columnIndex(name)];
  const meaning = meaningOf(name);
  const texts = new Set<string>();
  const collect = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      texts.add(meaning(column?.text(row) ?? ''));
    }
  };
  await forEachSlice(table.rowCount, slicer, collect, TEXT_COST);
  return texts.size;
}
