import { QUERY_VERSION } from '../../shared/query/query.js';
import { productKey } from '../catalog/productSkus.js';
import type { AskLicenses } from './askLicenses.js';
import { LICENSE } from './licenseColumns.js';

/**
 * How the table of licenses writes a product: a tab that was saved, or a link, may have it as an earlier report wrote it.
 * @returns the name itself where the table has it, and where it has no spelling of it
 */
export async function spellingsOf(ask: AskLicenses, product: string): Promise<readonly string[]> {
  const rows = await ask({
    version: QUERY_VERSION,
    groupBy: [{ column: LICENSE.product }],
    aggregates: [{ kind: 'count', name: 'Count' }],
  });
  const written = rows.map(([name]) => String(name));
  const same = written.filter((name) => productKey(name) === productKey(product));
  return same.length === 0 || same.includes(product) ? [product] : same;
}
