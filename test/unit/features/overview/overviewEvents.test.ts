import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beginEvent } from '../../../../src/features/overview/overviewEvents.js';
import { CLOUD_IDS } from '../../../../src/services/auth/connections/clouds.js';
import { isAvailable, SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { reportsOf } from '../../../../src/services/collect/collectSet.js';
import { catalog } from '../../../support/catalog.js';

const daily = reportsOf({ kind: 'daily' }, catalog);
const connection = fc
  .record({
    kind: fc.constantFrom('sample' as const, 'delegated' as const, 'appOnly' as const),
    cloud: fc.constantFrom(...CLOUD_IDS),
  })
  .map((facts) => ({ ...SAMPLE_CONNECTION, ...facts }));

describe('the number of daily reports on the overview', () => {
  it('is the one that a collection offers to fetch, of every kind of connection', () => {
    fc.assert(
      fc.property(connection, (of) => {
        const offered = daily.filter((report) => isAvailable(report, of)).length;
        assert.equal(beginEvent(of, catalog, []).available, offered);
      }),
    );
    const signedIn = { ...SAMPLE_CONNECTION, kind: 'delegated' as const };
    assert.ok(beginEvent(signedIn, catalog, []).available < daily.length, 'one is for apps only');
  });

  it('is no smaller than that of the archived ones, whoever has archived them', () => {
    fc.assert(
      fc.property(connection, fc.subarray(daily), (of, archived) => {
        const { available, reports } = beginEvent(of, catalog, archived);
        assert.ok(reports.length <= available && available <= daily.length);
      }),
    );
  });
});
