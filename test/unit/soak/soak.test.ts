import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MS_PER_DAY } from '../../../src/base/dates.js';
import { startSampleServer } from '../../support/sampleServer.js';
import { textOf } from '../../support/streams.js';
import { type Measure, temporaryFilesIn } from './measure.js';
import { REPORTS, Rooms } from './rooms.js';

/** `npm run soak` sets it to 2,000. */
const ROUNDS = Number(process.env['USAGE_REPORTS_SOAK_ROUNDS'] ?? 120);

/** A round that keeps its report or its thread keeps many times as much. */
const MOST_HEAP_BYTES_PER_ROUND = 2_000;
/** What the garbage collector has not come to yet, and code that was compiled meanwhile. */
const HEAP_NOISE_BYTES = 2_500_000;
/** Connections that `fetch` keeps open for the next request come and go. */
const RESOURCE_NOISE = 6;

interface Outcome {
  readonly done: Readonly<Record<string, number>>;
  readonly measures: readonly Measure[];
}

describe(`after ${ROUNDS} openings, collections and kills`, function () {
  this.timeout(60_000 + ROUNDS * 2_000);

  let folder: string;
  let outcome: Outcome;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'usage-reports-soak-'));
    const temporary = path.join(folder, 'tmp');
    await mkdir(temporary);
    const script = fileURLToPath(new URL('./soakProcess.mjs', import.meta.url));
    const child = spawn(process.execPath, ['--expose-gc', script, 'soak', folder, String(ROUNDS)], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    const text = await textOf(child.stdout);
    await ended;
    assert.notEqual(text, '', 'the soak came to its end');
    outcome = JSON.parse(text) as Outcome;
    console.log(`      ${JSON.stringify(outcome.done)}`);
    for (const measured of outcome.measures) {
      console.log(`      ${JSON.stringify(measured)}`);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** How much more there is at the end than after the warm-up. */
  const growthOf = (name: keyof Measure) => outcome.measures.at(-1)![name] - outcome.measures[0]![name];

  it('everything was done many times', () => {
    for (const name of [
      'opened',
      'left early',
      'histories',
      'on a thread',
      'compared',
      'collected',
      'tidied',
      'killed',
    ]) {
      assert.ok((outcome.done[name] ?? 0) >= ROUNDS / 100, `${name}: ${outcome.done[name]}`);
    }
  });

  it('memory is where it was', () => {
    const most = HEAP_NOISE_BYTES + ROUNDS * MOST_HEAP_BYTES_PER_ROUND;
    assert.ok(growthOf('heapBytes') < most, `${growthOf('heapBytes')} bytes of heap more`);
    assert.ok(growthOf('bufferBytes') < HEAP_NOISE_BYTES, `${growthOf('bufferBytes')} bytes of buffers more`);
  });

  it('listeners, handles and temporary files are where they were', () => {
    for (const name of ['listeners', 'processListeners', 'descriptors', 'temporaryFiles'] as const) {
      assert.equal(growthOf(name), 0, name);
    }
    assert.ok(growthOf('resources') <= RESOURCE_NOISE, `${growthOf('resources')} resources more`);
  });

  it('what killed collections left is gone once it is old, every snapshot is whole, and collecting goes on', async () => {
    const archiveFolder = path.join(folder, 'archive');
    const old = new Date(Date.now() - MS_PER_DAY);
    for (const name of await temporaryFilesIn(archiveFolder)) {
      await utimes(path.join(archiveFolder, name), old, old);
    }
    const server = await startSampleServer();
    try {
      const rooms = new Rooms(archiveFolder, server.origin, () => new Date());
      const { signal } = new AbortController();
      const { finished, failure } = await rooms.collect(signal);
      assert.equal(failure, undefined);
      assert.ok(finished.every(({ outcome: { kind } }) => kind !== 'failed'));
      await rooms.archive.cleanUp();
      assert.deepEqual(await temporaryFilesIn(archiveFolder), []);
      let snapshots = 0;
      for (const tenant of await rooms.archive.tenants()) {
        for await (const key of rooms.archive.keys(tenant)) {
          for await (const snapshot of rooms.archive.history(key)) {
            assert.ok(await snapshot.verify(), `${key.report} of ${snapshot.day}`);
            snapshots++;
          }
        }
      }
      assert.ok(snapshots > REPORTS.length, `${snapshots} snapshots`);
      await rooms.openAndClose(rooms.ref(REPORTS[0]!, { history: true }));
    } finally {
      await server.close();
    }
  });
});
