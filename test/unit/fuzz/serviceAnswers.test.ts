import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { UsageReportsError } from '../../../src/base/errors.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { GraphClient } from '../../../src/services/graph/client.js';
import { defaultLimits } from '../../../src/services/graph/limits.js';
import { ReportService } from '../../../src/services/reports/reportService.js';
import { openTable } from '../../../src/services/tables/openTable.js';
import { fuzz } from '../../support/fuzz.js';
import { type GraphServer, startGraphServer } from '../../support/graphServer.js';
import { everythingIn } from '../../support/rejections.js';
import { catalog } from '../../support/catalog.js';
import { FaultyFileSystem } from '../services/archive/faultyFileSystem.js';
import { fetchAll } from '../services/graph/harness.js';
import { bytesOf, CONNECTION, REF } from '../services/reports/reportServiceHarness.js';
import { type Answer, answers, PLANTED, PLANTED_TOKEN } from './answers.js';
import { resultOrRefusal } from './refusals.js';

const definition = catalog.find('getTeamsUserActivityCounts')!;
const requests = fc.constantFrom(
  { definition, version: 'v1.0', format: 'csv', period: 'D7' } as const,
  { definition, version: 'beta', format: 'json', period: 'D7' } as const,
  { definition, version: 'v1.0', format: 'csv', period: 'D7', etag: '"w7"' } as const,
);

/** Answers one after the other, then the last again and again. */
function inTurn(list: readonly Answer[]): () => Response {
  let next = 0;
  return () => {
    const { status, headers, body } = list[Math.min(next++, list.length - 1)]!;
    return new Response(body === '' ? null : body, { status, headers });
  };
}

describe('any answers of the service', () => {
  let server: GraphServer;
  let answer: () => Response;
  before(async () => {
    server = await startGraphServer({ handler: () => Promise.resolve(answer()) });
  });
  after(() => server.close());

  /** A client that waits for nothing, before a service that answers so. Only this machine is reached. */
  function clientBefore(list: readonly Answer[]) {
    answer = inTurn(list);
    server.clearRequests();
    const log: string[] = [];
    /** What would have been sent elsewhere. */
    const outside: string[] = [];
    const client = new GraphClient({
      origin: server.origin,
      tokens: { getToken: () => Promise.resolve(PLANTED_TOKEN) },
      limits: { ...defaultLimits, pages: 20 },
      sleep: () => Promise.resolve(),
      fetch: (url, init) => {
        const { origin } = new URL(url);
        if (origin === server.origin || origin === server.downloadOrigin) {
          return fetch(url, init);
        }
        outside.push(url, JSON.stringify(init.headers ?? {}));
        return Promise.reject(new TypeError('fetch failed'));
      },
      log: { info: (line) => void log.push(line), warn: (line) => void log.push(line) },
    });
    return { client, log, outside };
  }

  fuzz(
    'are a report or a refusal, which says no secret; the token goes to Graph only',
    600,
    fc.record({ list: answers, request: requests }),
    async ({ list, request }) => {
      const { client, log, outside } = clientBefore(list);
      const fetched = await resultOrRefusal(() => fetchAll(client, request));
      const refusals = fetched instanceof UsageReportsError ? [fetched] : [];
      if (!(fetched instanceof UsageReportsError) && fetched.answer.status === 'data') {
        const { format } = fetched.answer;
        const chunks = (async function* () {
          yield* await Promise.resolve(fetched.chunks);
        })();
        const table = await resultOrRefusal(() => openTable(chunks, format, definition));
        if (table instanceof UsageReportsError) {
          refusals.push(table);
        } else {
          table.dispose();
        }
      }
      assert.doesNotMatch([...log, ...refusals.map(everythingIn)].join('\n'), PLANTED);
      assert.doesNotMatch(outside.join('\n'), /eyJ|^http:/m);
      for (const { port, method, headers } of server.requests) {
        assert.equal(method, 'GET');
        assert.ok(port === 'graph' || !('authorization' in headers), 'a token reached the download host');
      }
    },
  );

  fuzz('leave nothing in the archive but whole snapshots that can be opened', 150, answers, async (list) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'usage-reports-fuzz-'));
    try {
      const { client } = clientBefore(list);
      // Nobody pulls the plug here, and syncing takes most of the time.
      const archive = new Archive(folder, { fileSystem: new FaultyFileSystem().fs });
      const service = new ReportService({
        catalog: () => catalog,
        connection: () => CONNECTION,
        archive,
        fetchReport: (_, request, options) => client.fetchReport(request, options),
        now: () => new Date('2026-11-20T12:00:00Z'),
        settings: () => ({ format: 'csv', freshHours: 6 }),
      });
      const { signal } = new AbortController();
      const opened = await resultOrRefusal(() => service.open(REF, { signal, orArchived: false }));
      if (!(opened instanceof UsageReportsError)) {
        opened.table.dispose();
      }
      const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      for (const tenant of await archive.tenants()) {
        for await (const key of archive.keys(tenant)) {
          const latest = await archive.latest(key);
          assert.ok(await latest?.verify());
          assert.ok((await bytesOf(latest?.chunks())).length > 0);
        }
      }
      const archived = await service.openArchived(REF, signal);
      assert.equal(
        archived !== undefined,
        files.some(({ name }) => name === 'meta.json'),
      );
      archived?.table.dispose();
      for (const { name, parentPath } of files.filter(({ name }) => !name.startsWith('part'))) {
        assert.doesNotMatch(await readFile(path.join(parentPath, name), 'utf8'), PLANTED);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
