import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { ExceededLimit } from '../../../../src/base/errors.js';
import type { Fault } from '../../../support/graphFaults.js';
import { defaultLimits } from '../../../../src/services/graph/limits.js';
import { csvRequest, failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';

/** Small enough that the tests are fast; the real ones are checked below. */
const limits = { reportBytes: 200_000, pageBytes: 100_000, pages: 5 };
const json = { 'content-type': 'application/json' };
const row = '2026-11-16,0,0,0,0\r\n';

describe('GraphClient and a service without an end', () => {
  const { open } = useHarness();

  const faults: Readonly<Record<string, [request: typeof csvRequest, fault: Fault, exceeded: ExceededLimit]>> = {
    'a CSV file': [
      csvRequest,
      { at: 'download', effect: { kind: 'endless', begin: 'Report Refresh Date,A\r\n', piece: row } },
      { amount: 'reportBytes', most: 200_000 },
    ],
    'a single line': [
      csvRequest,
      { at: 'download', effect: { kind: 'endless', begin: 'Report Refresh Date,', piece: 'A'.repeat(1000) } },
      { amount: 'reportBytes', most: 200_000 },
    ],
    'a file that gzip has made small': [
      csvRequest,
      {
        at: 'download',
        effect: {
          kind: 'respondBytes',
          status: 200,
          headers: { 'content-encoding': 'gzip' },
          base64: gzipSync(`Report Refresh Date,A\r\n${row.repeat(100_000)}`).toString('base64'),
        },
      },
      { amount: 'reportBytes', most: 200_000 },
    ],
    'a first page': [
      jsonRequest,
      { effect: { kind: 'endless', headers: json, begin: '{"value":[1', piece: ',1' } },
      { amount: 'pageBytes', most: 100_000 },
    ],
    'blanks before a page': [
      jsonRequest,
      { effect: { kind: 'endless', headers: json, begin: '{', piece: ' '.repeat(1000) } },
      { amount: 'pageBytes', most: 100_000 },
    ],
    'a later page': [
      jsonRequest,
      { path: '$skiptoken', effect: { kind: 'endless', headers: json, begin: '{"value":[1', piece: ',1' } },
      { amount: 'pageBytes', most: 100_000 },
    ],
    'a page that announces more': [
      jsonRequest,
      {
        effect: {
          kind: 'respond',
          status: 200,
          headers: { ...json, 'content-length': '100001' },
          body: '{"value":[1]}'.padEnd(40),
        },
      },
      { amount: 'pageBytes', most: 100_000, found: 100_001 },
    ],
  };
  for (const [what, [request, fault, exceeded]] of Object.entries(faults)) {
    it(`stops at ${what}, and closes the connection`, async () => {
      const { client, server } = await open({ pages: [[1], [2]] }, { limits });
      server.addFault(fault);
      const received: number[] = [];
      const { details } = await failsWith(
        fetchAll(client, request, { onProgress: (bytes) => received.push(bytes) }),
        'tooLarge',
      );
      assert.deepEqual(details.exceeded, exceeded);
      assert.ok(Math.max(0, ...received) <= limits.reportBytes);
      assert.equal(server.requests.filter(({ port }) => port === 'graph').length, what === 'a later page' ? 2 : 1);
      await server.idle();
    });
  }

  it('stops at a file that announces more, before it reads it', async () => {
    const { client, server } = await open({}, { limits });
    server.addFault({
      at: 'download',
      effect: {
        kind: 'respond',
        status: 200,
        headers: { 'content-length': '200001' },
        body: 'Report Refresh Date\r\n',
      },
    });
    const { details } = await failsWith(
      client.fetchReport(csvRequest, { signal: new AbortController().signal }),
      'tooLarge',
    );
    assert.deepEqual(details.exceeded, { amount: 'reportBytes', most: 200_000, found: 200_001 });
    await server.idle();
  });

  it('counts all pages together', async () => {
    const large = 'x'.repeat(80_000);
    const { client } = await open({ pages: [1, 2, 3, 4].map((page) => [page, large]) }, { limits });
    const { details } = await failsWith(fetchAll(client, jsonRequest), 'tooLarge');
    assert.deepEqual(details.exceeded, { amount: 'reportBytes', most: 200_000 });
  });

  it('does not count what was thrown away and fetched again', async () => {
    const large = 'x'.repeat(80_000);
    const { client, server } = await open(
      {
        pages: [
          [1, large],
          [2, large],
        ],
      },
      { limits },
    );
    server.addFault({ path: '$skiptoken', times: 5, effect: { kind: 'truncate', afterBytes: 60_000 } });
    assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 2);
  });

  it('takes what is just within the limits', async () => {
    const file = Buffer.concat([Buffer.from('Report Refresh Date,'), Buffer.alloc(199_979, 'A'), Buffer.from('\n')]);
    const { client } = await open({ file, pages: [[1], [2], [3], [4], [5]] }, { limits });
    assert.equal((await fetchAll(client, csvRequest)).bytes.length, 200_000);
    assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 5);
  });

  it('has the limits that the documentation states', async () => {
    assert.deepEqual(defaultLimits, { reportBytes: 4_000_000_000, pageBytes: 100_000_000, pages: 10_000 });
    const stated = await readFile('docs/reference.md', 'utf8');
    for (const sentence of [/4 GB in all/, /100 MB a page/, /10,000 pages/]) {
      assert.match(stated, sentence);
    }
  });
});
