import assert from 'node:assert/strict';
import path from 'node:path';
import { readArguments } from '../../../src/cli/readArguments.js';
import { identityFrom } from '../../../src/cli/environment.js';
import { UsageReportsError } from '../../../src/base/errors.js';

const ENVIRONMENT = {
  AZURE_TENANT_ID: 'northlight.example',
  AZURE_CLIENT_ID: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  AZURE_CLIENT_SECRET: 'hush',
};
const resolve = (name: string) => path.posix.join('/here', name);
const identity = (
  more: Record<string, string | undefined> = {},
  args: { tenant?: string; cloud?: string; graphEndpoint?: string } = {},
) => identityFrom({ sample: false, ...args }, { ...ENVIRONMENT, ...more }, resolve);
const refuses = (work: () => unknown, words: RegExp) =>
  assert.throws(work, (error) => {
    assert.ok(error instanceof UsageReportsError && error.reason === 'invalidRequest', String(error));
    assert.match(error.message, words);
    assert.doesNotMatch(error.message, /hush/);
    return true;
  });

describe('the environment of the command line', () => {
  it('says who asks with a secret, and the tenant is the archive’s key', () => {
    const { connection, secret } = identity();
    assert.deepEqual(
      [connection.id, connection.kind, connection.cloud, connection.graphOrigin, secret],
      ['northlight.example', 'appOnly', 'global', 'https://graph.microsoft.com', 'hush'],
    );
    assert.equal(identity({}, { tenant: 'other.example' }).connection.tenantId, 'other.example');
  });

  it('prefers a certificate, whose passphrase is then the secret', () => {
    const { connection, secret } = identity({
      AZURE_CLIENT_CERTIFICATE_PATH: 'app.pem',
      AZURE_CLIENT_CERTIFICATE_PASSWORD: 'quiet',
    });
    assert.deepEqual([connection.certificatePath, secret], ['/here/app.pem', 'quiet']);
    assert.equal(identity({ AZURE_CLIENT_CERTIFICATE_PATH: 'app.pem' }).secret, undefined);
  });

  it('knows the cloud by its name or by its sign-in, and refuses a contradiction', () => {
    assert.equal(
      identity({ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us/' }).connection.graphOrigin,
      'https://graph.microsoft.us',
    );
    assert.equal(identity({ AZURE_AUTHORITY_HOST: 'login.chinacloudapi.cn' }).connection.cloud, 'china');
    assert.equal(
      identity({ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' }, { cloud: 'usgovdod' }).connection
        .graphOrigin,
      'https://dod-graph.microsoft.us',
    );
    refuses(
      () => identity({ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' }, { cloud: 'china' }),
      /AZURE_AUTHORITY_HOST/,
    );
    refuses(() => identity({ AZURE_AUTHORITY_HOST: 'https://login.example' }), /AZURE_AUTHORITY_HOST/);
    refuses(() => identity({}, { cloud: 'custom' }), /--cloud/);
    assert.equal(
      identity({ AZURE_AUTHORITY_HOST: 'https://login.example' }, { graphEndpoint: 'https://graph.example' }).connection
        .authority,
      'https://login.example',
    );
    refuses(() => identity({}, { graphEndpoint: 'http://graph.example' }), /https/);
  });

  it("knows China's sign-in service by both of its hosts, and hosts in any case", () => {
    for (const [host, cloud, authority] of [
      ['https://login.partner.microsoftonline.cn', 'china', 'https://login.partner.microsoftonline.cn'],
      ['login.partner.microsoftonline.cn/', 'china', 'https://login.partner.microsoftonline.cn'],
      ['HTTPS://Login.Partner.MicrosoftOnline.CN/', 'china', 'https://login.partner.microsoftonline.cn'],
      ['Login.ChinaCloudAPI.cn', 'china', 'https://login.chinacloudapi.cn'],
      ['https://LOGIN.microsoftonline.us', 'usgov', 'https://login.microsoftonline.us'],
    ] as const) {
      for (const option of [{}, { cloud }]) {
        const { connection } = identity({ AZURE_AUTHORITY_HOST: host }, option);
        assert.deepEqual([connection.cloud, connection.authority], [cloud, authority], host);
      }
    }
    const { connection } = identity({ AZURE_AUTHORITY_HOST: 'Login.Partner.MicrosoftOnline.CN' }, { cloud: 'china' });
    assert.equal(connection.graphOrigin, 'https://microsoftgraph.chinacloudapi.cn');
    refuses(
      () => identity({ AZURE_AUTHORITY_HOST: 'login.partner.microsoftonline.cn' }, { cloud: 'usgov' }),
      /AZURE_AUTHORITY_HOST/,
    );
    assert.equal(
      identity({ AZURE_AUTHORITY_HOST: 'LOGIN.example' }, { graphEndpoint: 'HTTPS://Graph.Example/' }).connection
        .graphOrigin,
      'https://graph.example',
    );
  });

  it('names what is missing; an empty variable is a missing one', () => {
    refuses(() => identity({ AZURE_TENANT_ID: undefined }), /AZURE_TENANT_ID/);
    refuses(() => identity({ AZURE_CLIENT_ID: ' ' }), /AZURE_CLIENT_ID/);
    refuses(() => identity({ AZURE_CLIENT_SECRET: '' }), /AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH/);
    refuses(() => identity({ AZURE_TENANT_ID: '../elsewhere' }), /tenant can't be used/);
    assert.equal(identityFrom({ sample: true }, {}, resolve).connection.kind, 'sample');
    refuses(() => identityFrom({ sample: true, cloud: 'mars' }, {}, resolve), /--cloud must be one of/);
  });
});

describe('the command line', () => {
  it('has defaults, and takes limits as numbers', () => {
    const read = readArguments(['collect', '--archive', 'x']);
    assert.ok(read.command === 'collect');
    assert.deepEqual(
      [read.set, read.format, read.freshHours, read.limits.csvPerTenant, read.maxMinutes, read.monthEnds],
      ['daily', 'csv', 6, 40, undefined, 3],
    );
    const set = readArguments(['collect', '--archive=x', '--csv-per-tenant', '20', '--max-minutes', '1.5']);
    assert.ok(set.command === 'collect');
    assert.deepEqual([set.limits.csvPerTenant, set.maxMinutes], [20, 1.5]);
    for (const args of [
      ['collect', '--archive', 'x', '--max-minutes', 'ten'],
      ['collect', '--archive', 'x', '--format', 'xlsx'],
      ['collect', '--archive', ''],
      ['collect', 'now', '--archive', 'x'],
    ]) {
      refuses(() => readArguments(args), /./);
    }
    refuses(
      () => readArguments(['collect', '--archive=x', '--sample', '--tenant=northlight.example']),
      /--sample.*--tenant/,
    );
    assert.equal(readArguments([]).command, 'help');
  });

  it('says which option is no number of its kind, and ignores none', () => {
    const collect = (option: string, value: string) => () =>
      readArguments(['collect', '--archive=x', `${option}=${value}`]);
    for (const option of ['--csv-per-function', '--csv-per-tenant', '--json-per-tenant']) {
      for (const value of ['0', '1.5', '-1', '', 'ten', '1e3', '9'.repeat(400)]) {
        refuses(collect(option, value), new RegExp(`${option} must be a whole number greater than 0`));
      }
    }
    for (const value of ['0', '-1', '', 'ten', '35001', '9'.repeat(400)]) {
      refuses(collect('--max-minutes', value), /--max-minutes must be a number greater than 0 and at most 35000/);
    }
    for (const value of ['-1', '', 'ten', '9'.repeat(400)]) {
      refuses(collect('--fresh-hours', value), /--fresh-hours must be a number, 0 or greater/);
    }
    for (const value of ['-1', '', 'ten', '1.5', '9'.repeat(400)]) {
      refuses(collect('--month-ends', value), /--month-ends must be a whole number, 0 or greater/);
    }
    const read = readArguments([
      ...['collect', '--archive=x', '--fresh-hours=0', '--max-minutes=35000', '--month-ends=0'],
      ...['--csv-per-function=1', '--csv-per-tenant=2', '--json-per-tenant=3'],
    ]);
    assert.ok(read.command === 'collect');
    assert.deepEqual([read.freshHours, read.maxMinutes, read.monthEnds], [0, 35_000, 0]);
    assert.deepEqual(read.limits, { csvPerFunction: 1, csvPerTenant: 2, jsonPerTenant: 3 });
  });
});
