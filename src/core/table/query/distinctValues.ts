import type { TimeSlicer } from '../../../base/timeSlicer.js';
import { type Groups, splitGroups } from './grouping.js';
import { valueCodes } from './keyCodes.js';
import type { FoundColumn } from './queryColumns.js';

/**
 * How many different values each group has; blanks are none.
 * @param rows by position, as the groups' ids
 * @throws UsageReportsError `tooLarge`; the slicer's `AbortError`
 */
export async function distinctValues(
  { column, info }: Pick<FoundColumn, 'column' | 'info'>,
  rows: Uint32Array,
  groups: Groups,
  slicer: TimeSlicer,
): Promise<Uint32Array> {
  const { codes, texts } = await valueCodes({ column, name: info.name, type: info.type }, rows, slicer);
  const pairs = await splitGroups(groups, codes, texts.length, slicer);
  const values = new Uint32Array(groups.count);
  pairs.parents.forEach((group, pair) => (values[group] = (values[group] ?? 0) + (pairs.codes[pair] === 0 ? 0 : 1)));
  return values;
}
