import assert from 'node:assert/strict';
import {
  authorityFromSettings,
  type SovereignSettings,
} from '../../../../src/services/auth/delegated/sovereignCloud.js';

describe('where VS Code’s sovereign provider signs in to', () => {
  const custom = (activeDirectoryEndpointUrl: unknown) => ({
    environment: 'custom',
    customEnvironment: { activeDirectoryEndpointUrl },
  });
  const cases: [SovereignSettings, string | undefined][] = [
    [{}, undefined],
    [{ environment: 'USGovernment' }, 'https://login.microsoftonline.us'],
    [{ environment: 'ChinaCloud' }, 'https://login.chinacloudapi.cn'],
    [{ environment: 'usgovernment' }, undefined],
    [{ environment: 7 }, undefined],
    [
      { environment: 'USGovernment', customEnvironment: { activeDirectoryEndpointUrl: 'https://login.evil.example' } },
      'https://login.microsoftonline.us',
    ],
    [{ environment: 'custom' }, undefined],
    [{ environment: 'custom', customEnvironment: null }, undefined],
    [custom('https://login.airgap.example'), 'https://login.airgap.example'],
    [custom('https://login.airgap.example/adfs/'), 'https://login.airgap.example'],
    [custom('http://login.airgap.example'), undefined],
    [custom('http://127.0.0.1:5000/'), 'http://127.0.0.1:5000'],
    [custom('login.airgap.example'), undefined],
    [custom(7), undefined],
  ];
  for (const [settings, authority] of cases) {
    it(`${JSON.stringify(settings)}: ${authority ?? 'nowhere'}`, () => {
      assert.equal(authorityFromSettings(settings), authority);
    });
  }
});
