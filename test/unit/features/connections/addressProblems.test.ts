import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MICROSOFT_CLOUDS } from '../../../../src/base/clouds.js';
import { CLOUDS, isAuthorityOf } from '../../../../src/services/auth/connections/clouds.js';
import { authorityFinding, tenantFinding } from '../../../../src/features/connections/addressProblems.js';
import { addressProblemText } from '../../../../src/l10n/connectionInputTexts.js';

const GRAPH = 'https://graph.test.example';

describe('an address of a connection that cannot work', () => {
  for (const [value, problem] of [
    ['http://login.microsoftonline.com', 'notAnOrigin'],
    ['https://login.microsoftonline.com/common', 'notAnOrigin'],
    ['login.microsoftonline.com', 'notAnOrigin'],
    ['https://graph.microsoft.com', 'graphNotSignIn'],
    ['https://dod-graph.microsoft.us', 'graphNotSignIn'],
    ['https://entra.microsoft.com', 'portal'],
    ['https://portal.azure.com', 'portal'],
    ['https://portal.azure.us', 'portal'],
    ['https://admin.microsoft.com', 'portal'],
    ['https://admin.cloud.microsoft', 'portal'],
    ['https://login.live.com', 'personalSignIn'],
    ['https://northlight.b2clogin.com', 'customerSignIn'],
    ['https://northlight.ciamlogin.com', 'customerSignIn'],
    ['https://login.windows.net', 'globalAlias'],
    ['https://login.microsoftonline.com', undefined],
    ['https://login.microsoftonline.us', undefined],
    ['https://login.test.example', undefined],
    ['http://127.0.0.1:8080', undefined],
  ] as const) {
    it(`is told for the sign-in: ${value} ${problem ?? 'may work'}`, () => {
      const finding = authorityFinding(value, GRAPH);
      assert.equal(finding?.problem, problem);
      if (finding !== undefined) {
        assert.ok(addressProblemText(finding.problem, finding.example).includes(finding.example));
      }
    });
  }

  it('belongs to the cloud of the Microsoft Graph that is asked, and what is proposed instead works', () => {
    const clouds = fc.constantFrom(...MICROSOFT_CLOUDS);
    fc.assert(
      fc.property(clouds, clouds, (graph, signIn) => {
        const { graphOrigin } = CLOUDS[graph];
        const { authority } = CLOUDS[signIn];
        const finding = authorityFinding(authority, graphOrigin);
        assert.equal(finding?.problem, isAuthorityOf(graph, authority) ? undefined : 'otherCloudsSignIn');
        assert.equal(finding && authorityFinding(finding.example, graphOrigin), undefined);
      }),
    );
  });

  for (const [value, cloud, problem] of [
    ['common', 'global', 'anyTenant'],
    ['Organizations', 'usgov', 'anyTenant'],
    ['consumers', 'global', 'personalTenant'],
    ['9188040D-6C67-4C5B-B112-36A304B66DAD', 'global', 'personalTenant'],
    ['outlook.com', 'global', 'personalTenant'],
    ['Hotmail.com', 'global', 'personalTenant'],
    ['not a domain', 'global', 'notATenant'],
    ['northlight', 'global', 'notATenant'],
    ['https://northlight.example', 'global', 'notATenant'],
    ['northlight.onmicrosoft.us', 'global', 'otherCloudsTenant'],
    ['northlight.partner.onmschina.cn', 'usgov', 'otherCloudsTenant'],
    ['northlight.onmicrosoft.us', 'usgovdod', undefined],
    ['northlight.partner.onmschina.cn', 'china', undefined],
    ['northlight.onmicrosoft.us', 'custom', undefined],
    ['northlight.onmicrosoft.com', 'global', undefined],
    ['outlook.northlight.com', 'global', undefined],
    ['11111111-2222-3333-4444-555555555555', 'china', undefined],
    ['', 'global', undefined],
  ] as const) {
    it(`is told for the tenant: ${JSON.stringify(value)} in ${cloud} ${problem ?? 'may work'}`, () => {
      const finding = tenantFinding(value, cloud);
      assert.equal(finding?.problem, problem);
      assert.equal(finding && tenantFinding(finding.example, cloud), undefined, 'what is proposed works');
    });
  }
});
