import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { startConnectProxy, type ConnectProxy } from '../support/connectProxy.js';
import { CommandLine, type Ended, REPORTS } from './support/commandLine.js';

describe('usage-reports behind a proxy', function () {
  this.timeout(60_000);
  let cli: CommandLine;
  let proxy: ConnectProxy;
  beforeEach(async () => {
    [cli, proxy] = await Promise.all([CommandLine.open(), startConnectProxy()]);
  });
  afterEach(() => Promise.all([cli.close(), proxy.close()]));

  const hostOf = (origin: string) => new URL(origin).host;
  const messages = ({ events }: Ended) =>
    events.flatMap(({ event, message, help }) => (event === 'report' || event === 'end' ? [message, help] : [])).join();

  for (const variable of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) {
    it(`${variable}: the sign-in, Microsoft Graph, and downloads go through it`, async () => {
      // The Graph of tests has no TLS. A proxy for http is used for https, too.
      const forHttp = /^http_/i.test(variable);
      cli.environment[variable] = `http://${proxy.host}`;
      const { code, output } = await cli.collect();
      assert.equal(code, 0, output);
      assert.deepEqual(await cli.archived(), [...REPORTS].sort());
      const { tokens, server } = cli;
      const expected = [tokens.origin, ...(forHttp ? [server.origin, server.downloadOrigin] : [])].map(hostOf);
      assert.deepEqual([...new Set(proxy.tunnels)].sort(), expected.sort());
    });
  }

  it('gives it the credentials of its address, also where they hold special characters and the scheme is missing', async () => {
    proxy.credentials = { user: 'corp\\ada', password: 'SECRET p@ss:word' };
    const { user, password } = proxy.credentials;
    const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
    for (const address of [`http://${credentials}@${proxy.host}`, `${credentials}@${proxy.host}`]) {
      cli.environment['HTTP_PROXY'] = address;
      const { code, output } = await cli.collect('--fresh-hours', '0');
      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /corp|ada\b|p%40ss/);
    }
  });

  it('sends what NO_PROXY names around it', async () => {
    const { origin } = cli.server;
    cli.environment['HTTP_PROXY'] = `http://${proxy.host}`;
    for (const [variable, none, isAround] of [
      ['NO_PROXY', '127.0.0.1', () => true],
      ['no_proxy', 'example.com, .other.example 127.0.0.1', () => true],
      ['NO_PROXY', '*', () => true],
      ['no_proxy', hostOf(origin), (host: string) => host === hostOf(origin)],
      ['NO_PROXY', 'example.com,127.0.0.2', () => false],
    ] as const) {
      const before = proxy.tunnels.length;
      // What is archived is not downloaded again.
      const archive = ['--archive', await mkdtemp(path.join(cli.folder, 'archive-'))];
      cli.environment[variable] = none;
      const { code, output } = await cli.collect('--set', REPORTS[0] ?? '', ...archive);
      assert.equal(code, 0, output);
      const hosts = [cli.tokens.origin, origin, cli.server.downloadOrigin].map(hostOf);
      assert.deepEqual(
        [...new Set(proxy.tunnels.slice(before))].sort(),
        hosts.filter((host) => !isAround(host)).sort(),
        `${variable}=${none}`,
      );
      delete cli.environment[variable];
    }
  });

  it('names a proxy that wants a sign-in, asks it once, and never says the credentials', async () => {
    proxy.credentials = { user: 'ada', password: 'SECRET right' };
    for (const [address, help] of [
      [`http://${proxy.host}`, /requires authentication/],
      [`http://ada:SECRETwrong@${proxy.host}`, /requires authentication/],
    ] as const) {
      const before = proxy.tunnels.length;
      cli.environment['HTTPS_PROXY'] = address;
      const ended = await cli.collect();
      assert.equal(ended.code, 6, ended.output);
      assert.match(messages(ended), help);
      assert.ok(messages(ended).includes(proxy.host));
      assert.match(messages(ended), /HTTPS_PROXY/);
      assert.ok(proxy.tunnels.length - before <= 2, 'it is not asked for every report');
    }
    assert.deepEqual(cli.server.requests, []);
  });

  it('names a proxy that lets nothing through, or is not there', async () => {
    cli.environment['HTTPS_PROXY'] = `http://${proxy.host}`;
    proxy.refuseWith = 403;
    const refused = await cli.collect('--set', REPORTS[0] ?? '');
    assert.equal(refused.code, 6);
    assert.ok(messages(refused).includes(`The proxy ${proxy.host} does not let requests through`), refused.output);
    await proxy.close();
    const gone = await cli.collect('--set', REPORTS[0] ?? '');
    assert.equal(gone.code, 6);
    assert.ok(messages(gone).includes(`The proxy ${proxy.host} on the way to 127.0.0.1 could not be reached`));
    assert.match(messages(gone), /ECONNREFUSED/);
    // The ID of a domain is learned by signing in, before there is a plan.
    const atSignIn = await cli.collect('--set', REPORTS[0] ?? '', '--tenant', 'northlight.example');
    assert.equal(atSignIn.code, 6);
    assert.ok(String(atSignIn.events.at(-1)?.['help']).includes(`The proxy ${proxy.host} couldn't be reached.`));
  });

  it('refuses an address that is none, before any request and without repeating it', async () => {
    for (const address of ['http://SECRET:SECRET@', 'socks5://SECRET@127.0.0.1', 'http://a b']) {
      cli.environment['HTTPS_PROXY'] = address;
      const { code, output } = await cli.collect();
      assert.equal(code, 1, output);
      assert.match(output, /HTTPS_PROXY must be the address of a proxy/);
    }
    assert.deepEqual([proxy.tunnels, cli.tokens.requests], [[], []]);
  });

  it('trusts NODE_EXTRA_CA_CERTS, through the proxy and without', async () => {
    delete cli.environment['NODE_EXTRA_CA_CERTS'];
    for (const through of [{}, { HTTPS_PROXY: `http://${proxy.host}` }]) {
      Object.assign(cli.environment, through);
      const ended = await cli.collect('--set', REPORTS[0] ?? '');
      assert.equal(ended.code, 6, ended.output);
      assert.match(messages(ended), /UNABLE_TO_VERIFY|SELF_SIGNED|CERT/);
    }
    assert.deepEqual(cli.tokens.tokenRequests, [], 'no secret was sent');
  });
});
