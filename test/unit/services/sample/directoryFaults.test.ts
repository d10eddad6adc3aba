import assert from 'node:assert/strict';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import { DIRECTORY_DATASETS } from '../../../../src/core/directory/names.js';
import { reportUrl } from '../../../../src/services/graph/url.js';
import { DIRECTORY_PATHS, directoryFaults } from '../../../support/directoryFaults.js';
import { type GraphServer, startGraphServer } from '../../../support/graphServer.js';
import { bearer } from './requests.js';
import { service } from './support.js';

interface Page {
  readonly '@odata.nextLink'?: string;
  readonly value: readonly unknown[];
}

describe('Faults of the directory', () => {
  let server: GraphServer;

  before(async () => {
    server = await startGraphServer({ handler: service() });
  });

  afterEach(() => server.clearFaults());

  after(() => server.close());

  const addressOf = (dataset: (typeof DIRECTORY_DATASETS)[number], pageSize?: number): string =>
    reportUrl(server.origin, {
      definition: { ...DIRECTORY_DEFINITIONS[dataset], ...(pageSize === undefined ? {} : { pageSize }) },
      version: 'v1.0',
      format: 'json',
    });
  const get = (address: string) => fetch(address, { headers: bearer });
  const statuses = async () =>
    Promise.all(DIRECTORY_DATASETS.map(async (dataset) => (await get(addressOf(dataset))).status));

  it('are of the requests that the extension sends', () => {
    for (const dataset of DIRECTORY_DATASETS) {
      const matching = Object.values(DIRECTORY_PATHS).filter((text) => addressOf(dataset).includes(text));
      assert.deepEqual(matching, [DIRECTORY_PATHS[dataset]]);
    }
  });

  it('refuse one of three, and leave the others alone', async () => {
    assert.deepEqual(await statuses(), [200, 200, 200]);
    for (const [place, dataset] of DIRECTORY_DATASETS.entries()) {
      server.clearFaults();
      server.addFault(directoryFaults.forbidden(dataset));
      assert.deepEqual(
        await statuses(),
        DIRECTORY_DATASETS.map((_, other) => (other === place ? 403 : 200)),
      );
    }
  });

  it('say why nobody can be told when users signed in', async () => {
    server.addFault(directoryFaults.withoutEntraP1());
    const response = await get(addressOf('directorySignIns'));
    assert.equal(response.status, 403);
    assert.match(await response.text(), /Authentication_RequestFromNonPremiumTenantOrB2CTenant/);
  });

  it('throttle in the middle of the pages, which then go on', async () => {
    server.addFault(directoryFaults.throttledAfter('directoryUsers', 2));
    const answers: number[] = [];
    let users = 0;
    for (let next: string | undefined = addressOf('directoryUsers', 40); next !== undefined;) {
      const response = await get(next);
      answers.push(response.status);
      if (response.status === 200) {
        const page = (await response.json()) as Page;
        users += page.value.length;
        next = page['@odata.nextLink'];
      }
    }
    const all = (await (await get(addressOf('directoryUsers'))).json()) as Page;
    assert.equal(users, all.value.length);
    assert.deepEqual(
      answers.map((status, place) => (status === 429 ? place : -1)).filter((place) => place >= 0),
      [2],
    );
  });

  it('end a page in the middle', async () => {
    server.addFault(directoryFaults.brokenAfter('directoryUsers', 0));
    await assert.rejects(
      get(addressOf('directoryUsers')).then((response) => response.json()),
      SyntaxError,
    );
  });

  it('lead to another host', async () => {
    server.addFault(directoryFaults.linkTo('directoryUsers', 'https://elsewhere.example/v1.0/users'));
    const page = (await (await get(addressOf('directoryUsers'))).json()) as Page;
    assert.equal(page['@odata.nextLink'], 'https://elsewhere.example/v1.0/users');
    assert.ok(page.value.length > 0);
  });
});
