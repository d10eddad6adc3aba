import type { ReportDefinition } from '../catalog/definition.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import { isReportMetadata, normalizeName } from '../table/store/columnNames.js';
import { isIdentifyingName } from '../../shared/concealedNames.js';
import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';

/**
 * How rows of one snapshot are found again in the other.
 *
 * - `keys`: by what these columns say. `instead` names keys of the catalogue that could not serve (concealed ids are all zeros, concealed
 *   addresses are empty).
 * - `order`: there is nothing to tell rows apart by, so the first is compared with the first.
 * - `impossible`: names are concealed on one side only (`concealed` or `readable` in the newer snapshot), or nothing tells rows apart in
 *   one of the two (`noKeys`). Nothing is said about single rows then, since everything would look gone and new.
 */
export type Matching =
  | { readonly by: 'keys'; readonly columns: readonly string[]; readonly unusableKeys?: readonly string[] }
  | { readonly by: 'order' }
  | { readonly by: 'impossible'; readonly why: 'concealed' | 'readable' | 'noKeys' };

/** Half of the rows: a column that says less does not tell rows apart. */
const MIN_IDENTIFYING_SHARE = 0.5;

export async function matchingFor(
  before: ColumnarTable,
  after: ColumnarTable,
  definition: ReportDefinition,
  slicer: TimeSlicer,
): Promise<Matching> {
  const inBoth = (name: string) => before.columnIndex(name) >= 0 && after.columnIndex(name) >= 0;
  const keys = definition.keys.filter(inBoth);
  if (keys.length === 0) {
    const texts = textColumns(after).filter(inBoth);
    return texts.length === 0 || (before.rowCount <= 1 && after.rowCount <= 1)
      ? { by: 'order' }
      : { by: 'keys', columns: texts };
  }
  if (before.rowCount === 0 || after.rowCount === 0) {
    return { by: 'keys', columns: keys };
  }
  const identities = new Set(
    definition.columns.filter(({ identity }) => identity === true).map(({ name }) => normalizeName(name)),
  );
  const isIdentity = (name: string) => identities.has(normalizeName(name));
  const isUsableKey = async (name: string) =>
    concealed(before, name) === concealed(after, name) &&
    (await isMostlyIdentifying(before, name, slicer)) &&
    (await isMostlyIdentifying(after, name, slicer));
  const failing: string[] = [];
  for (const key of keys.filter(isIdentity)) {
    if (!(await isUsableKey(key))) {
      failing.push(key);
    }
  }
  if (failing.length === 0) {
    return { by: 'keys', columns: keys };
  }
  const substitute = await mostDistinctColumn(
    definition.columns
      .map(({ name }) => name)
      .filter((name) => isIdentity(name) && inBoth(name) && !keys.includes(name)),
    after,
    isUsableKey,
    slicer,
  );
  if (substitute !== undefined) {
    const others = keys.filter((key) => !failing.includes(key));
    return { by: 'keys', columns: [substitute, ...others], unusableKeys: failing };
  }
  const switched = [...identities].find((name) => inBoth(name) && concealed(before, name) !== concealed(after, name));
  return {
    by: 'impossible',
    why: switched === undefined ? 'noKeys' : concealed(after, switched) ? 'concealed' : 'readable',
  };
}

function textColumns(table: ColumnarTable): string[] {
  return table.columns
    .filter(({ name }, index) => table.data[index]?.storage === 'dictionary' && !isReportMetadata(name))
    .map(({ name }) => name);
}

function concealed(table: ColumnarTable, name: string): boolean {
  return table.columns[table.columnIndex(name)]?.concealed === true;
}

/** Whether most cells of a column name somebody, concealed or not, instead of nobody. */
async function isMostlyIdentifying(table: ColumnarTable, name: string, slicer: TimeSlicer): Promise<boolean> {
  const column = table.data[table.columnIndex(name)];
  let telling = 0;
  await forEachSlice(table.rowCount, slicer, (from, to) => {
    for (let row = from; row < to; row++) {
      telling += isIdentifyingName(column?.text(row) ?? '') ? 1 : 0;
    }
  });
  return telling >= table.rowCount * MIN_IDENTIFYING_SHARE;
}

async function mostDistinctColumn(
  names: readonly string[],
  table: ColumnarTable,
  isUsableKey: (name: string) => Promise<boolean>,
  slicer: TimeSlicer,
): Promise<string | undefined> {
  let best: string | undefined;
  let most = table.rowCount * MIN_IDENTIFYING_SHARE;
  for (const name of names) {
    if (!(await isUsableKey(name))) {
      continue;
    }
    const column = table.data[table.columnIndex(name)];
    const texts = new Set<string>();
    await forEachSlice(table.rowCount, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        texts.add(column?.text(row) ?? '');
      }
    });
    if (texts.size > most) {
      best = name;
      most = texts.size;
    }
  }
  return best;
}
