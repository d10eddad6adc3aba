import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../src/services/archive/archive.js';
import { startSampleServer } from '../support/sampleServer.js';
import { issueCertificate, pemFile } from '../support/certificates.js';
import type { GraphServer } from '../support/graphServer.js';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { startTokenService, type TokenService } from '../support/tokenService.js';

const TENANT = '11111111-2222-4333-8444-555555555555';
const CLIENT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const SECRET = 'SECRET~of+the/app&1';
const P2P = 'getSkypeForBusinessPeerToPeerActivityUserCounts';
const REPORTS = ['getEmailActivityCounts', 'getEmailActivityUserCounts', 'getMailboxUsageStorage', P2P];
const CLI = path.join(checkoutRoot(), 'dist', 'cli.js');

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  /** The lines of `--json`. */
  readonly events: readonly Record<string, unknown>[];
}

/** Runs the built script in a process of its own, as a scheduler does. */
describe('usage-reports, the command line', function () {
  this.timeout(60_000);
  let tokens: TokenService;
  let server: GraphServer;
  let folder: string;
  let archiveFolder: string;
  let environment: Record<string, string>;
  const running = new Set<ChildProcess>();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'usage-reports-cli-'));
    archiveFolder = path.join(folder, 'archive');
    tokens = await startTokenService();
    tokens.register({ tenantId: TENANT, clientId: CLIENT, secret: SECRET });
    server = await startSampleServer();
    const authority = path.join(folder, 'authority.pem');
    await writeFile(authority, tokens.authorityPem);
    environment = {
      NODE_EXTRA_CA_CERTS: authority,
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: CLIENT,
      AZURE_CLIENT_SECRET: SECRET,
      AZURE_AUTHORITY_HOST: `${tokens.origin}/`,
    };
  });
  afterEach(async () => {
    running.forEach((child) => child.kill('SIGKILL'));
    await Promise.all([server.close(), tokens.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code, signal) => {
        running.delete(child);
        const output = Buffer.concat(pieces).toString('utf8');
        const events = output
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => JSON.parse(line) as Record<string, unknown>);
        assert.doesNotMatch(
          output,
          /(?<!_)SECRET|eyJ|\/data\/download\//,
          'no secret, token or download address is told',
        );
        resolve({ code, signal, output, events });
      });
    });
    return { child, ended };
  };
  const run = (...args: string[]) => start(...args).ended;
  const collectArgs = (...more: string[]) => [
    'collect',
    '--archive',
    archiveFolder,
    '--graph-endpoint',
    server.origin,
    '--json',
    '--set',
    REPORTS.join(),
    ...more,
  ];
  const collect = (...more: string[]) => run(...collectArgs(...more));
  const archived = async () => {
    const archive = new Archive(archiveFolder);
    const found: string[] = [];
    const [tenant = '', ...others] = await archive.tenants();
    assert.deepEqual([tenant.startsWith(TENANT), others], [true, []]);
    for await (const key of archive.keys(tenant)) {
      const latest = await archive.latest(key);
      assert.ok(await latest?.verify(), `${key.report} is whole`);
      found.push(key.report);
    }
    return found.sort();
  };
  const askedOfGraph = () =>
    server.requests.filter(({ port }) => port === 'graph').map((request) => /get\w+/.exec(request.path)?.[0] ?? '');
  const outcomes = ({ events }: Ended): Record<string, unknown> =>
    Object.fromEntries<unknown>(
      events
        .filter(({ event }) => event === 'report')
        .map(({ report, outcome, reason }) => [String(report), reason ?? outcome]),
    );

  it('collects with a client secret, and requests nothing twice', async () => {
    const first = await collect();
    assert.equal(first.code, 0, first.output);
    assert.deepEqual(await archived(), [...REPORTS].sort());
    assert.equal(askedOfGraph().length, REPORTS.length);
    assert.equal(tokens.tokenRequests.length, 1);
    assert.ok(
      server.requests
        .filter(({ port }) => port === 'graph')
        .every(
          ({ headers }) =>
            tokens.tokenSays(headers['authorization']?.replace('Bearer ', '') ?? '')?.tenantId === TENANT,
        ),
    );
    assert.ok(
      server.requests
        .filter(({ port }) => port === 'download')
        .every(({ headers }) => headers['authorization'] === undefined),
    );
    const plan = first.events.find(({ event }) => event === 'plan');
    assert.deepEqual([plan?.['requests'], plan?.['nested'], plan?.['fresh']], [4, 12, 0]);

    const second = await collect();
    assert.deepEqual([second.code, askedOfGraph().length], [0, REPORTS.length]);
    const third = await collect('--fresh-hours', '0');
    assert.deepEqual(Object.values(outcomes(third)), ['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  });

  it('signs in with a certificate whose key has a passphrase', async () => {
    const issued = issueCertificate({ subject: 'Reports reader', keyType: 'rsa' });
    tokens.register({ tenantId: 'other.example', clientId: CLIENT, certificate: issued.certificate });
    await writeFile(path.join(folder, 'app.pem'), pemFile(issued, 'SECRET passphrase'));
    Object.assign(environment, {
      AZURE_CLIENT_CERTIFICATE_PATH: 'app.pem',
      AZURE_CLIENT_CERTIFICATE_PASSWORD: 'SECRET passphrase',
    });
    const { code, output } = await collect('--tenant', 'other.example');
    assert.equal(code, 0, output);
    assert.match((await new Archive(archiveFolder).tenants()).join(), /^other\.example/);
    environment['AZURE_CLIENT_CERTIFICATE_PASSWORD'] = 'wrong';
    assert.equal((await collect('--tenant', 'other.example', '--fresh-hours', '0')).code, 2);
  });

  it('exits with 2 if the secret is wrong, and sends nothing to Graph', async () => {
    environment['AZURE_CLIENT_SECRET'] = 'SECRET but wrong';
    const { code, events } = await collect();
    assert.equal(code, 2);
    assert.equal(server.requests.length, 0);
    assert.ok(events.some(({ problem }) => problem === 'wrongSecret'));
    assert.ok(tokens.tokenRequests.length <= 2, 'it is not tried for every report');
  });

  it('exits with 3 if some reports fail, archives the others, and says why', async () => {
    server.addFault({
      path: 'getMailboxUsageStorage',
      effect: {
        kind: 'respond',
        status: 403,
        body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
      },
    });
    server.addFault({ path: P2P, effect: { kind: 'respond', status: 404, body: '{}' } });
    const ended = await collect();
    assert.equal(ended.code, 3);
    assert.deepEqual(outcomes(ended), {
      getEmailActivityCounts: 'fetched',
      getEmailActivityUserCounts: 'fetched',
      getMailboxUsageStorage: 'forbidden',
      [P2P]: 'notFound',
    });
    assert.deepEqual(await archived(), ['getEmailActivityCounts', 'getEmailActivityUserCounts']);
  });

  it('exits with 2 after three requests if the tenant denies access, and says what helps', async () => {
    server.addFault({
      effect: {
        kind: 'respond',
        status: 403,
        body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
      },
    });
    const { code, events } = await collect('--set', 'daily');
    assert.equal(code, 2);
    assert.equal(askedOfGraph().length, 3);
    const end = events.find(({ event }) => event === 'end');
    assert.deepEqual([end?.['failed'], (end?.['stoppedBy'] as { status: number }).status], [3, 403]);
    assert.match(String(end?.['help']), /administrator consent for Reports\.Read\.All/);
    server.clearRequests();
    const { code: again, output } = await run(...collectArgs('--set', 'daily').filter((arg) => arg !== '--json'));
    assert.deepEqual([again, askedOfGraph().length], [2, 3]);
    assert.match(output, /Further requests would have failed, too\.\n.*permission.*\n.*administrator consent/);
  });

  it('exits with 0 on a healthy tenant: what an app never gets is not requested, and is said', async () => {
    server.addFault({
      path: 'getApiUsage',
      effect: {
        kind: 'respond',
        status: 403,
        body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
      },
    });
    const args = ['--set', 'daily', '--csv-per-tenant', '500'];
    const dry = await collect(...args, '--dry-run');
    const ended = await collect(...args);
    for (const { code, output, events } of [dry, ended]) {
      assert.equal(code, 0, output);
      const plan = events.find(({ event }) => event === 'plan');
      assert.ok((plan?.['unreadable'] as string[]).includes('getApiUsage'), output);
    }
    assert.ok(askedOfGraph().length > 50 && !askedOfGraph().includes('getApiUsage'));
    const { output } = await run(...collectArgs(...args, '--dry-run').filter((arg) => arg !== '--json'));
    assert.match(output, /not available to an app without a user/);
  });

  it('exits with 4 if the time is up before all requests were let through', async () => {
    server.addFault({ skip: 1, effect: { kind: 'throttle', retryAfter: '500' } });
    const { code, events } = await collect('--max-minutes', '0.05');
    assert.equal(code, 4);
    assert.ok(events.some(({ event, seconds }) => event === 'wait' && Number(seconds) > 400));
    assert.ok(askedOfGraph().length <= 4, 'what asks for a pause gets one');
  });

  it('exits with 5 if the archive is not a folder, and requests nothing', async () => {
    await writeFile(archiveFolder, 'a file');
    assert.deepEqual([(await collect()).code, server.requests.length], [5, 0]);
    assert.equal((await run('status', '--archive', path.join(folder, 'nothing'))).code, 5);
  });

  it('exits with 1 for invalid arguments', async () => {
    for (const args of [
      ['collect'],
      ['fetch', '--archive', 'x'],
      ['collect', '--archive', 'x', '--sett', 'daily'],
      ['collect', '--archive', 'x', '--set', 'weekly'],
      ['collect', '--archive', 'x', '--cloud', 'mars'],
    ]) {
      const { code, output } = await run(...args);
      assert.equal(code, 1, args.join(' '));
      assert.match(output, /usage-reports --help/);
    }
    delete environment['AZURE_CLIENT_SECRET'];
    assert.match((await collect()).output, /AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH/);
    environment = { PATH: environment['PATH'] ?? '' };
    assert.equal((await run('--help')).code, 0);
    assert.match((await run('--version')).output, /^\d+\.\d+\.\d+\n$/);
  });

  it('lists what it would request, and requests nothing', async () => {
    const { code, events } = await collect('--dry-run');
    assert.equal(code, 0);
    assert.deepEqual(
      events.find(({ event }) => event === 'plan')?.['reports'],
      REPORTS.map((report) => `${report} D180`),
    );
    assert.equal(server.requests.length, 0);
    await assert.rejects(readdir(archiveFolder), { code: 'ENOENT' });
  });

  for (const [signal, expected] of [
    ['SIGTERM', { code: 143, signal: null }],
    ['SIGKILL', { code: null, signal: 'SIGKILL' }],
  ] as const) {
    it(`after ${signal} during a run, the next run requests only the rest`, async () => {
      server.addFault({ path: P2P, times: 1, effect: { kind: 'hangBeforeHeaders' } });
      server.addFault({ path: 'getMailboxUsageStorage', times: 1, effect: { kind: 'hangBeforeHeaders' } });
      const { child, ended } = start(...collectArgs());
      await server.requestArrived(({ path: asked }) => asked.includes(P2P));
      await server.requestArrived(({ path: asked }) => asked.includes('getMailboxUsageStorage'));
      child.kill(signal);
      const { code, signal: by } = await ended;
      assert.deepEqual({ code, signal: by }, expected);
      assert.equal((await archived()).length, 2);
      server.clearRequests();
      const dry = await collect('--dry-run', '--fresh-hours', '0');
      const [first, second, ...others] = dry.events.find(({ event }) => event === 'plan')?.['reports'] as string[];
      assert.deepEqual([[first, second].sort(), others.length], [[`getMailboxUsageStorage D180`, `${P2P} D180`], 2]);
      const resumed = await collect();
      assert.equal(resumed.code, 0, resumed.output);
      const plan = resumed.events.find(({ event }) => event === 'plan');
      assert.deepEqual([plan?.['requests'], plan?.['done'], plan?.['fresh']], [2, 2, 0]);
      assert.deepEqual(askedOfGraph().sort(), ['getMailboxUsageStorage', P2P]);
      assert.deepEqual(await archived(), [...REPORTS].sort());
      const again = await collect();
      assert.deepEqual(
        again.events.find(({ event }) => event === 'plan')?.['fresh'],
        REPORTS.length,
        'a run that came to its end is not gone on with',
      );
    });
  }

  it('three processes at once share one limit', async () => {
    const limit = ['--fresh-hours', '0', '--csv-per-tenant', '10', '--max-minutes', '0.08'];
    const all = await Promise.all([collect(...limit), collect(...limit), collect(...limit)]);
    // Ten, a tenth of which is left for people.
    assert.equal(askedOfGraph().length, 9);
    assert.ok(all.some(({ code }) => code === 4));
    assert.ok(all.every(({ code }) => code === 4 || code === 0));
  });

  for (const [name, stdout] of [
    ['whose reader has read enough', 'pipe'],
    // Only Linux has a disk that is always full.
    ...(existsSync('/dev/full') ? ([['to a full disk', '/dev/full']] as const) : []),
  ] as const) {
    it(`output ${name} does not stop a collection`, async () => {
      server.addFault({ path: P2P, times: 1, effect: { kind: 'hold' } });
      const file = stdout === 'pipe' ? undefined : await open(stdout, 'w');
      const child = spawn(process.execPath, [CLI, ...collectArgs('--fresh-hours', '0')], {
        cwd: folder,
        env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1', ...environment },
        stdio: ['ignore', file?.fd ?? 'pipe', 'pipe'],
      });
      running.add(child);
      const pieces: Buffer[] = [];
      child.stderr?.on('data', (piece: Buffer) => pieces.push(piece));
      const ended = once(child, 'close');
      await Promise.all([
        server.requestArrived(({ path: asked }) => asked.includes(P2P)),
        // The first line, as `head -1` reads it.
        child.stdout && once(child.stdout, 'data').then(() => child.stdout?.destroy()),
      ]);
      server.clearFaults();
      const [code] = (await ended) as [number | null];
      running.delete(child);
      await file?.close();
      const errors = Buffer.concat(pieces).toString();
      assert.equal(code, 0, errors);
      assert.deepEqual(await archived(), [...REPORTS].sort());
      assert.match(errors, stdout === 'pipe' ? /^$/ : /^The output can't be written any more: .*ENOSPC.*\n$/);
    });
  }

  it('needs no account for the sample tenant, and no VS Code', async () => {
    environment = {};
    const { code, output } = await run('collect', '--sample', '--archive', archiveFolder, '--set', 'product:skype');
    assert.equal(code, 0, output);
    const status = await run('status', '--archive', archiveFolder, '--json');
    assert.deepEqual([status.code, status.events[0]?.['tenant'], status.events[0]?.['reports']], [0, 'sample', 15]);
    const scripts = await scriptsOf(CLI);
    assert.ok(scripts.size > 3, [...scripts.keys()].join());
    for (const [script, text] of scripts) {
      assert.doesNotMatch(text, /\bfrom\s*["']vscode["']|\b(?:import|require)\b[\s(]*["']vscode["']/, script);
    }
  });
});

/** A script and all that it loads sooner or later, with their texts. */
async function scriptsOf(script: string, found = new Map<string, string>()): Promise<ReadonlyMap<string, string>> {
  if (!found.has(script)) {
    const text = await readFile(script, 'utf8');
    found.set(script, text);
    for (const [, name = ''] of text.matchAll(/\b(?:from|import)\b[\s(]*["'](\.{1,2}\/[\w./-]+)["']/g)) {
      await scriptsOf(path.join(path.dirname(script), name), found);
    }
  }
  return found;
}
