import assert from 'node:assert/strict';
import { Archive } from '../../src/services/archive/archive.js';
import { CLIENT, CommandLine, REPORTS, SECRET, TENANT } from './support/commandLine.js';

const DOMAIN = 'northlight.example';

describe('usage-reports with a tenant that is named by its domain', function () {
  this.timeout(60_000);
  let cli: CommandLine;
  let app: { tenantId: string; clientId: string; secret: string; directoryId?: string };
  beforeEach(async () => {
    cli = await CommandLine.open();
    app = { tenantId: DOMAIN, clientId: CLIENT, secret: SECRET };
    cli.tokens.register(app);
    cli.environment['AZURE_TENANT_ID'] = DOMAIN;
  });
  afterEach(() => cli.close());

  const tenants = () => new Archive(cli.archiveFolder).tenants();
  const plannedBy = async (...args: string[]) => {
    const ended = await cli.collect(...args);
    return { ...ended, plan: ended.events.find(({ event }) => event === 'plan') };
  };

  it('archives under the ID of its token, with one token, and finds there what was collected by the ID', async () => {
    app.directoryId = TENANT;
    const first = await plannedBy();
    assert.equal(first.code, 0, first.output);
    assert.deepEqual(await cli.archived(), [...REPORTS].sort());
    assert.ok(String(first.plan?.['tenant']).startsWith(TENANT));
    assert.equal(cli.tokens.tokenRequests.length, 1);
    const byId = await plannedBy('--tenant', TENANT);
    assert.deepEqual([byId.code, byId.plan?.['fresh']], [0, REPORTS.length]);
    const dry = await plannedBy('--dry-run');
    assert.deepEqual([dry.code, dry.plan?.['fresh']], [0, REPORTS.length]);
    assert.equal(cli.askedOfGraph().length, REPORTS.length);
  });

  it('brings over what stands under the domain, and the requests that were counted there', async () => {
    assert.equal((await cli.collect()).code, 0);
    const [before = ''] = await tenants();
    assert.ok(before.startsWith(DOMAIN), 'a token without an ID: as an earlier version did it');
    const counted = cli.askedOfGraph().length;
    app.directoryId = TENANT;
    // Six, one of which is left to people, and four of which are used.
    const limits = ['--fresh-hours', '0', '--csv-per-tenant', '6', '--max-minutes', '0.05'];
    const { code, output } = await cli.collect(...limits);
    assert.equal(code, 4, output);
    assert.equal(cli.askedOfGraph().length - counted, 1);
    assert.deepEqual(await cli.archived(), [...REPORTS].sort());
  });

  it('ends before any request to Microsoft Graph if it cannot sign in', async () => {
    app.directoryId = TENANT;
    cli.environment['AZURE_CLIENT_SECRET'] = 'SECRET but wrong';
    const { code, events } = await cli.collect();
    assert.equal(code, 2);
    assert.ok(events.some(({ event, problem }) => event === 'error' && problem === 'wrongSecret'));
    assert.deepEqual([cli.askedOfGraph(), await tenants()], [[], []]);
  });
});
