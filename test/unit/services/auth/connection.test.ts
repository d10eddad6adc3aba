import assert from 'node:assert/strict';
import {
  CONCEALED_SAMPLE_CONNECTION,
  readConnections,
  SAMPLE_CONNECTION,
} from '../../../../src/services/auth/connections/connection.js';

const GLOBAL = {
  cloud: 'global',
  graphOrigin: 'https://graph.microsoft.com',
  authority: 'https://login.microsoftonline.com',
};

const ids = (setting: unknown) => readConnections(setting).connections.map(({ id }) => id);

describe('connections setting', () => {
  it('always has the sample tenant', () => {
    for (const setting of [undefined, null, [], 'nonsense', {}]) {
      assert.deepEqual(readConnections(setting), {
        connections: [SAMPLE_CONNECTION, CONCEALED_SAMPLE_CONNECTION],
        problems: [],
      });
    }
  });

  it('reads a full entry', () => {
    const entry = {
      id: 'north',
      name: 'Northlight',
      tenantId: 'northlight.example',
      clientId: '00000000-0000-0000-0000-000000000001',
    };
    assert.deepEqual(readConnections([entry]).connections[0], {
      ...entry,
      kind: 'delegated',
      ...GLOBAL,
      fileLabel: 'north',
    });
  });

  it('leaves a faulty entry out, says which, and keeps the others', () => {
    const { connections, problems } = readConnections([
      { id: 'good' },
      { id: '../bad' },
      7,
      { id: 'good' },
      { id: 'sample' },
      { id: 'sample-concealed' },
    ]);
    assert.deepEqual(
      connections.map(({ id }) => id),
      ['good', 'sample', 'sample-concealed'],
    );
    assert.deepEqual(
      problems.map(({ index }) => index),
      [1, 2, 3, 4, 5],
    );
  });

  for (const graphEndpoint of [
    'https://graph.microsoft.us',
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:8080/',
  ]) {
    it(`sends tokens to ${graphEndpoint}`, () => {
      assert.deepEqual(ids([{ id: 'a', graphEndpoint }]), ['a', 'sample', 'sample-concealed']);
    });
  }

  for (const graphEndpoint of [
    'http://graph.microsoft.com',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'https://user:password@graph.microsoft.com',
    'https://graph.microsoft.com/path',
    'https://graph.microsoft.com/?x=1',
    'ftp://graph.microsoft.com',
    'graph.microsoft.com',
    '',
    7,
  ]) {
    it(`does not send tokens to ${JSON.stringify(graphEndpoint)}`, () => {
      const { connections, problems } = readConnections([{ id: 'a', graphEndpoint }]);
      assert.ok(!connections.some(({ id }) => id === 'a'));
      assert.equal(problems.length, 1);
    });
  }

  it("takes either host of China's sign-in service, in any case, and no other one", () => {
    const authorityOf = (authority?: string) =>
      readConnections([{ id: 'a', cloud: 'china', authority }]).connections.find(({ id }) => id === 'a')?.authority;
    assert.equal(authorityOf(), 'https://login.chinacloudapi.cn');
    assert.equal(authorityOf('https://Login.Partner.MicrosoftOnline.cn/'), 'https://login.partner.microsoftonline.cn');
    assert.equal(authorityOf('https://LOGIN.chinacloudapi.cn'), 'https://login.chinacloudapi.cn');
    for (const other of [
      'https://login.microsoftonline.com',
      'http://login.partner.microsoftonline.cn',
      'https://login.partner.microsoftonline.cn.evil.example',
      'https://login.partner.microsoftonline.cn/common',
      'login.partner.microsoftonline.cn',
    ]) {
      assert.equal(authorityOf(other), undefined, other);
    }
    assert.equal(
      readConnections([{ id: 'a', cloud: 'global', authority: 'https://login.partner.microsoftonline.cn' }]).problems
        .length,
      1,
    );
  });

  it('takes the hosts of a custom cloud in any case', () => {
    const entry = { id: 'a', graphEndpoint: 'HTTPS://Graph.Example', authority: 'https://LOGIN.example' };
    const connection = readConnections([entry]).connections.find(({ id }) => id === 'a');
    assert.deepEqual(
      [connection?.graphOrigin, connection?.authority],
      ['https://graph.example', 'https://login.example'],
    );
  });

  for (const [property, value] of Object.entries({ tenantId: 'a b', clientId: 'x VSCODE_TENANT:y', name: 7 })) {
    it(`refuses ${property} ${JSON.stringify(value)}`, () => {
      assert.equal(readConnections([{ id: 'a', [property]: value }]).problems.length, 1);
    });
  }
});
