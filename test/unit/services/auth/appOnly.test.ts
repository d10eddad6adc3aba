import assert from 'node:assert/strict';
import { once } from 'node:events';
import { GraphClient } from '../../../../src/services/graph/client.js';
import { isCancelled } from '../../../../src/base/errors.js';
import { startGraphServer } from '../../../support/graphServer.js';
import { startTokenService } from '../../../support/tokenService.js';
import { catalog } from '../../../support/catalog.js';
import { fetchAll } from '../graph/harness.js';
import { service as sampleService } from '../sample/support.js';
import { CLIENT, failsWith, SECRET, TENANT, useHarness } from './appOnlyHarness.js';

describe('AppOnlySignIn with a client secret', () => {
  const { open, openWithSecret } = useHarness();

  it('gets a token for Graph from the tenant’s authority, and asks nowhere else', async () => {
    const { service, token, addresses } = await openWithSecret();
    assert.deepEqual(service.tokenSays(await token()), {
      tenantId: TENANT,
      clientId: CLIENT,
      scope: 'http://127.0.0.1:1/.default',
    });
    assert.equal(service.requests.length, 1);
    assert.deepEqual(
      addresses.map((address) => new URL(address).origin),
      [service.origin],
    );
  });

  it('keeps the token in memory, and renews it before it expires', async () => {
    const { service, token } = await openWithSecret();
    const first = await token();
    assert.equal(await token(), first);
    assert.equal(service.requests.length, 1);

    service.expiresIn = 290;
    const short = await token({ rejected: first });
    assert.notEqual(short, first);
    const renewed = await token();
    assert.notEqual(renewed, short, 'less than five minutes are left');
    assert.equal(service.requests.length, 3);
  });

  it('hands out a token that still holds where it cannot be renewed', async () => {
    const { service, token } = await openWithSecret();
    service.expiresIn = 290;
    const first = await token();
    service.fault = { kind: 'status', status: 503 };
    assert.equal(await token(), first);
    assert.equal(service.requests.length, 2, 'it was tried');
    await failsWith(token({ rejected: first }), 'serviceUnavailable');
  });

  it('asks for a fresh token once, however many had the old one refused', async () => {
    const { service, token } = await openWithSecret();
    const old = await token();
    const fresh = await Promise.all([token({ rejected: old }), token({ rejected: old }), token({ rejected: old })]);
    assert.equal(new Set(fresh).size, 1);
    assert.notEqual(fresh[0], old);
    assert.equal(await token({ rejected: old }), fresh[0], 'a newer one is here already');
    assert.equal(service.requests.length, 2);
  });

  it('sends one request for many who ask at once', async () => {
    const { service, token } = await openWithSecret();
    const tokens = await Promise.all(Array.from({ length: 8 }, () => token()));
    assert.equal(new Set(tokens).size, 1);
    assert.equal(service.requests.length, 1);
  });

  it('lets go at once when canceled, while others go on waiting', async () => {
    const { service, token } = await openWithSecret();
    service.fault = { kind: 'hang' };
    const arrived = service.nextTokenRequest();
    const [leaving, staying] = [new AbortController(), new AbortController()];
    const left = token({ signal: leaving.signal });
    const stayed = token({ signal: staying.signal });
    await arrived;
    leaving.abort();
    await assert.rejects(left, isCancelled);
    assert.equal(await Promise.race([stayed.catch(() => 'over'), Promise.resolve('waiting')]), 'waiting');
    staying.abort();
    await assert.rejects(stayed, isCancelled);

    service.fault = undefined;
    await token();
    assert.equal(service.requests.length, 2, 'nobody joins a request that was given up');
  });

  it('ends the connection to a hanging service when nobody waits any more', async () => {
    let signal: AbortSignal | null | undefined;
    const { token } = await openWithSecret({
      fetch: (_, init) => {
        ({ signal } = init);
        return new Promise(() => undefined);
      },
    });
    const waiting = new AbortController();
    const left = token({ signal: waiting.signal });
    while (signal === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const ended = once(signal!, 'abort');
    waiting.abort();
    await assert.rejects(left, isCancelled);
    await ended;
  });

  it('takes another client when the secret changes', async () => {
    const { service, secrets, connection, token, signIn } = await openWithSecret();
    const first = await token();
    let told = 0;
    signIn.onDidChange(() => told++);
    await secrets.store(connection.id, 'SECRET-wrong');
    assert.equal(told, 1);
    await failsWith(token(), 'signInFailed', 'wrongSecret');
    await secrets.store(connection.id, SECRET);
    assert.notEqual(await token(), first, 'nothing is left of what the first client kept');
    assert.equal(service.requests.length, 3);
  });

  it('never hands the token of one tenant, application, cloud or connection to another', async () => {
    const { service, secrets, over, token } = await openWithSecret();
    const otherTenant = '99999999-2222-4333-8444-555555555555';
    const otherClient = '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee';
    service.register({ tenantId: otherTenant, clientId: CLIENT, secret: SECRET });
    service.register({ tenantId: TENANT, clientId: otherClient, secret: SECRET });
    await secrets.store('other', SECRET);
    const says = async (connection: Parameters<typeof over>[0]) =>
      service.tokenSays(await token({ connection: over(connection) }));

    const scope = 'http://127.0.0.1:1/.default';
    assert.deepEqual(await says({}), { tenantId: TENANT, clientId: CLIENT, scope });
    assert.deepEqual(await says({ tenantId: otherTenant }), { tenantId: otherTenant, clientId: CLIENT, scope });
    assert.deepEqual(await says({ clientId: otherClient }), { tenantId: TENANT, clientId: otherClient, scope });
    assert.deepEqual(await says({ graphOrigin: 'https://graph.example' }), {
      tenantId: TENANT,
      clientId: CLIENT,
      scope: 'https://graph.example/.default',
    });
    assert.deepEqual(await says({ id: 'other', tenantId: otherTenant }), {
      tenantId: otherTenant,
      clientId: CLIENT,
      scope,
    });
    assert.deepEqual(await says({}), { tenantId: TENANT, clientId: CLIENT, scope });

    const elsewhere = await startTokenService();
    try {
      await failsWith(token({ connection: over({ authority: elsewhere.origin }) }), 'network');
      assert.equal(elsewhere.requests.length, 0, 'it is not trusted here, so it got nothing');
    } finally {
      await elsewhere.close();
    }
  });

  it('asks only the connection’s authority, wherever its configuration or a redirect points', async () => {
    const { service, token, addresses } = await openWithSecret();
    const thief = await startTokenService();
    try {
      service.tokenEndpoint = `${thief.origin}/${TENANT}/oauth2/v2.0/token`;
      const first = await token();
      service.fault = {
        kind: 'status',
        status: 307,
        headers: { location: `${thief.origin}/${TENANT}/oauth2/v2.0/token` },
        body: '',
      };
      await failsWith(token({ rejected: first }), 'network', 'proxySignIn');
      assert.equal(thief.requests.length, 0);
      assert.ok(addresses.length > 0 && addresses.every((address) => address.startsWith(service.origin)));
    } finally {
      await thief.close();
    }
  });

  it('sends no secret over plain http', async () => {
    const { token, over, addresses } = await openWithSecret();
    await failsWith(token({ connection: over({ authority: 'http://127.0.0.1:9' }) }), 'signInFailed');
    assert.deepEqual(addresses, []);
  });

  it('forgets the tokens at sign-out, and the secret when the connection goes', async () => {
    const { service, signIn, secrets, connection, token } = await openWithSecret();
    await token();
    await signIn.signOut(connection);
    assert.equal(await secrets.get(connection.id), SECRET);
    await token();
    assert.equal(service.requests.length, 2);

    await signIn.forget(connection);
    assert.equal(await secrets.get(connection.id), undefined);
    await failsWith(token(), 'signInRequired', 'secretMissing');
  });

  it('cancels what is under way at sign-out', async () => {
    const { service, signIn, connection, token } = await openWithSecret();
    service.fault = { kind: 'hang' };
    const arrived = service.nextTokenRequest();
    const waiting = token();
    await arrived;
    await Promise.all([assert.rejects(waiting, isCancelled), signIn.signOut(connection)]);
  });

  it('says what state it is in, asking nobody', async () => {
    const { service, signIn, secrets, connection, over, file, asked } = await open();
    assert.deepEqual(await signIn.state(connection), { kind: 'signedOut' });
    await secrets.store(connection.id, SECRET);
    assert.deepEqual(await signIn.state(connection), { kind: 'ready' });
    assert.deepEqual(await signIn.state(over({ certificatePath: '/nowhere/certificate.pem' })), { kind: 'signedOut' });
    assert.deepEqual(await signIn.state(over({ certificatePath: file('anything') })), { kind: 'ready' });
    assert.equal(service.requests.length + asked.length, 0);
  });

  it('reads the peer-to-peer user counts, which want application permission', async () => {
    const { service, connection, signIn, fetch } = await openWithSecret();
    const graph = await startGraphServer({ handler: sampleService() });
    try {
      const client = new GraphClient({
        origin: graph.origin,
        fetch,
        tokens: signIn.tokens({ ...connection, graphOrigin: graph.origin }, false),
      });
      // The page of this function spells it without "get".
      const definition = catalog.find('SkypeForBusinessPeerToPeerActivityUserCounts')!;
      const { bytes } = await fetchAll(client, { definition, version: 'beta', format: 'json', period: 'D7' });
      assert.equal((JSON.parse(bytes.toString()) as { value: unknown[] }).value.length, 7);
      const [first] = graph.requests;
      assert.equal(
        first!.path,
        "/beta/reports/getSkypeForBusinessPeerToPeerActivityUserCounts(period='D7')?$format=application/json",
      );
      const token = first!.headers['authorization']!.replace('Bearer ', '');
      assert.deepEqual(service.tokenSays(token), {
        tenantId: TENANT,
        clientId: CLIENT,
        scope: `${graph.origin}/.default`,
      });

      graph.addFault({ effect: { kind: 'unauthorized' }, times: 1 });
      graph.clearRequests();
      await fetchAll(client, { definition, version: 'beta', format: 'csv', period: 'D30' });
      const tokens = graph.requests
        .filter(({ port }) => port === 'graph')
        .map(({ headers }) => headers['authorization']!.replace('Bearer ', ''));
      assert.equal(tokens.length, 2, 'a refused token is replaced by a fresh one');
      assert.equal(tokens[0], token);
      assert.equal(service.tokenSays(tokens[1]!)?.tenantId, TENANT);
      assert.notEqual(tokens[1], token);
    } finally {
      await graph.close();
    }
  });
});
