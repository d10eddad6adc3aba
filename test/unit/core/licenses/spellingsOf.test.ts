import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LICENSE, LICENSES_REPORT } from '../../../../src/core/licenses/licenseColumns.js';
import { spellingsOf } from '../../../../src/core/licenses/spellingsOf.js';
import { askOf } from '../../../../src/services/licenses/openLicenses.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { csv, csvFile } from '../table/support.js';

const WORDS = ['visio', 'plan', '2'];
const OTHER = 'POWER BI PRO';

describe('a product that is written otherwise than in the table of licenses', () => {
  /** The same name in another case, with other separators and brackets. */
  const spelling = fc
    .tuple(fc.constantFrom(' ', '_', ' (', '-'), fc.boolean())
    .map(([separator, isUpper]) => WORDS.map((word) => (isUpper ? word.toUpperCase() : word)).join(separator));

  it('is found in each of its spellings, unless the table has the one that is asked for', () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(spelling, { minLength: 1, maxLength: 4 }), spelling, async (written, asked) => {
        const rows = [...written, OTHER, ...written].map((name) => [name]);
        const table = new LocalTable(await csv(csvFile([[LICENSE.product], ...rows]), LICENSES_REPORT));
        const found = await spellingsOf(askOf(table), asked);
        assert.deepEqual(found.toSorted(), written.includes(asked) ? [asked] : written.toSorted());
        assert.deepEqual(await spellingsOf(askOf(table), 'EXCHANGE ONLINE KIOSK'), ['EXCHANGE ONLINE KIOSK']);
      }),
      { numRuns: 40 },
    ));

  it('is found by the name that it had before', async () => {
    const table = new LocalTable(await csv(csvFile([[LICENSE.product], ['VISIO PLAN 2']]), LICENSES_REPORT));
    assert.deepEqual(await spellingsOf(askOf(table), 'Visio Online Plan 2'), ['VISIO PLAN 2']);
  });
});
