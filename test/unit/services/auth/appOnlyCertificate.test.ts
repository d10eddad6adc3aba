import { MS_PER_DAY } from '../../../../src/base/dates.js';
import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { type Issued, issueCertificate, pemFile } from '../../../support/certificates.js';
import { failsWith, type Harness, openHarness, TENANT } from './appOnlyHarness.js';

const PASSPHRASE = 'SECRET passphrase';

describe('AppOnlySignIn with a certificate', () => {
  let harness: Harness;
  let registered: Issued;
  let other: Issued;
  before(() => {
    registered = issueCertificate({ subject: 'Reports reader', keyType: 'rsa' });
    other = issueCertificate({ subject: 'Somebody else', keyType: 'rsa' });
  });
  const open = async (...args: Parameters<typeof openHarness>): Promise<Harness> => {
    harness = await openHarness(...args);
    harness.service.register({ tenantId: TENANT, clientId: 'with-certificate', certificate: registered.certificate });
    return harness;
  };
  const connectionWith = (certificatePath: string) => harness.over({ clientId: 'with-certificate', certificatePath });
  afterEach(() => harness.close());

  it('signs an assertion that the service verifies, and keeps the token', async () => {
    const { service, token, file } = await open();
    const connection = connectionWith(file(pemFile(registered)));
    const first = await token({ connection });
    assert.deepEqual(service.tokenSays(first), {
      tenantId: TENANT,
      clientId: 'with-certificate',
      scope: 'http://127.0.0.1:1/.default',
    });
    assert.equal(await token({ connection }), first);
    assert.equal(service.requests.length, 1);
    assert.equal(service.requests[0]!.form['client_secret'], undefined);
  });

  it('finds its own certificate among others in the file', async () => {
    const { token, file } = await open();
    await token({ connection: connectionWith(file(other.certificatePem + pemFile(registered))) });
  });

  it('takes another client when the file changes', async () => {
    const { service, token, file } = await open();
    const path = file(pemFile(other));
    await failsWith(token({ connection: connectionWith(path) }), 'signInFailed', 'certificateUnknown');
    writeFileSync(path, pemFile(registered));
    await token({ connection: connectionWith(path) });
    assert.equal(service.requests.length, 2);
  });

  it('opens an encrypted key with the passphrase from the secret storage', async () => {
    const { service, secrets, connection, token, file, signIn } = await open();
    const encrypted = connectionWith(file(pemFile(registered, PASSPHRASE)));
    await failsWith(token({ connection: encrypted }), 'signInRequired', 'passphraseMissing');
    await secrets.store(connection.id, 'SECRET but wrong');
    await failsWith(token({ connection: encrypted }), 'signInFailed', 'passphraseMissing');
    await secrets.store(connection.id, PASSPHRASE);
    await token({ connection: encrypted });
    assert.deepEqual(await signIn.state(encrypted), { kind: 'ready' });
    assert.ok(service.requests.length > 0);
    const sent = service.requests.flatMap(({ path, form }) => [path, ...Object.values(form)]);
    assert.ok(!sent.some((text) => text.includes('SECRET')), 'a passphrase goes nowhere');
  });

  it('asks a person for the passphrase, and again after a wrong one', async () => {
    const { service, secrets, connection, token, file, asked, answers } = await open();
    answers.push('SECRET but wrong', PASSPHRASE);
    await token({ connection: connectionWith(file(pemFile(registered, PASSPHRASE))), interactive: true });
    assert.deepEqual(asked, ['passphraseMissing', 'passphraseMissing']);
    assert.equal(await secrets.get(connection.id), PASSPHRASE);
    assert.equal(service.requests.length, 1);
  });

  it('asks nothing at sign-in where the key is not encrypted', async () => {
    const { signIn, file, asked } = await open();
    const connection = connectionWith(file(pemFile(registered)));
    await signIn.signIn(connection, { signal: new AbortController().signal, chooseAccount: true });
    assert.deepEqual(asked, []);
  });

  it('says that a certificate is not registered, and that one has expired at the service', async () => {
    const { service, token, file } = await open();
    const { details } = await failsWith(
      token({ connection: connectionWith(file(pemFile(other))) }),
      'signInFailed',
      'certificateUnknown',
    );
    assert.equal(details.code, 'AADSTS700027');
    service.register({
      tenantId: TENANT,
      clientId: 'renewed',
      certificate: registered.certificate,
      expiredCertificate: other.certificate,
    });
    const renewed = harness.over({ clientId: 'renewed', certificatePath: file(pemFile(other)) });
    await failsWith(token({ connection: renewed }), 'signInFailed', 'certificateExpired');
  });

  it('asks nobody with a certificate that has expired, also while it is in use', async () => {
    let now = new Date();
    const { service, token, file } = await open({ now: () => now });
    const connection = connectionWith(file(pemFile(registered)));
    await token({ connection });
    now = new Date(Date.now() + 2 * MS_PER_DAY);
    const { message } = await failsWith(token({ connection }), 'signInFailed', 'certificateExpired');
    assert.match(message, /was valid until \d{4}-\d\d-\d\d/);

    now = new Date();
    const expired = issueCertificate({
      subject: 'Old',
      keyType: 'rsa',
      validFrom: new Date(Date.now() - 9 * MS_PER_DAY),
      validTo: new Date(Date.now() - MS_PER_DAY),
    });
    await failsWith(
      token({ connection: connectionWith(file(pemFile(expired))) }),
      'signInFailed',
      'certificateExpired',
    );
    assert.equal(service.requests.length, 1);
  });

  it('suspects the clock where the certificate is of the future, or the service says so', async () => {
    let now = new Date(Date.now() - 2 * MS_PER_DAY);
    const { service, token, file } = await open({ now: () => now });
    const connection = connectionWith(file(pemFile(registered)));
    await failsWith(token({ connection }), 'signInFailed', 'clockSkew');
    assert.equal(service.requests.length, 0);

    now = new Date();
    service.clockAhead = 3600;
    const { details } = await failsWith(token({ connection }), 'signInFailed', 'clockSkew');
    assert.ok(Math.abs((details.clockSkewSeconds ?? 0) - 3600) <= 5, String(details.clockSkewSeconds));
  });

  it('says what is wrong with a file that cannot be used, without asking anybody', async () => {
    const { service, token, file } = await open();
    const ec = issueCertificate({ subject: 'Elliptic' });
    const damaged = pemFile(registered).replace('-----BEGIN PRIVATE KEY-----\nMII', '-----BEGIN PRIVATE KEY-----\nAAA');
    const key = pemFile(registered).slice(registered.certificatePem.length);
    const wrong: Record<string, string> = {
      'certificate without key': registered.certificatePem,
      'key without certificate': key,
      'key of another certificate': other.certificatePem + key,
      'not RSA': pemFile(ec),
      'damaged key': damaged,
      'damaged certificate': pemFile(registered).replace(
        '-----BEGIN CERTIFICATE-----\n',
        '-----BEGIN CERTIFICATE-----\nAAAA',
      ),
      nonsense: 'nonsense',
      empty: '',
    };
    for (const [what, text] of Object.entries(wrong)) {
      await failsWith(token({ connection: connectionWith(file(text)) }), 'signInFailed', 'certificateUnreadable').catch(
        (error: unknown) => assert.fail(`${what}: ${String(error)}`),
      );
    }
    const pfx = file('');
    appendFileSync(pfx, Buffer.from([0x30, 0x82, 0x0a, 0x01, 0x02, 0x01, 0x03, 0x30, 0x82, 0x00, 0xff]));
    await failsWith(token({ connection: connectionWith(pfx) }), 'signInFailed', 'certificateUnreadable');
    await failsWith(
      token({ connection: connectionWith('/nowhere/certificate.pem') }),
      'signInFailed',
      'certificateUnreadable',
    );
    await failsWith(token({ connection: connectionWith('relative.pem') }), 'signInFailed', 'certificateUnreadable');
    assert.equal(service.requests.length, 0);
  });
});
