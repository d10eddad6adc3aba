import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { type Issued, issueCertificate, pemFile } from '../support/certificates.js';
import { startTokenService, type TokenService } from '../support/tokenService.js';
import { activated, failureOf, temporaryFolder } from './support/extension.js';
import { setConnections, startTenant, type Tenant } from './support/tenant.js';

const TENANT = '11111111-2222-4333-8444-555555555555';
const CLIENT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

/**
 * The packaged script with the real msal, through VS Code's own fetch. That fetch trusts what the machine trusts and nothing else, and
 * no test changes what a machine trusts: so one test sees the throwaway authority refused, and the others switch the check off in this
 * process while they run. A person cannot be asked here, so it is the certificate that signs in; secrets are up to the unit tests.
 */
describe('app-only sign-in in the extension host', () => {
  let api: UsageReportsApi;
  let service: TokenService;
  let tenant: Tenant;
  let registered: Issued;
  let folder: vscode.Uri;
  before(async function () {
    api = await activated();
    folder = await temporaryFolder(this);
    registered = issueCertificate({ subject: 'Reports reader', keyType: 'rsa' });
  });
  beforeEach(async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    service = await startTokenService();
    tenant = await startTenant();
    service.register({ tenantId: TENANT, clientId: CLIENT, certificate: registered.certificate });
    await connectWith(pemFile(registered));
  });
  afterEach(async () => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    await tenant.close();
    await service.close();
  });

  const connectWith = async (pem: string, clientId = CLIENT): Promise<void> => {
    const certificatePath = path.join(folder.fsPath, 'certificate.pem');
    await writeFile(certificatePath, pem);
    const place = { cloud: 'custom', graphEndpoint: tenant.server.origin, authority: service.origin };
    await setConnections([
      {
        id: tenant.connection,
        name: 'Service',
        kind: 'appOnly',
        ...place,
        tenantId: TENANT,
        clientId,
        certificatePath,
      },
    ]);
  };
  const open = (over: object = {}) =>
    api.getReport({
      report: 'getSkypeForBusinessPeerToPeerActivityUserCounts',
      period: 'D7',
      connection: tenant.connection,
      ...over,
    });

  it('reads the peer-to-peer user counts with an app token, and requests only one token', async () => {
    const report = await open();
    assert.equal(report.source, 'network');
    assert.equal(report.rowCount, 7);
    await open({ fresh: true, period: 'D30' });
    assert.equal(service.requests.length, 1);
    const sent = tenant.server.requests
      .filter(({ port }) => port === 'graph')
      .map(({ headers }) => headers['authorization']?.replace('Bearer ', '') ?? '');
    assert.equal(new Set(sent).size, 1);
    assert.deepEqual(service.tokenSays(sent[0] ?? ''), {
      tenantId: TENANT,
      clientId: CLIENT,
      scope: `${tenant.server.origin}/.default`,
    });
  });

  it('requests a new token when Graph rejects the first', async () => {
    tenant.server.addFault({ effect: { kind: 'unauthorized' }, times: 1 });
    assert.equal((await open()).rowCount, 7);
    assert.equal(service.requests.length, 2);
  });

  it('says what the service says, whatever loads lazily', async () => {
    await connectWith(pemFile(issueCertificate({ subject: 'Somebody else', keyType: 'rsa' })));
    const unknown = await failureOf(open());
    assert.deepEqual(
      [unknown.reason, unknown.details?.['problem'], unknown.details?.['code']],
      ['signInFailed', 'certificateUnknown', 'AADSTS700027'],
    );

    await connectWith(pemFile(registered, 'a passphrase that nobody has stored'));
    const locked = await failureOf(open());
    assert.deepEqual([locked.reason, locked.details?.['problem']], ['signInRequired', 'passphraseMissing']);

    await connectWith('not a certificate');
    const unreadable = await failureOf(open());
    assert.deepEqual([unreadable.reason, unreadable.details?.['problem']], ['signInFailed', 'certificateUnreadable']);
    assert.equal(tenant.server.requests.length, 0);
  });

  it('takes a response with status 407 as a proxy’s', async () => {
    service.fault = { kind: 'status', status: 407 };
    const refused = await failureOf(open());
    assert.deepEqual(
      [refused.reason, refused.details?.['problem'], refused.details?.['host']],
      ['network', 'proxySignIn', '127.0.0.1'],
    );
  });

  it('can be canceled at once while the service hangs', async () => {
    service.fault = { kind: 'hang' };
    const arrived = service.nextTokenRequest();
    const source = new vscode.CancellationTokenSource();
    const opening = failureOf(
      api.getReport({ report: 'getEmailActivityCounts', period: 'D7', connection: tenant.connection }, source.token),
    );
    await arrived;
    source.cancel();
    assert.equal((await opening).name, 'AbortError');
  });

  it('sends nothing to a service that the machine does not trust', async () => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    const refused = await failureOf(open());
    assert.equal(refused.reason, 'network');
    assert.match(String(refused.details?.['code']), /CERT|VERIFY|SIGNATURE/);
    assert.equal(service.requests.length, 0);
  });
});
