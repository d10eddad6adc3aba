import assert from 'node:assert/strict';
import { isCancelled } from '../../../../src/base/errors.js';
import type { FaultEffect } from '../../../support/graphFaults.js';
import { ended, threadsOf } from '../tables/threads.js';
import { failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';

const large = 'x'.repeat(1_000_000);

describe('GraphClient and large pages', () => {
  const { open, graphRequests } = useHarness();
  const answer = (body: string): FaultEffect => ({
    kind: 'respond',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body,
  });

  it('parses small ones on this thread, and large ones on another that ends with the report', async () => {
    const small = await open({ pages: [[1], [2]] });
    assert.deepEqual(await threadsOf(() => fetchAll(small.client, jsonRequest)), []);
    await small.close();
    const { client } = await open({ pages: [[1, large], [2, large], [3], [4, large]] });
    let rows: unknown[] = [];
    const threads = await threadsOf(async () => {
      const { chunks } = await fetchAll(client, jsonRequest);
      rows = chunks.flatMap((page) => (JSON.parse(Buffer.from(page).toString()) as { value: unknown[] }).value);
    });
    assert.deepEqual(rows, [1, large, 2, large, 3, 4, large]);
    assert.equal(threads.length, 2, 'one for the first page, one for the others');
    await ended(threads);
  });

  it('says of them what it says of small ones', async () => {
    for (const [body, reason] of [
      [`{"value":["${large}"`, 'brokenAnswer'],
      [`{"values":["${large}"]}`, 'brokenAnswer'],
      [`{"value":["${large}"],"@odata.nextLink":7}`, 'brokenAnswer'],
      [`{"value":[${'['.repeat(600_000)}${']'.repeat(600_000)}]}`, 'brokenAnswer'],
      [`{"error":{"code":"TooManyRequests","message":"Slow down."},"value":["${large}"]}`, 'throttled'],
    ] as const) {
      const harness = await open();
      const { client, server } = harness;
      server.addFault({ effect: answer(body) });
      const threads = await threadsOf(() => failsWith(fetchAll(client, jsonRequest), reason));
      await ended(threads);
      await harness.close();
    }
  });

  it('notices the same rows in two of them', async () => {
    const { client } = await open({ pages: [[1, large], [2, large], [2, large], [4]] });
    const threads = await threadsOf(() => failsWith(fetchAll(client, jsonRequest), 'brokenAnswer'));
    assert.equal(graphRequests(), 3);
    await ended(threads);
  });

  it('ends the thread at once when it is canceled in the middle of one', async () => {
    // A page that takes seconds: nothing waits for it.
    const page = `{"value":[${'[[1],{"a":"b"}],'.repeat(2_000_000)}1]}`;
    for (const path of ['$format', '$skiptoken']) {
      const harness = await open({ pages: [[1], [2]] });
      const { client, server } = harness;
      server.addFault({ path, effect: answer(page) });
      const controller = new AbortController();
      const threads = await threadsOf(async () => {
        const fetching = fetchAll(client, jsonRequest, { signal: controller.signal });
        process.once('worker', () => controller.abort());
        await assert.rejects(fetching, isCancelled);
      });
      assert.equal(threads.length, 1);
      await ended(threads);
      await harness.close();
    }
  });

  it('leaves no thread where nobody reads the other pages', async () => {
    const { client } = await open({
      pages: [
        [1, large],
        [2, large],
      ],
    });
    const threads = await threadsOf(() => client.fetchReport(jsonRequest, { signal: new AbortController().signal }));
    assert.equal(threads.length, 1);
    await ended(threads);
  });
});
