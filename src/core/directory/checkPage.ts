import { dataDayLimits, parseDayPrefix } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { isObject } from '../../base/json.js';
import type { DirectoryDataset } from './names.js';

/** What a page has. */
export interface PageRows {
  readonly rows: number;
  /** Of sign-ins: rows with any that can be a day. Of the others, all. */
  readonly withValues: number;
}

/** The property that tells rows apart. */
const IDS: Readonly<Record<DirectoryDataset, string>> = {
  directoryUsers: 'id',
  subscribedSkus: 'skuId',
  directorySignIns: 'id',
};

/**
 * Counts the rows of a page that Microsoft Graph sent, before it is archived.
 * @param page JSON, `{"value":[…]}`
 * @throws UsageReportsError `brokenAnswer` if a row does not say what it is about
 */
export function checkPage(page: Uint8Array, dataset: DirectoryDataset): PageRows {
  const answer: unknown = JSON.parse(new TextDecoder().decode(page));
  const rows: unknown = isObject(answer) ? answer['value'] : undefined;
  if (!Array.isArray(rows) || !rows.every((row) => isObject(row) && typeof row[IDS[dataset]] === 'string')) {
    throw new UsageReportsError('brokenAnswer', `The answer is not that of ${dataset}: rows lack their ID.`);
  }
  return {
    rows: rows.length,
    withValues: dataset === 'directorySignIns' ? rows.filter(hasSignIn).length : rows.length,
  };
}

function hasSignIn(row: unknown): boolean {
  const activity = isObject(row) ? row['signInActivity'] : undefined;
  return (
    isObject(activity) &&
    Object.entries(activity).some(
      ([name, value]) => name.endsWith('DateTime') && typeof value === 'string' && isDay(value),
    )
  );
}

/** `0001-01-01` stands for none. */
function isDay(time: string): boolean {
  const { first, last } = dataDayLimits();
  const day = parseDayPrefix(time);
  return day >= first && day <= last;
}
