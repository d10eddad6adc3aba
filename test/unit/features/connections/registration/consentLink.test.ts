import assert from 'node:assert/strict';
import { CLOUDS } from '../../../../../src/services/auth/connections/clouds.js';
import { consentLink, isApplicationId } from '../../../../../src/features/connections/registration/consentLink.js';

const CLIENT = '1b7a1f5e-0c2d-4e3f-8a9b-0123456789ab';

describe('consentLink', () => {
  it('asks for the one delegated permission in the tenant', () => {
    const link = new URL(
      consentLink({ ...CLOUDS.global, tenantId: 'northlight.example', clientId: CLIENT, delegated: true }),
    );
    assert.equal(link.origin + link.pathname, 'https://login.microsoftonline.com/northlight.example/v2.0/adminconsent');
    assert.deepEqual(Object.fromEntries(link.searchParams), {
      client_id: CLIENT,
      scope: 'https://graph.microsoft.com/Reports.Read.All',
      redirect_uri: 'http://localhost',
    });
  });

  it('asks for the permissions of directory data that are switched on as well, each of the same host', () => {
    const permissions = ['User.Read.All', 'AuditLog.Read.All'];
    const link = new URL(consentLink({ ...CLOUDS.usgov, clientId: CLIENT, delegated: true, permissions }));
    const host = 'https://graph.microsoft.us';
    assert.equal(
      link.searchParams.get('scope'),
      `${host}/Reports.Read.All ${host}/User.Read.All ${host}/AuditLog.Read.All`,
    );
    const forApp = new URL(consentLink({ ...CLOUDS.usgov, clientId: CLIENT, delegated: false, permissions }));
    assert.equal(forApp.searchParams.get('scope'), `${host}/.default`);
  });

  it('asks for all that the registration lists, where application permissions are among it', () => {
    const link = new URL(
      consentLink({ ...CLOUDS.global, tenantId: 'northlight.example', clientId: CLIENT, delegated: false }),
    );
    assert.equal(link.searchParams.get('scope'), 'https://graph.microsoft.com/.default');
  });

  it('goes to the administrator’s own tenant where none is named', () => {
    const link = new URL(consentLink({ ...CLOUDS.global, clientId: CLIENT, delegated: true }));
    assert.equal(link.pathname, '/organizations/v2.0/adminconsent');
  });

  it('stays in the cloud of the connection', () => {
    const places = [CLOUDS.usgov, CLOUDS.usgovdod, CLOUDS.china].map((cloud) => {
      const link = new URL(consentLink({ ...cloud, clientId: CLIENT, delegated: true }));
      return [link.origin, link.searchParams.get('scope')];
    });
    assert.deepEqual(places, [
      ['https://login.microsoftonline.us', 'https://graph.microsoft.us/Reports.Read.All'],
      ['https://login.microsoftonline.us', 'https://dod-graph.microsoft.us/Reports.Read.All'],
      ['https://login.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn/Reports.Read.All'],
    ]);
  });

  it('is not made of a tenant that leads elsewhere, nor of a client id that is none', () => {
    for (const tenantId of ['', '/evil.example', '..', 'a/b', 'a?b', 'a#b', 'a b']) {
      assert.throws(
        () => consentLink({ ...CLOUDS.global, tenantId, clientId: CLIENT, delegated: true }),
        RangeError,
        tenantId,
      );
    }
    for (const clientId of ['', 'northlight', `${CLIENT}&scope=x`, `${CLIENT}\n`]) {
      assert.throws(() => consentLink({ ...CLOUDS.global, clientId, delegated: true }), RangeError, clientId);
    }
  });

  it('knows a GUID, in any case', () => {
    assert.ok(isApplicationId(CLIENT) && isApplicationId(CLIENT.toUpperCase()));
    assert.ok(!isApplicationId(`{${CLIENT}}`));
  });
});
