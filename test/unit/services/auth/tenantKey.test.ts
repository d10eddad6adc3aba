import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tenantFolder, tenantOf } from '../../../../src/services/archive/names.js';
import {
  type Connection,
  readConnections,
  SAMPLE_CONNECTION,
  SAMPLE_CONNECTIONS,
} from '../../../../src/services/auth/connections/connection.js';
import { TenantIdStore } from '../../../../src/services/auth/connections/tenantIdStore.js';
import {
  previousTenantKeys,
  tenantIdFromToken,
  tenantKey,
} from '../../../../src/services/auth/connections/tenantKey.js';

const GUID = '5f1c2a0e-7d3b-4a55-9c1e-0123456789ab';
const OTHER = '0a0a0a0a-1111-2222-3333-444444444444';

function connection(entry: object): Connection {
  const [one] = readConnections([{ id: 'northlight', ...entry }]).connections;
  assert.ok(one);
  return one;
}

const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

describe('tenantKey', () => {
  it('is the directory id wherever that is known', () => {
    assert.equal(tenantKey(connection({ tenantId: GUID.toUpperCase() })), GUID);
    assert.equal(
      tenantKey(connection({ tenantId: GUID }), OTHER),
      GUID,
      'what a person wrote goes before what was learned',
    );
    assert.equal(tenantKey(connection({ tenantId: 'Northlight.example' }), GUID), GUID);
    assert.equal(tenantKey(connection({}), GUID), GUID);
  });

  it('is the domain name, else the connection, where no directory id is known', () => {
    assert.equal(tenantKey(connection({ tenantId: 'Northlight.example' })), 'northlight.example');
    assert.equal(tenantKey(connection({})), 'northlight');
    assert.equal(tenantKey(connection({}), 'no directory'), 'northlight');
  });

  it('is a folder of its own for every tenant, on every system, whatever the names are', () => {
    const names = fc.oneof(
      fc.constantFrom(
        ...[
          'con',
          'CON',
          'aux.global',
          'nul',
          'com1.example',
          'prn',
          'a.',
          'a',
          'A',
          'x--y',
          'xn--bcher-kva.example',
          'sample',
          'Sample',
        ],
        ...[
          'a.usgov',
          'con.usgov',
          'a.china',
          'a.custom-00000000',
          'a..b',
          'a-',
          `${'x'.repeat(70)}.example`,
          `${'x'.repeat(240)}.example`,
        ],
        ...[`${'x'.repeat(240)}.other`, GUID],
      ),
      fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,90}$/),
    );
    const identities = fc.record({ tenantId: names, cloud: fc.constantFrom('global', 'usgov', 'china') });
    fc.assert(
      fc.property(identities, identities, (one, other) => {
        const [key, otherKey] = [tenantKey(connection(one)), tenantKey(connection(other))];
        assert.ok(key.length <= 100 && tenantOf(tenantFolder(key)) === key, key);
        const same = one.tenantId.toLowerCase() === other.tenantId.toLowerCase() && one.cloud === other.cloud;
        assert.equal(key.toLowerCase() === otherKey.toLowerCase(), same, `${key}, ${otherKey}`);
        for (const earlier of previousTenantKeys(connection(one), otherKey)) {
          tenantFolder(earlier);
        }
      }),
      { numRuns: 2000 },
    );
    const ids = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/).filter((id) => id !== 'sample');
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const [key, otherKey] = [one, other].map((id) => tenantKey(connection({ id })));
        assert.equal(tenantOf(tenantFolder(key ?? '')), key);
        assert.equal(key?.toLowerCase() === otherKey?.toLowerCase(), one === other);
      }),
    );
    assert.notEqual(tenantKey(connection({ id: 'North' })).toLowerCase(), tenantKey(connection({ id: 'north' })));
    assert.equal(tenantKey(connection({ id: 'north' })), 'north');
  });

  it('is the same for two connections to one tenant in one cloud, and differs from cloud to cloud', () => {
    const keys = ['global', 'usgov', 'usgovdod', 'china'].map((cloud) =>
      tenantKey(connection({ cloud, tenantId: GUID })),
    );
    assert.equal(new Set(keys).size, 4);
    assert.equal(tenantKey(connection({ id: 'other', cloud: 'usgov', tenantId: GUID })), keys[1]);
    const custom = (graphEndpoint: string) => tenantKey(connection({ cloud: 'custom', graphEndpoint, tenantId: GUID }));
    assert.notEqual(custom('https://a.example'), custom('https://b.example'));
    assert.equal(custom('https://a.example'), custom('https://a.example/'));
  });

  it('gives nobody the place of a sample tenant', () => {
    for (const sample of SAMPLE_CONNECTIONS) {
      assert.equal(tenantKey(sample, GUID), sample.id);
      assert.match(tenantKey(connection({ tenantId: sample.id })), /^_sample-/);
    }
  });

  it('knows where older versions kept the reports', () => {
    const one = connection({ tenantId: 'northlight.example' });
    assert.deepEqual(previousTenantKeys(one, tenantKey(one)), ['northlight']);
    assert.deepEqual(previousTenantKeys(one, tenantKey(one, GUID)), ['northlight', 'northlight.example']);
    assert.deepEqual(previousTenantKeys(connection({}), 'northlight'), []);
    assert.deepEqual(previousTenantKeys(SAMPLE_CONNECTION, 'sample'), []);
  });

  it('reads the directory of a token, and nothing of a text that is none', () => {
    assert.equal(tenantIdFromToken(token({ tid: GUID.toUpperCase() })), GUID);
    for (const text of ['', 'opaque', 'a.b.c', token({ tid: '../x' }), token({ tid: 7 }), token([]), token({})]) {
      assert.equal(tenantIdFromToken(text), undefined, text);
    }
  });
});

describe('KnownTenants', () => {
  const memento = () => {
    const kept = new Map<string, unknown>();
    return {
      kept,
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key) as never,
      update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
    };
  };

  it('learns the tenant of a connection from its tokens, and follows another account', async () => {
    const tenants = new TenantIdStore(memento());
    const one = connection({});
    assert.equal(tenants.keyOf(one), 'northlight');
    tenants.recordToken(one, token({ tid: GUID }));
    assert.equal(tenants.keyOf(one), GUID);
    tenants.recordToken(one, 'opaque');
    assert.equal(tenants.keyOf(one), GUID);
    tenants.recordToken(one, token({ tid: OTHER }));
    assert.equal(tenants.keyOf(one), OTHER);
    await tenants.forget(one);
    assert.equal(tenants.keyOf(one), 'northlight');
  });

  it('knows a domain name for all connections of a cloud, and for none of another', () => {
    const tenants = new TenantIdStore(memento());
    tenants.recordToken(connection({ tenantId: 'northlight.example' }), token({ tid: GUID }));
    assert.equal(tenants.keyOf(connection({ id: 'second', tenantId: 'Northlight.example' })), GUID);
    assert.equal(
      tenants.keyOf(connection({ id: 'third', cloud: 'usgov', tenantId: 'northlight.example' })),
      'northlight.example.usgov',
    );
    assert.equal(tenants.keyOf(connection({ id: 'fourth' })), 'fourth');
  });

  it('keeps nothing where the connection says it all', () => {
    const kept = memento();
    new TenantIdStore(kept).recordToken(connection({ tenantId: GUID }), token({ tid: OTHER }));
    assert.deepEqual(kept.keys(), []);
  });
});
