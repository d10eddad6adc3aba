import assert from 'node:assert/strict';
import {
  CONCEALED_SAMPLE_CONNECTION,
  SAMPLE_CONNECTION,
  SAMPLE_CONNECTIONS,
} from '../../../../src/services/auth/connections/connection.js';
import { sampleTenants } from '../../../../src/services/sample/sampleTenants.js';
import { catalog } from '../../../support/catalog.js';
import { csvOf, now } from './support.js';

const tenants = sampleTenants({ catalog, now: () => now });

describe('The built-in tenants', () => {
  it('answer for every built-in connection, and for no other', async () => {
    for (const { id } of SAMPLE_CONNECTIONS) {
      const { rows } = await csvOf(tenants.of(id), 'getEmailActivityUserDetail', { period: 'D7' });
      assert.ok(rows.length > 50);
    }
    assert.throws(() => tenants.of('northlight'));
  });

  it('are two companies: one with names, one that conceals them', async () => {
    const open = tenants.of(SAMPLE_CONNECTION.id);
    const concealed = tenants.of(CONCEALED_SAMPLE_CONNECTION.id);
    const teams = 'getTeamsUserActivityUserDetail';
    const first = (await csvOf(open, teams, { period: 'D7' })).rows[0]!;
    const second = (await csvOf(concealed, teams, { period: 'D7' })).rows[0]!;
    assert.equal(first['Tenant Display Name'], 'Northlight Robotics');
    assert.match(first['User Principal Name']!, /@northlight\.example$/);
    assert.equal(second['Tenant Display Name'], 'Fabrikam');
    assert.match(second['User Principal Name']!, /^[0-9A-F]{32}$/);
    const days = await Promise.all(
      [open, concealed].map((service) => csvOf(service, 'getTeamsUserActivityCounts', { period: 'D7' })),
    );
    assert.notDeepEqual(days[0], days[1]);
  });
});
