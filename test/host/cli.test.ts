import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sampleAttributes } from '../../src/services/sample/attributes.js';
import { Archive } from '../../src/services/archive/archive.js';
import { issueCertificate, pemFile } from '../support/certificates.js';
import { directoryFaults } from '../support/directoryFaults.js';
import { CLI, CLIENT, CommandLine, type Ended, P2P, REPORTS, TENANT } from './support/commandLine.js';

/** Runs the built script in a process of its own, as a scheduler does. */
describe('usage-reports, the command line', function () {
  this.timeout(60_000);
  let cli: CommandLine;
  beforeEach(async () => {
    cli = await CommandLine.open();
  });
  afterEach(() => cli.close());

  const outcomes = ({ events }: Ended): Record<string, unknown> =>
    Object.fromEntries<unknown>(
      events
        .filter(({ event }) => event === 'report')
        .map(({ report, outcome, reason }) => [String(report), reason ?? outcome]),
    );

  it('collects with a client secret, and requests nothing twice', async () => {
    const first = await cli.collect();
    assert.equal(first.code, 0, first.output);
    assert.deepEqual(await cli.archived(), [...REPORTS].sort());
    assert.equal(cli.askedOfGraph().length, REPORTS.length);
    assert.equal(cli.tokens.tokenRequests.length, 1);
    assert.ok(
      cli.server.requests
        .filter(({ port }) => port === 'graph')
        .every(
          ({ headers }) =>
            cli.tokens.tokenSays(headers['authorization']?.replace('Bearer ', '') ?? '')?.tenantId === TENANT,
        ),
    );
    assert.ok(
      cli.server.requests
        .filter(({ port }) => port === 'download')
        .every(({ headers }) => headers['authorization'] === undefined),
    );
    const plan = first.events.find(({ event }) => event === 'plan');
    assert.deepEqual([plan?.['requests'], plan?.['nested'], plan?.['fresh']], [4, 12, 0]);

    const second = await cli.collect();
    assert.deepEqual([second.code, cli.askedOfGraph().length], [0, REPORTS.length]);
    const third = await cli.collect('--fresh-hours', '0');
    assert.deepEqual(Object.values(outcomes(third)), ['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  });

  it('signs in with a certificate whose key has a passphrase', async () => {
    const issued = issueCertificate({ subject: 'Reports reader', keyType: 'rsa' });
    cli.tokens.register({ tenantId: 'other.example', clientId: CLIENT, certificate: issued.certificate });
    const file = path.join(cli.folder, 'app.pem');
    await writeFile(file, pemFile(issued, 'SECRET passphrase'));
    await chmod(file, 0o644);
    Object.assign(cli.environment, {
      AZURE_CLIENT_CERTIFICATE_PATH: 'app.pem',
      AZURE_CLIENT_CERTIFICATE_PASSWORD: 'SECRET passphrase',
    });
    const { code, output } = await cli.collect('--tenant', 'other.example');
    assert.equal(code, 0, output);
    assert.equal(output.includes('chmod 600'), process.platform !== 'win32', 'others can read the private key');
    await chmod(file, 0o600);
    assert.match((await new Archive(cli.archiveFolder).tenants()).join(), /^other\.example/);
    cli.environment['AZURE_CLIENT_CERTIFICATE_PASSWORD'] = 'wrong';
    const again = await cli.collect('--tenant', 'other.example', '--fresh-hours', '0');
    assert.equal(again.code, 2);
    assert.ok(!again.output.includes('chmod 600'));
  });

  it('exits with 2 if the secret is wrong, and sends nothing to Graph', async () => {
    cli.environment['AZURE_CLIENT_SECRET'] = 'SECRET but wrong';
    const { code, events } = await cli.collect();
    assert.equal(code, 2);
    assert.equal(cli.server.requests.length, 0);
    assert.ok(events.some(({ problem }) => problem === 'wrongSecret'));
    assert.ok(cli.tokens.tokenRequests.length <= 2, 'it is not tried for every report');
  });

  it('exits with 3 if some reports fail, archives the others, and says why', async () => {
    cli.server.addFault({
      path: 'getMailboxUsageStorage',
      effect: {
        kind: 'respond',
        status: 403,
        body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
      },
    });
    cli.server.addFault({ path: P2P, effect: { kind: 'respond', status: 404, body: '{}' } });
    const ended = await cli.collect();
    assert.equal(ended.code, 3);
    assert.deepEqual(outcomes(ended), {
      getEmailActivityCounts: 'fetched',
      getEmailActivityUserCounts: 'fetched',
      getMailboxUsageStorage: 'forbidden',
      [P2P]: 'notFound',
    });
    assert.deepEqual(await cli.archived(), ['getEmailActivityCounts', 'getEmailActivityUserCounts']);
  });

  it('says of the directory what a run would read, and requests nothing of it', async () => {
    cli.server.clearRequests();
    const { code, events } = await cli.collect('--directory', 'users,subscriptions', '--dry-run');
    assert.equal(code, 0);
    assert.deepEqual(
      events.filter(({ event }) => event === 'directory').map(({ dataset, outcome }) => [dataset, outcome]),
      [
        ['directoryUsers', 'planned'],
        ['subscribedSkus', 'planned'],
      ],
    );
    assert.ok(!cli.server.requests.some(({ path }) => /users|subscribedSkus/.test(path)));
  });

  it('reads the directory where an option says so, and exits with 3 if one of it is denied', async () => {
    cli.server.addFault(directoryFaults.forbidden('subscribedSkus'));
    const { code, events, output } = await cli.collect('--directory', 'users,subscriptions,sign-ins');
    assert.equal(code, 3, output);
    assert.deepEqual(
      events.filter(({ event }) => event === 'directory').map(({ dataset, outcome }) => [dataset, outcome]),
      [
        ['directoryUsers', 'fetched'],
        ['subscribedSkus', 'failed'],
        ['directorySignIns', 'fetched'],
      ],
    );
    const archived = await cli.archived();
    assert.ok(archived.includes('directoryUsers') && archived.includes('directorySignIns'), String(archived));
    assert.ok(!archived.includes('subscribedSkus'));
  });

  it('exits with 2 after three requests if the tenant denies access, and says what helps', async () => {
    cli.server.addFault({
      effect: {
        kind: 'respond',
        status: 403,
        body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
      },
    });
    const { code, events } = await cli.collect('--set', 'daily');
    assert.equal(code, 2);
    assert.equal(cli.askedOfGraph().length, 3);
    const end = events.find(({ event }) => event === 'end');
    assert.deepEqual([end?.['failed'], (end?.['stoppedBy'] as { status: number }).status], [3, 403]);
    assert.match(String(end?.['help']), /administrator consent for Reports\.Read\.All/);
    cli.server.clearRequests();
    const { code: again, output } = await cli.run(
      ...cli.collectArgs('--set', 'daily').filter((arg) => arg !== '--json'),
    );
    assert.deepEqual([again, cli.askedOfGraph().length], [2, 3]);
    assert.match(output, /Further requests would have failed, too\.\n.*permission.*\n.*administrator consent/);
  });

  it('exits with 0 on a healthy tenant: what an app never gets is not requested, and is said', async () => {
    cli.server.addFault({
      path: 'getApiUsage',
      effect: {
        kind: 'respond',
        status: 403,
        body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
      },
    });
    const args = ['--set', 'daily', '--csv-per-tenant', '500'];
    const dry = await cli.collect(...args, '--dry-run');
    const ended = await cli.collect(...args);
    for (const { code, output, events } of [dry, ended]) {
      assert.equal(code, 0, output);
      const plan = events.find(({ event }) => event === 'plan');
      assert.ok((plan?.['unreadable'] as string[]).includes('getApiUsage'), output);
    }
    assert.ok(cli.askedOfGraph().length > 50 && !cli.askedOfGraph().includes('getApiUsage'));
    const { output } = await cli.run(...cli.collectArgs(...args, '--dry-run').filter((arg) => arg !== '--json'));
    assert.match(output, /not available to an app without a user/);
  });

  it('exits with 4 if the time is up before all requests were let through', async () => {
    cli.server.addFault({ skip: 1, effect: { kind: 'throttle', retryAfter: '500' } });
    const { code, events } = await cli.collect('--max-minutes', '0.05');
    assert.equal(code, 4);
    assert.ok(events.some(({ event, seconds }) => event === 'wait' && Number(seconds) > 400));
    assert.ok(cli.askedOfGraph().length <= 4, 'what asks for a pause gets one');
  });

  it('says an error as JSON where JSON is asked for, however it is spelled', async () => {
    const { code, events, output } = await cli.run('status', '--archive', cli.archiveFolder, '--json=1');
    assert.equal(code, 1);
    assert.deepEqual([events.length, events[0]?.['event']], [1, 'error'], output);
    assert.match(String(events[0]?.['help']), /json/);
  });

  it('exits with 5 if the archive is not a folder, and requests nothing', async () => {
    await writeFile(cli.archiveFolder, 'a file');
    assert.deepEqual([(await cli.collect()).code, cli.server.requests.length], [5, 0]);
    assert.equal((await cli.run('status', '--archive', path.join(cli.folder, 'nothing'))).code, 5);
  });

  it('exits with 1 for invalid arguments', async () => {
    for (const args of [
      ['collect'],
      ['fetch', '--archive', 'x'],
      ['collect', '--archive', 'x', '--sett', 'daily'],
      ['collect', '--archive', 'x', '--set', 'weekly'],
      ['collect', '--archive', 'x', '--cloud', 'mars'],
    ]) {
      const { code, output } = await cli.run(...args);
      assert.equal(code, 1, args.join(' '));
      assert.match(output, /usage-reports --help/);
    }
    delete cli.environment['AZURE_CLIENT_SECRET'];
    assert.match((await cli.collect()).output, /AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH/);
    cli.environment = { PATH: cli.environment['PATH'] ?? '' };
    assert.equal((await cli.run('--help')).code, 0);
    assert.match((await cli.run('--version')).output, /^\d+\.\d+\.\d+\n$/);
  });

  it('lists what it would request, and requests nothing', async () => {
    const { code, events } = await cli.collect('--dry-run');
    assert.equal(code, 0);
    assert.deepEqual(
      events.find(({ event }) => event === 'plan')?.['reports'],
      REPORTS.map((report) => `${report} D180`),
    );
    assert.equal(cli.server.requests.length, 0);
    await assert.rejects(readdir(cli.archiveFolder), { code: 'ENOENT' });
  });

  for (const [signal, expected] of [
    ['SIGTERM', { code: 143, signal: null }],
    ['SIGKILL', { code: null, signal: 'SIGKILL' }],
  ] as const) {
    it(`after ${signal} during a run, the next run requests only the rest`, async () => {
      cli.server.addFault({ path: P2P, times: 1, effect: { kind: 'hangBeforeHeaders' } });
      cli.server.addFault({ path: 'getMailboxUsageStorage', times: 1, effect: { kind: 'hangBeforeHeaders' } });
      const { child, ended } = cli.start(...cli.collectArgs());
      await cli.server.requestArrived(({ path: asked }) => asked.includes(P2P));
      await cli.server.requestArrived(({ path: asked }) => asked.includes('getMailboxUsageStorage'));
      child.kill(signal);
      const { code, signal: by } = await ended;
      assert.deepEqual({ code, signal: by }, expected);
      assert.equal((await cli.archived()).length, 2);
      cli.server.clearRequests();
      const dry = await cli.collect('--dry-run', '--fresh-hours', '0');
      const [first, second, ...others] = dry.events.find(({ event }) => event === 'plan')?.['reports'] as string[];
      assert.deepEqual([[first, second].sort(), others.length], [[`getMailboxUsageStorage D180`, `${P2P} D180`], 2]);
      const resumed = await cli.collect();
      assert.equal(resumed.code, 0, resumed.output);
      const plan = resumed.events.find(({ event }) => event === 'plan');
      assert.deepEqual([plan?.['requests'], plan?.['done'], plan?.['fresh']], [2, 2, 0]);
      assert.deepEqual(cli.askedOfGraph().sort(), ['getMailboxUsageStorage', P2P]);
      assert.deepEqual(await cli.archived(), [...REPORTS].sort());
      const again = await cli.collect();
      assert.deepEqual(
        again.events.find(({ event }) => event === 'plan')?.['fresh'],
        REPORTS.length,
        'a run that came to its end is not gone on with',
      );
    });
  }

  it('three processes at once share one limit', async () => {
    const limit = ['--fresh-hours', '0', '--csv-per-tenant', '10', '--max-minutes', '0.08'];
    const all = await Promise.all([cli.collect(...limit), cli.collect(...limit), cli.collect(...limit)]);
    // Ten, a tenth of which is left for people.
    assert.equal(cli.askedOfGraph().length, 9);
    assert.ok(all.some(({ code }) => code === 4));
    assert.ok(all.every(({ code }) => code === 4 || code === 0));
  });

  it('writes all users of a tenant, joined from what was collected for it', async () => {
    cli.environment = {};
    const archive = ['--archive', cli.archiveFolder];
    const collected = await cli.run('collect', '--sample', ...archive, '--set', 'users', '--json');
    assert.equal(collected.code, 0, collected.output);
    const requests = collected.events.find(({ event }) => event === 'plan')?.['requests'];
    const file = path.join(cli.archiveFolder, '..', 'users.json');
    const { code, events, output } = await cli.run('users', ...archive, '--out', file, '--format', 'json', '--json');
    assert.equal(code, 0, output);
    const said = events.find(({ event }) => event === 'users');
    const users = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];
    assert.equal(users.length, said?.['rows']);
    const reports = said?.['reports'] as readonly { readonly state: string }[];
    assert.equal(reports.filter(({ state }) => state !== 'missing').length, requests);
    assert.equal(new Set(users.map((user) => user['User Principal Name'])).size, users.length);
    const firstUser = String(users[0]?.['User Principal Name']);
    assert.ok(firstUser.includes('@') && !output.includes(firstUser), 'nobody is named outside of the file');
    assert.ok(
      users.some((user) => user['Teams Last Activity Date'] === null && user['Teams Status'] === 'No activity'),
    );

    const attributes = path.join(cli.archiveFolder, '..', 'hr.csv');
    await writeFile(attributes, sampleAttributes());
    const named = ['--out', file, '--format', 'json', '--json', '--attributes', attributes];
    const again = await cli.run('users', ...archive, ...named);
    assert.equal(again.code, 0, again.output);
    const placed = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];
    assert.equal(placed.length, users.length);
    assert.ok(placed.some((user) => user['Department'] === 'Sales' && user['Attributes Status'] === 'In file'));
    const { code: refused } = await cli.run('users', ...archive, ...named.slice(0, -1), `${attributes}.gone`);
    assert.equal(refused, 1);
  });

  it('collects past months of the sample tenant once, of which growth and changes are told', async () => {
    cli.environment = {};
    const archive = ['--archive', cli.archiveFolder];
    const set = 'getOffice365ActiveUserDetail:D180,getMailboxUsageDetail:D180';
    const collect = async () => {
      const { code, events, output } = await cli.run(
        ...['collect', '--sample', ...archive, '--set', set, '--past-months', '--json'],
      );
      assert.equal(code, 0, output);
      return events.find(({ event }) => event === 'pastMonths')?.['added'];
    };
    assert.deepEqual([await collect(), await collect()], [6, 0], 'the ends of three months of each');
    const file = path.join(cli.archiveFolder, '..', 'past.json');
    const rowsOf = async (command: string) => {
      const { code, output } = await cli.run(command, ...archive, '--out', file, '--format', 'json');
      assert.equal(code, 0, output);
      return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];
    };
    const licenses = await rowsOf('licenses');
    assert.ok(licenses.length > 0 && licenses.every((row) => typeof row['Change of Assigned'] === 'number'));
    const storage = await rowsOf('storage');
    assert.ok(storage.some((row) => Number(row['Growth per Month (Byte)']) > 0 && Number(row['Days Left']) > 0));
  });

  it('stops at the time limit among past months and in the directory too, and goes on with the rest another time', async () => {
    cli.environment = {};
    const collect = ['collect', '--sample', '--archive', cli.archiveFolder, '--set', 'getMailboxUsageDetail:D180'];
    assert.equal((await cli.run(...collect)).code, 0);
    // What is left of a millisecond is too short for one request.
    for (const more of [['--past-months'], ['--directory', 'users']]) {
      const { code, output } = await cli.run(...collect, ...more, '--max-minutes', '0.00001');
      assert.equal(code, 4, output);
      assert.match(output, /The time limit was reached\.$/m);
    }
    const { code, output } = await cli.run(...collect, '--past-months', '--directory', 'users');
    assert.equal(code, 0, output);
    assert.match(output, /^Past months: 3 snapshots added$/m);
    assert.match(output, /^Directory, users: fetched/im);
  });

  it('needs no account for the sample tenant, and no VS Code', async () => {
    cli.environment = {};
    const { code, output } = await cli.run(
      'collect',
      '--sample',
      '--archive',
      cli.archiveFolder,
      '--set',
      'product:skype',
    );
    assert.equal(code, 0, output);
    const status = await cli.run('status', '--archive', cli.archiveFolder, '--json');
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
    for (const [, name = ''] of text.matchAll(
      /\b(?:from|import)\b[\s(]*["'](\.{1,2}\/(?:chunks\/)?[\w.]+-[A-Z\d]{8}\.js)["']/g,
    )) {
      await scriptsOf(path.join(path.dirname(script), name), found);
    }
  }
  return found;
}
