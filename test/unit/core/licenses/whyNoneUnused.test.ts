import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LICENSE, LICENSE_STATES, LICENSES_REPORT } from '../../../../src/core/licenses/licenseColumns.js';
import { whyNoneUnused } from '../../../../src/core/licenses/whyNoneUnused.js';
import { askOf } from '../../../../src/services/licenses/openLicenses.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { csv, csvFile } from '../table/support.js';

const { used, new: isNew, notVisible, notKnown } = LICENSE_STATES;
const PRODUCTS = ['E5', 'VISIO'];

describe('an empty list of unused licenses', () => {
  it('has a reason, which is that of the licenses of its product', async () => {
    const license = fc.record({
      product: fc.constantFrom(...PRODUCTS),
      state: fc.constantFrom(used, isNew, notVisible, notKnown),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(license, { maxLength: 8 }),
        fc.constantFrom(undefined, ...PRODUCTS),
        async (all, product) => {
          const rows = all.map((one) => [one.product, one.state]);
          const table = await csv(csvFile([[LICENSE.product, LICENSE.state], ...rows]), LICENSES_REPORT);
          const states = all.filter((one) => product === undefined || one.product === product).map((one) => one.state);
          const why = await whyNoneUnused(askOf(new LocalTable(table)), product === undefined ? undefined : [product]);
          if (states.some((state) => state === used || state === isNew)) {
            assert.deepEqual(why, { kind: 'inUse', notKnown: states.filter((state) => state === notKnown).length });
          } else {
            const isInvisible = states.length > 0 && states.every((state) => state === notVisible);
            assert.deepEqual(why, { kind: isInvisible ? 'notVisible' : 'notKnown' });
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
