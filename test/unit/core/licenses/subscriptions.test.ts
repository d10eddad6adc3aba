import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { TimeSlicer } from '../../../../src/base/timeSlicer.js';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import { PRODUCT } from '../../../../src/core/licenses/licenseColumns.js';
import { LicenseRows } from '../../../../src/core/licenses/licenseRows.js';
import { productTable } from '../../../../src/core/licenses/productTable.js';
import { subscriptionsOf } from '../../../../src/core/licenses/subscriptions.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import { askOf } from '../../../../src/services/licenses/openLicenses.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';

const PRICE = 10;
const units = fc.nat(99);
const sku = fc.record({
  place: fc.nat(3),
  consumedUnits: fc.nat(200),
  prepaidUnits: fc.record({ enabled: units, warning: units, suspended: units, lockedOut: units }),
});

describe('what was bought', () => {
  it('can be assigned in its grace period, and is paid for before: each product once, whatever its subscriptions', () =>
    fc.assert(
      fc.asyncProperty(fc.array(sku, { minLength: 1, maxLength: 8 }), async (skus) => {
        const value = skus.map(({ place, ...one }) => ({
          skuId: `sku-${place}`,
          skuPartNumber: `PART_${place}`,
          ...one,
        }));
        const bytes = new TextEncoder().encode(JSON.stringify({ value }));
        const table = await decodeJson(Readable.from([bytes]), DIRECTORY_DEFINITIONS.subscribedSkus, {});
        const subscriptions = subscriptionsOf(table, '2026-11-26');
        const evidence = { newestDay: 20_000, reports: new Map(), isConcealed: false };
        const licenses = await new LicenseRows(evidence).finish(new TimeSlicer(undefined));
        const prices = {
          currency: 'EUR',
          prices: new Map([...subscriptions.products.keys()].map((key) => [key, PRICE])),
        };
        const products = await productTable(askOf(new LocalTable(licenses)), { subscriptions, prices });
        const places = [...new Set(skus.map(({ place }) => place))];
        assert.equal(products.rowCount, places.length);
        for (const [row, place] of places.entries()) {
          const of = skus.filter((one) => one.place === place);
          const sum = (name: keyof (typeof of)[number]['prepaidUnits']) =>
            of.reduce((total, { prepaidUnits }) => total + prepaidUnits[name], 0);
          const consumed = of.reduce((total, { consumedUnits }) => total + consumedUnits, 0);
          const cell = (name: string) => products.value(row, products.columnIndex(name));
          assert.deepEqual([PRODUCT.bought, PRODUCT.inGracePeriod, PRODUCT.suspended, PRODUCT.consumed].map(cell), [
            sum('enabled'),
            sum('warning'),
            sum('suspended'),
            consumed,
          ]);
          const usable = sum('enabled') + sum('warning');
          assert.equal(cell(PRODUCT.notAssigned), usable > consumed ? usable - consumed : 0);
          const paid = sum('enabled') > consumed ? sum('enabled') - consumed : 0;
          assert.equal(cell(PRODUCT.notAssignedCost), paid * PRICE);
        }
      }),
      { numRuns: 30 },
    ));
});
