import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunFile } from '../../../../src/services/collect/runFile.js';
import { Schedule } from '../../../../src/services/collect/schedule.js';
import { CollectFolder } from '../../../../src/services/throttling/collectFolder.js';
import { Ledger } from '../../../../src/services/throttling/ledger.js';
import { moveCollectState } from '../../../../src/services/throttling/moveCollectState.js';

const ID = '5f1c2a0e-7d3b-4a55-9c1e-0123456789ab';
const DOMAIN = 'Northlight.Example';

describe('what collections have recorded of a tenant whose ID becomes known', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'usage-reports-collect-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const ledgerOf = (name: string) => new Ledger(new CollectFolder(folder), name.toLowerCase());
  const now = new Date('2026-11-20T12:00:00Z');
  const run = { set: 'daily', startedAt: '2026-11-20T11:00:00.000Z' };

  it('counts under the ID: requests, a pause, the interrupted run, and the schedule', async () => {
    const [byDomain, byId] = [ledgerOf(DOMAIN), ledgerOf(ID)];
    await byDomain.record('csv', 'getA');
    await byDomain.record('csv', 'getA');
    await byId.record('json', 'getB');
    await byDomain.pause(60);
    await new RunFile(folder, DOMAIN).begin(run);
    const schedule = new Schedule(folder, DOMAIN);
    assert.ok(await schedule.take(24, now));
    await schedule.done(now);

    await Promise.all([moveCollectState(folder, DOMAIN, ID), moveCollectState(folder, DOMAIN, ID)]);
    await moveCollectState(folder, DOMAIN, ID);

    const { requests, pauseEndsIn } = await ledgerOf(ID).state();
    assert.deepEqual(requests.map(({ report }) => report).sort(), ['getA', 'getA', 'getB']);
    assert.ok(pauseEndsIn > 50_000);
    assert.deepEqual(await new RunFile(folder, ID).interrupted('daily', now), run);
    assert.equal(await new Schedule(folder, ID).take(24, now), false);
    const names = await readdir(new CollectFolder(folder).path);
    assert.ok(
      names.every((name) => !name.includes('northlight') || name.startsWith('turn-')),
      names.join(),
    );
  });

  it('does not replace a run of the ID by an older one of the domain, and moves nothing where there is nothing', async () => {
    await moveCollectState(folder, DOMAIN, ID);
    assert.deepEqual(await readdir(folder), []);
    await new RunFile(folder, DOMAIN).begin({ ...run, startedAt: '2026-11-20T01:00:00.000Z' });
    await new RunFile(folder, ID).begin(run);
    await moveCollectState(folder, DOMAIN, ID);
    assert.deepEqual(await new RunFile(folder, ID).interrupted('daily', now), run);
  });
});
