import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { type ErrorDetails, type ErrorReason, UsageReportsError } from '../../src/base/errors.js';
import { labelOf } from '../../src/l10n/errorActions.js';
import { errorTextsFor } from '../../src/l10n/errorTexts.js';
import type { FaultEffect } from '../support/graphFaults.js';
import { activated, failureOf } from './support/extension.js';
import { setConnections, startTenant, type Tenant } from './support/tenant.js';

const TOTALS = 'getEmailActivityCounts';
const PEOPLE = 'getEmailActivityUserDetail';
const REQUEST_ID = '0a1b2c3d-0000-4000-8000-00000000cafe';
const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
const json = { 'content-type': 'application/json', 'request-id': REQUEST_ID };

/** Access problems provoked at a real server, with the messages and buttons that an administrator sees. */
describe('permission help', () => {
  let api: UsageReportsApi;
  let tenant: Tenant;
  before(async () => {
    api = await activated();
  });
  beforeEach(async () => {
    tenant = await startTenant();
  });
  afterEach(async () => {
    await tenant.close();
  });

  const open = (report = TOTALS) => api.getReport({ report, period: 'D7', connection: tenant.connection, fresh: true });

  /** The texts for an error of the extension. Its bundle has an error class of its own. */
  async function shownFor(
    opening: Promise<unknown>,
  ): Promise<{ text: string; detail: string; buttons: string[]; details: ErrorDetails }> {
    const { reason, message, details } = await failureOf(opening);
    const { text, detail, actions } = errorTextsFor(new UsageReportsError(reason as ErrorReason, message, details));
    return { text, detail: detail ?? '', buttons: actions.map(labelOf), details: details ?? {} };
  }

  const signInWith = (claims: object) =>
    vscode.commands.executeCommand('testMicrosoft.setAccounts', [
      { id: 'ada', label: 'ada@northlight.example', accessToken: tokenOf(claims) },
    ]);

  const refused = (
    status: number,
    headers: Record<string, string> = {},
    message = 'Invalid permission.',
  ): FaultEffect => ({
    kind: 'respond',
    status,
    headers: { ...json, ...headers },
    body: JSON.stringify({ error: { code: 'S2SUnauthorized', message } }),
  });

  it('401', async () => {
    tenant.server.addFault({ effect: refused(401) });
    const { text, detail, buttons } = await shownFor(open());
    assert.equal(text, "Microsoft Graph didn't accept the sign-in, even after it was renewed.");
    assert.match(detail, new RegExp(`Request ID ${REQUEST_ID}`));
    assert.deepEqual(buttons, ['Sign In', 'Edit Connection…', 'Copy Details']);
  });

  it('403 without details', async () => {
    tenant.server.addFault({ effect: refused(403) });
    const { text, detail, buttons } = await shownFor(open());
    assert.equal(text, "This account doesn't have permission to read this report.");
    assert.match(detail, /consent[\s\S]*role[\s\S]*Invalid permission\./);
    assert.deepEqual(buttons, ['Who Can Read Reports?', 'Copy Consent Link', 'Retry', 'Copy Details']);
  });

  const permissions: [string, object, string, RegExp, string[]][] = [
    [
      'consent',
      { scp: 'User.Read' },
      TOTALS,
      /^The app doesn't have consent/,
      ['Copy Consent Link', 'Retry', 'Copy Details'],
    ],
    [
      'a permission of the application',
      { idtyp: 'app' },
      TOTALS,
      /^The app doesn't have consent/,
      ['Copy Consent Link', 'Retry', 'Copy Details'],
    ],
    [
      'a role',
      { scp: 'Reports.Read.All', wids: [] },
      TOTALS,
      /doesn't have a role/,
      ['Who Can Read Reports?', 'Choose Account…', 'Copy Details'],
    ],
    [
      'a role for people',
      { scp: 'Reports.Read.All', wids: [GLOBAL_READER] },
      PEOPLE,
      /only totals/,
      ['Who Can Read Reports?', 'Choose Account…', 'Copy Details'],
    ],
    [
      'something else than a role for people',
      { scp: 'Reports.Read.All', wids: [GLOBAL_READER] },
      TOTALS,
      /^This account doesn't have permission/,
      ['Who Can Read Reports?', 'Copy Consent Link', 'Retry', 'Copy Details'],
    ],
  ];
  for (const [what, claims, report, text, buttons] of permissions) {
    it(`403 for lack of ${what}`, async () => {
      await signInWith(claims);
      tenant.server.addFault({ effect: refused(403) });
      const shown = await shownFor(open(report));
      assert.match(shown.text, text);
      assert.deepEqual(shown.buttons, buttons);
      assert.doesNotMatch(JSON.stringify(shown), /eyJ/);
    });
  }

  it('a personal account', async () => {
    tenant.server.addFault({ effect: refused(400, {}, 'This API is not supported for MSA accounts') });
    const { text, buttons } = await shownFor(open());
    assert.equal(text, "Personal Microsoft accounts don't have usage reports.");
    assert.deepEqual(buttons, ['Choose Account…', 'Sign Out', 'Switch Tenant…']);
  });

  it('Conditional Access', async () => {
    const challenge = 'Bearer realm="", error="insufficient_claims", claims="c2VjcmV0"';
    tenant.server.addFault({ effect: refused(401, { 'www-authenticate': challenge }) });
    const { text, buttons } = await shownFor(open());
    assert.equal(text, 'A Conditional Access policy of this tenant requires more than this sign-in provided.');
    assert.deepEqual(buttons, ['Sign In', 'Choose Account…', 'Copy Details']);
  });

  for (const [direction, hours] of [
    ['slow', 3],
    ['fast', -3],
  ] as const) {
    it(`a clock that is ${direction}`, async () => {
      tenant.server.addFault({
        effect: refused(401, { date: new Date(Date.now() + hours * 3_600_000).toUTCString() }),
      });
      const { text, buttons, details } = await shownFor(open());
      assert.match(text, new RegExp(`^This computer's clock is [34] hours ${direction}\\.$`));
      assert.deepEqual(buttons, ['Retry', 'Copy Details']);
      assert.ok(Math.abs((details.clockSkewSeconds ?? 0) - hours * 3_600) < 60);
    });
  }

  it('a report that the cloud does not publish', async () => {
    await setConnections([{ id: tenant.connection, cloud: 'usgov' }]);
    const { text, buttons } = await shownFor(open('getSkypeForBusinessActivityCounts'));
    assert.equal(text, "This report isn't available in US Government (GCC High).");
    assert.deepEqual(buttons, ['Switch Tenant…', 'Copy Details']);
  });

  it('a host that refuses connections', async () => {
    const port = await freePort();
    await setConnections([{ id: tenant.connection, graphEndpoint: `http://127.0.0.1:${port}` }]);
    const { text, detail, buttons } = await shownFor(open());
    assert.equal(text, '127.0.0.1 refused the connection.');
    assert.match(detail, /Error code ECONNREFUSED$/);
    assert.deepEqual(buttons, ['Retry', 'Open Proxy Settings', 'Show Log']);
  });

  it('an unknown host', async () => {
    await setConnections([{ id: tenant.connection, graphEndpoint: 'https://no-such-graph.invalid' }]);
    const { text, buttons } = await shownFor(open());
    assert.equal(text, "The host no-such-graph.invalid couldn't be found.");
    assert.deepEqual(buttons, ['Retry', 'Open Proxy Settings', 'Show Log']);
  });

  it('a host without TLS', async () => {
    const plain = await listen(createServer((_, response) => response.end()));
    await setConnections([{ id: tenant.connection, graphEndpoint: `https://127.0.0.1:${portOf(plain)}` }]);
    try {
      assert.equal((await shownFor(open())).text, "Couldn't establish a secure connection to 127.0.0.1.");
    } finally {
      plain.close();
    }
  });

  it('a proxy that wants a sign-in', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\nContent-Length: 0\r\n\r\n',
      );
    });
    await listen(proxy);
    const settings = vscode.workspace.getConfiguration('http');
    await setConnections([{ id: tenant.connection, graphEndpoint: 'https://graph.northlight.invalid' }]);
    await settings.update('proxy', `http://127.0.0.1:${portOf(proxy)}`, vscode.ConfigurationTarget.Global);
    try {
      const { text, buttons } = await shownFor(open());
      assert.deepEqual(
        [text, asked],
        [
          'A proxy between this computer and graph.northlight.invalid requires authentication.',
          ['graph.northlight.invalid:443'],
        ],
      );
      assert.deepEqual(buttons, ['Open Proxy Settings', 'Retry', 'Show Log']);
    } finally {
      await settings.update('proxy', undefined, vscode.ConfigurationTarget.Global);
      proxy.close();
    }
  });
});

function tokenOf(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT' })}.${part(claims)}.signature`;
}

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A port of this machine that nothing listens on. */
async function freePort(): Promise<number> {
  const server = await listen(createServer());
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
