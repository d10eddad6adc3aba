import type { AskLicenses } from './askLicenses.js';
import { countByState } from './countByState.js';
import { LICENSE, LICENSE_STATES } from './licenseColumns.js';

/**
 * Why a list of unused licenses is empty.
 *
 * - `notVisible`: no report shows the use of the product.
 * - `notKnown`: the archived reports show the use of no license.
 * - `inUse`: all are used or new, without those whose use is not known.
 */
export type WhyNoneUnused =
  { readonly kind: 'notVisible' | 'notKnown' } | { readonly kind: 'inUse'; readonly notKnown: number };

/**
 * @param ask of the licenses, none of the products is unused
 * @param products all where absent
 */
export async function whyNoneUnused(ask: AskLicenses, products: readonly string[] | undefined): Promise<WhyNoneUnused> {
  const counts = await countByState(
    ask,
    products === undefined ? [] : [{ column: LICENSE.product, kind: 'values', values: products }],
  );
  const countOf = (state: keyof typeof LICENSE_STATES) => counts.get(LICENSE_STATES[state]) ?? 0;
  const notKnown = countOf('notKnown');
  if (countOf('used') + countOf('new') > 0) {
    return { kind: 'inUse', notKnown };
  }
  return { kind: notKnown === 0 && countOf('notVisible') > 0 ? 'notVisible' : 'notKnown' };
}
