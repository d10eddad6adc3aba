import assert from 'node:assert/strict';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';
import {
  type ConnectionDraft,
  draftOf,
  idFromName,
  isAbsolutePath,
  isComplete,
  isDomain,
  isGuid,
  isSameTenant,
  canReuseSecret,
  suggestedName,
  secretOf,
  settingOf,
  stepsFor,
} from '../../../../src/features/connections/connectionDraft.js';

const GUID = '11111111-2222-3333-4444-555555555555';
const APP: ConnectionDraft = {
  kind: 'appOnly',
  cloud: 'global',
  tenantId: 'northlight.example',
  clientId: GUID,
  credential: 'clientSecret',
  clientSecret: 'hush',
  name: 'Northlight',
};

function connectionOf(draft: ConnectionDraft): Connection {
  const { connections, problems } = readConnections([settingOf(draft, 'north')]);
  assert.deepEqual(problems, []);
  return connections[0]!;
}

describe('connection draft', () => {
  describe('id from name', () => {
    for (const [name, id] of [
      ['Northlight', 'northlight'],
      ['Contoso GmbH & Co.', 'contoso-gmbh-co'],
      ['Crème brûlée', 'creme-brulee'],
      ['  ../../etc ', 'etc'],
      ['北光', 'tenant'],
      ['...', 'tenant'],
      ['x'.repeat(100), 'x'.repeat(56)],
    ] as const) {
      it(`${JSON.stringify(name)} → ${id}`, () => assert.equal(idFromName(name, []), id));
    }

    it('is never taken, whatever the case', () => {
      assert.equal(idFromName('Northlight', ['sample', 'NORTHLIGHT', 'northlight-2']), 'northlight-3');
      assert.equal(idFromName('Sample', ['sample']), 'sample-2');
    });
  });

  it('asks an account for less than an app, and a custom cloud for its addresses', () => {
    assert.deepEqual(stepsFor({ kind: 'delegated', cloud: 'global' }, false), [
      'kind',
      'cloud',
      'tenantId',
      'app',
      'clientId',
      'name',
    ]);
    assert.ok(!stepsFor({ kind: 'delegated', cloud: 'global', app: 'builtIn' }, false).includes('clientId'));
    assert.deepEqual(stepsFor({ ...APP, cloud: 'custom' }, false), [
      'kind',
      'cloud',
      'graphEndpoint',
      'authority',
      'tenantId',
      'clientId',
      'credential',
      'clientSecret',
      'name',
    ]);
    assert.deepEqual(stepsFor({ ...APP, credential: 'certificate' }, false).slice(-4), [
      'credential',
      'certificatePath',
      'passphrase',
      'name',
    ]);
  });

  it("saves no ID of one's own app where VS Code's is chosen, whatever was entered before", () => {
    const draft: ConnectionDraft = { kind: 'delegated', cloud: 'global', app: 'builtIn', clientId: GUID, name: 'N' };
    assert.equal(settingOf(draft, 'n').clientId, undefined);
    assert.equal(settingOf({ ...draft, app: 'own' }, 'n').clientId, GUID);
  });

  it('begins with the name when editing', () => {
    assert.equal(stepsFor(APP, true)[0], 'name');
  });

  it('writes what its kind and cloud have a use for, and never a secret', () => {
    const draft = {
      ...APP,
      graphEndpoint: 'https://stale.example',
      certificatePath: '/stale.pem',
      passphrase: 'hush too',
    };
    assert.deepEqual(settingOf(draft, 'north'), {
      id: 'north',
      name: 'Northlight',
      kind: 'appOnly',
      cloud: 'global',
      tenantId: 'northlight.example',
      clientId: GUID,
    });
    assert.doesNotMatch(JSON.stringify(settingOf(draft, 'north')), /hush/);
    assert.equal(
      settingOf({ ...draft, kind: 'delegated', credential: 'certificate' }, 'north').certificatePath,
      undefined,
    );
    assert.equal(
      settingOf({ ...draft, cloud: 'custom', graphEndpoint: 'https://graph.example/' }, 'north').graphEndpoint,
      'https://graph.example',
    );
  });

  it('leaves out what was left empty', () => {
    assert.deepEqual(settingOf({ kind: 'delegated', cloud: 'usgov', tenantId: '', clientId: ' ', name: 'N' }, 'n'), {
      id: 'n',
      name: 'N',
      kind: 'delegated',
      cloud: 'usgov',
    });
  });

  it('gives a connection back its answers', () => {
    for (const draft of [
      APP,
      { ...APP, credential: 'certificate', certificatePath: '/north.pem' },
      {
        kind: 'delegated',
        app: 'builtIn',
        cloud: 'custom',
        graphEndpoint: 'http://127.0.0.1:1',
        authority: 'https://login.example',
        name: 'N',
      },
      { kind: 'delegated', app: 'own', clientId: GUID, cloud: 'global', name: 'N' },
    ] as ConnectionDraft[]) {
      const { clientSecret, ...answers } = draft;
      assert.deepEqual(draftOf(connectionOf(draft)), answers, clientSecret);
    }
  });

  it("keeps another name of the cloud's sign-in service, as long as the cloud stays", () => {
    const china: ConnectionDraft = {
      ...APP,
      cloud: 'china',
      authority: 'https://login.partner.microsoftonline.cn',
    };
    const { clientSecret, ...answers } = china;
    const connection = connectionOf(china);
    assert.equal(connection.authority, 'https://login.partner.microsoftonline.cn');
    assert.deepEqual(draftOf(connection), answers, clientSecret);
    assert.equal(settingOf({ ...draftOf(connection), cloud: 'usgov' }, 'n').authority, undefined);
    assert.ok(isSameTenant(connection, { ...answers, authority: undefined }), 'the same service by its other name');
  });

  it('has one secret: the one of its credential', () => {
    const both = { ...APP, passphrase: 'open sesame' };
    assert.equal(secretOf(both), 'hush');
    assert.equal(secretOf({ ...both, credential: 'certificate' }), 'open sesame');
    assert.equal(secretOf({ ...both, kind: 'delegated' }), undefined);
    assert.equal(secretOf({ ...both, clientSecret: '' }), undefined);
  });

  it('keeps a stored secret only for the same app of the same tenant at the same place', () => {
    const before = connectionOf(APP);
    assert.ok(canReuseSecret(before, { ...draftOf(before), name: 'Another name' }));
    for (const change of [
      { kind: 'delegated' },
      { cloud: 'china' },
      { cloud: 'custom', graphEndpoint: 'https://graph.microsoft.com', authority: 'https://evil.example' },
      { tenantId: 'other.example' },
      { clientId: '99999999-2222-3333-4444-555555555555' },
      { credential: 'certificate', certificatePath: '/north.pem' },
    ] as ConnectionDraft[]) {
      assert.ok(!canReuseSecret(before, { ...draftOf(before), ...change }), JSON.stringify(change));
    }
    const certificate = connectionOf({ ...APP, credential: 'certificate', certificatePath: '/north.pem' });
    assert.ok(!canReuseSecret(certificate, { ...draftOf(certificate), certificatePath: '/other.pem' }));
  });

  it('knows when another tenant is meant, so that stored reports are not taken for its own', () => {
    const before = connectionOf({ kind: 'delegated', cloud: 'global', name: 'N' });
    assert.ok(isSameTenant(before, { ...draftOf(before), clientId: GUID }));
    assert.ok(!isSameTenant(before, { ...draftOf(before), tenantId: 'other.example' }));
    assert.ok(!isSameTenant(before, { ...draftOf(before), cloud: 'usgovdod' }));
    const custom = connectionOf({
      kind: 'delegated',
      cloud: 'custom',
      graphEndpoint: 'https://graph.example',
      name: 'N',
    });
    assert.ok(
      isSameTenant(custom, { ...draftOf(custom), authority: 'https://login.microsoftonline.com/' }),
      'said, or meant',
    );
    assert.ok(!isSameTenant(custom, { ...draftOf(custom), graphEndpoint: 'https://other.example' }));
  });

  it('is complete when nothing that is needed is missing', () => {
    assert.ok(isComplete(APP, false));
    assert.ok(isComplete({ ...APP, clientSecret: '' }, true));
    assert.ok(!isComplete({ ...APP, clientSecret: '' }, false));
    assert.ok(!isComplete({ ...APP, tenantId: '' }, true));
    assert.ok(!isComplete({ ...APP, name: ' ' }, true));
    assert.ok(!isComplete({ ...APP, credential: 'certificate' }, true));
    assert.ok(isComplete({ kind: 'delegated', app: 'builtIn', cloud: 'global', name: 'N' }, false));
    assert.ok(isComplete({ kind: 'delegated', app: 'own', clientId: GUID, cloud: 'global', name: 'N' }, false));
    assert.ok(!isComplete({ kind: 'delegated', app: 'own', cloud: 'global', name: 'N' }, false));
    assert.ok(
      !isComplete(
        { kind: 'delegated', app: 'builtIn', cloud: 'custom', graphEndpoint: 'http://graph.example', name: 'N' },
        false,
      ),
    );
  });

  it('proposes a name out of the domain', () => {
    assert.equal(suggestedName({ tenantId: 'northlight.onmicrosoft.com' }), 'Northlight');
    assert.equal(suggestedName({ tenantId: GUID }), '');
    assert.equal(suggestedName({}), '');
  });

  it('tells ids, domains and paths from other texts', () => {
    assert.ok(isGuid(GUID) && !isGuid(`${GUID}0`) && !isGuid('northlight'));
    for (const good of ['northlight.example', 'a.b.c.onmicrosoft.com', 'xn--bcher-kva.example']) {
      assert.ok(isDomain(good), good);
    }
    for (const bad of [
      'northlight',
      'a..example',
      '-a.example',
      'a b.example',
      'https://a.example',
      'a.example/x',
      '10.0.0.1',
    ]) {
      assert.ok(!isDomain(bad), bad);
    }
    assert.ok(isAbsolutePath('/x.pem') && isAbsolutePath('C:\\x.pem') && isAbsolutePath('\\\\server\\x.pem'));
    assert.ok(!isAbsolutePath('x.pem') && !isAbsolutePath('/') && !isAbsolutePath('~/x.pem'));
  });
});
