import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isCancelled } from '../../../../src/base/errors.js';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Report } from '../../../../src/services/reports/report.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { catalog } from '../../../support/catalog.js';
import type { Fault } from '../../../support/graphFaults.js';
import { type GraphServer, startGraphServer } from '../../../support/graphServer.js';
import { hasReason } from '../../../support/rejections.js';
import { smallService } from '../graph/smallService.js';
import { ended, threadsOf } from '../tables/threads.js';

const REF = { connection: 'north', report: 'getTeamsUserActivityCounts', period: 'D7' };
/** Large enough for threads of their own. */
const file = Buffer.from(
  `Report Refresh Date,Team Chat Messages,Report Period\r\n${'2026-11-16,1204,7\r\n'.repeat(500_000)}`,
);
const rows = Array.from({ length: 40_000 }, () => ({ teamChatMessages: 1204, reportPeriod: '7' }));
const pages = [rows, [{ teamChatMessages: 1 }], [...rows, { teamChatMessages: 2 }]];

describe('a report that fails or is canceled', () => {
  let server: GraphServer;
  let folder = '';
  const bodies = { file };
  before(async () => {
    server = await startGraphServer({ handler: (request) => smallService({ ...bodies, pages })(request) });
  });
  after(() => server.close());
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'leftovers-'));
    bodies.file = file;
  });
  afterEach(async () => {
    server.clearFaults();
    await rm(folder, { recursive: true, force: true });
  });

  const service = (format: Format) => {
    const client = new GraphClient({
      origin: server.origin,
      fetch: (url, init) => fetch(url, init),
      tokens: { getToken: () => Promise.resolve('token') },
      sleep: () => Promise.resolve(),
    });
    return new ReportService({
      catalog: () => catalog,
      connection: () =>
        readConnections([{ id: 'north', cloud: 'custom', graphEndpoint: server.origin, tenantId: 'north.example' }])
          .connections[0]!,
      archive: new Archive(folder),
      fetchReport: (_, request, options) => client.fetchReport(request, options),
      now: () => new Date('2026-11-20T12:00:00Z'),
      settings: () => ({ format, freshHours: 6 }),
    });
  };

  /** Opens the report, and checks that nothing of it is left: no connection, no thread, no listener, no file. */
  async function leavesNothing(
    format: Format,
    open: (opening: (onEvent: () => void) => Promise<Report>, controller: AbortController) => Promise<unknown>,
  ): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const opening = (onEvent: () => void) =>
      service(format).open(REF, { signal, onStep: onEvent, onPartial: (part) => part.table.dispose() });
    const threads = await threadsOf(() => open(opening, controller));
    await ended(threads);
    await server.idle();
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
    assert.deepEqual(await openFilesIn(folder), []);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    assert.deepEqual(
      entries.filter((entry) => entry.isFile()).map(({ name }) => name),
      [],
    );
  }

  for (const format of ['csv', 'json'] as const) {
    for (const moment of [1, 2, 3, 4, 10, 30]) {
      it(`leaves nothing: ${format}, canceled at the ${moment}. step`, async () => {
        let steps = 0;
        await leavesNothing(format, async (opening, controller) => {
          const outcome = await opening(() => {
            if (++steps === moment) {
              controller.abort();
            }
          }).catch((error: unknown) => error);
          if (steps >= moment) {
            assert.ok(isCancelled(outcome), String(outcome));
            return;
          }
          // All of it came in fewer steps.
          (outcome as Report).table.dispose();
          await rm(folder, { recursive: true, force: true });
          folder = await mkdtemp(path.join(tmpdir(), 'leftovers-'));
        });
      });
    }
  }

  const faults: Readonly<Record<string, [format: Format, reason: 'truncated' | 'brokenAnswer', fault: Fault]>> = {
    'a reset': ['csv', 'truncated', { at: 'download', effect: { kind: 'resetMidBody', afterBytes: 5_000_000 } }],
    'a broken page': ['json', 'brokenAnswer', { path: '$skiptoken=2', effect: { kind: 'brokenJson' } }],
  };
  for (const [what, [format, reason, fault]] of Object.entries(faults)) {
    it(`leaves nothing: ${format}, ${what}`, async () => {
      server.addFault(fault);
      await leavesNothing(format, (opening) =>
        assert.rejects(
          opening(() => undefined),
          hasReason(reason),
        ),
      );
    });
  }

  it('leaves no connection where the rest of a file that is no report never comes', async () => {
    bodies.file = Buffer.alloc(9_000_000, 'No,column,of,this,report\r\n');
    server.addFault({ at: 'download', effect: { kind: 'hangMidBody', afterBytes: 1_000_000 } });
    await leavesNothing('csv', (opening) =>
      assert.rejects(
        opening(() => undefined),
        hasReason('notAReport'),
      ),
    );
  });
});

/** Files of a folder that this process has open. Only Linux tells. */
async function openFilesIn(folder: string): Promise<string[]> {
  const descriptors = process.platform === 'linux' ? await readdir('/proc/self/fd') : [];
  const files = await Promise.all(descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return files.filter((name) => name.startsWith(folder));
}
