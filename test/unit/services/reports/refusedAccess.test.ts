import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { createFetchReport } from '../../../../src/services/reports/createFetchReport.js';
import { Budget } from '../../../../src/services/throttling/budget.js';
import { defaultLimits } from '../../../../src/services/throttling/limits.js';
import type { AccessProblem } from '../../../../src/base/errors.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { catalog } from '../../../support/catalog.js';

const ID = '11111111-2222-4333-8444-555555555555';
const [APP, USER] = readConnections([
  { id: 'app', kind: 'appOnly', tenantId: ID, clientId: ID },
  { id: 'user', kind: 'delegated', tenantId: ID },
]).connections;

describe('A report that is refused to the other kind of connection', () => {
  const refusalOf = async (
    report: string,
    connection = APP!,
    signInError?: UsageReportsError,
  ): Promise<UsageReportsError> => {
    const fetchReport = createFetchReport({
      fetch: () =>
        Promise.resolve(
          new Response('{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}', { status: 403 }),
        ),
      signIn: {
        tokens: () => ({
          getToken: () => (signInError === undefined ? Promise.resolve('opaque') : Promise.reject(signInError)),
        }),
        recordOutcome: (_, __, error) => recorded.push(error),
      },
      catalog: () => catalog,
      budget: new Budget({ folder: () => tmpdir(), limits: () => defaultLimits, tenantKey: () => 'nowhere' }),
      now: () => new Date(),
      log: { info: () => undefined, warn: () => undefined },
    });
    const definition = catalog.find(report)!;
    const request = { definition, version: 'beta', format: 'csv', period: 'D7' } as const;
    const options = { signal: new AbortController().signal, interactive: false, unattended: false };
    return fetchReport(connection, request, { ...options, onWait: () => undefined }).then(
      () => assert.fail('it is refused'),
      (error: unknown) => error as UsageReportsError,
    );
  };
  const recorded: unknown[] = [];

  for (const [report, connection, problem] of [
    ['getApiUsage', APP, 'delegatedOnly'],
    ['getApiUsage', USER, undefined],
    ['getSkypeForBusinessPeerToPeerActivityUserCounts', USER, 'applicationOnly'],
    ['getSkypeForBusinessPeerToPeerActivityUserCounts', APP, undefined],
    ['getEmailActivityCounts', APP, undefined],
  ] satisfies [string, typeof APP, AccessProblem | undefined][]) {
    it(`says why: ${report}, ${connection?.kind}, ${problem ?? 'no special reason'}`, async () => {
      recorded.length = 0;
      const error = await refusalOf(report, connection);
      assert.deepEqual([error.reason, error.details.problem, error.details.status], ['forbidden', problem, 403]);
      assert.deepEqual(recorded, [error], 'the sign-in hears the same');
    });
  }

  it('is told where the sign-in failed as well, of which the connection hears', async () => {
    const failed = new UsageReportsError('signInFailed', 'AADSTS9: no.', { serviceMessage: 'AADSTS9: no.' });
    recorded.length = 0;
    const { details } = await refusalOf('getApiUsage', APP, failed);
    assert.deepEqual([details.problem, details.serviceMessage, recorded], ['delegatedOnly', 'AADSTS9: no.', [failed]]);
    assert.equal(await refusalOf('getEmailActivityCounts', APP, failed), failed);
    const wrongSecret = new UsageReportsError('signInFailed', 'No.', { problem: 'wrongSecret' });
    assert.equal(await refusalOf('getApiUsage', APP, wrongSecret), wrongSecret, 'what can be mended comes first');
  });
});
