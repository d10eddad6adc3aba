import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { CollectFolder } from '../../../../src/services/throttling/collectFolder.js';
import { Ledger } from '../../../../src/services/throttling/ledger.js';
import { fuzz } from '../../../support/fuzz.js';

const TENANT = 'northlight.example';
const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T06:00:00Z');

describe('the ledger of requests', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'usage-reports-ledger-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const folder = () => path.join(root, '.collect', TENANT);
  const entry = (what: string, at: number) => `${what}_${at}_0123456789ab`;
  const put = async (...names: readonly string[]) => {
    await mkdir(folder(), { recursive: true });
    await Promise.all(names.map((name) => writeFile(path.join(folder(), name), '')));
  };
  /** A process of its own, at a time of the system clock. */
  const processAt = (now: number) =>
    new Ledger(new CollectFolder(root), TENANT, { now: () => now, monotonic: () => 1000 + now });

  const ahead = fc.oneof(
    fc.integer({ min: 1, max: 100 * 365 * 24 * HOUR }),
    fc.integer({ min: 1, max: 3 * HOUR }),
    fc.integer({ min: 1, max: 9 * 60_000 }),
  );
  const pause = fc.integer({ min: 1, max: 3600 }).map((seconds) => `pause_${seconds}`);
  const what = fc.oneof(pause, fc.constantFrom('csv_getX', 'json_getX'));

  fuzz(
    'ends every entry of a clock of the future, for each later process',
    100,
    fc.tuple(what, ahead),
    async ([kind, by]) => {
      await rm(root, { recursive: true, force: true });
      await put(entry(kind, START + by));
      const first = await processAt(START).state();
      assert.ok(first.pauseEndsIn > 0 || first.requests.length === 1, 'it counts once');
      // Runs of the command line, one an hour: the second one is the last that can still be held up.
      await processAt(START + HOUR).state();
      assert.deepEqual(await processAt(START + 2 * HOUR).state(), { requests: [], pauseEndsIn: 0 });
    },
  );

  it('ends a pause of the far future by the time at which it was first seen', async () => {
    await put(entry('pause_3600', START + 365 * 24 * HOUR));
    assert.equal((await processAt(START).state()).pauseEndsIn, HOUR);
    assert.equal((await processAt(START + HOUR / 4).state()).pauseEndsIn, (HOUR * 3) / 4);
    assert.equal((await processAt(START + HOUR).state()).pauseEndsIn, 0);
  });

  it('counts an entry of the future once, however many processes see it at the same moment', async () => {
    await put(entry('pause_3600', START + 24 * HOUR), entry('csv_getX', START + 24 * HOUR));
    const states = await Promise.all(Array.from({ length: 8 }, () => processAt(START).state()));
    for (const { pauseEndsIn, requests } of states) {
      assert.ok(pauseEndsIn <= HOUR && requests.length <= 1);
    }
    assert.equal((await readdir(folder())).length, 2);
    assert.equal((await processAt(START + HOUR / 10).state()).requests.length, 1);
  });

  it('leaves alone what is no entry, and what is none but has the name of one', async () => {
    const outside = path.join(root, 'outside');
    await writeFile(outside, 'mine');
    const foreign = ['notes.txt', 'pause_9999_1_0123456789ab', 'pause_1e3_1_0123456789ab', 'csv__1_0123456789ab'];
    await put(...foreign, entry('csv_getX', START));
    await mkdir(path.join(folder(), entry('csv_getFolder', START)));
    for (const at of [START, START + 24 * HOUR, START - 24 * HOUR]) {
      await symlink(outside, path.join(folder(), entry('csv_getLink', at)));
    }
    const before = await readdir(folder());
    const { requests, pauseEndsIn } = await processAt(START).state();
    assert.deepEqual([requests.map(({ report }) => report), pauseEndsIn], [['getX'], 0]);
    assert.deepEqual(await readdir(folder()), before);
  });
});
