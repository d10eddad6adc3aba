/**
 * `node --expose-gc soakProcess.mjs soak <folder> <rounds>` opens, closes, collects, and kills collections, and prints what it held before
 * and after as JSON. `… collect <folder> <origin> <instant>` is a collection that is killed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startSampleServer } from '../../support/sampleServer.js';
import { measure } from './measure.js';
import { REPORTS, Rooms } from './rooms.js';

const MS_PER_HOUR = 3_600_000;
const START = Date.parse('2026-03-01T06:00:00Z');
/** After so many rounds everything is loaded, and every cache has what it will have. */
const warmUp = (rounds: number) => Math.min(200, Math.ceil(rounds / 4));

/** It is measured after each of these parts, so that what grows can be told from what has once come. */
const PARTS = 4;

/** The same numbers in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

async function soak(folder: string, rounds: number): Promise<void> {
  let now = START;
  const server = await startSampleServer(() => new Date(now));
  const archiveFolder = path.join(folder, 'archive');
  await mkdir(archiveFolder);
  const rooms = new Rooms(archiveFolder, server.origin, () => new Date(now));
  const roll = dice(365);
  const done: Record<string, number> = {};
  let listeners = 0;
  const listen = () => {
    const subscription = rooms.service.onDidChangeState(() => undefined);
    listeners++;
    return () => {
      subscription.dispose();
      listeners--;
    };
  };

  /** A collection in a process of its own, killed at any moment of its work. */
  const kill = async (): Promise<void> => {
    const args = ['collect', archiveFolder, server.origin, new Date(now).toISOString()];
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    const reading = createInterface(child.stdout);
    const lines = reading[Symbol.asyncIterator]();
    for (let left = roll(REPORTS.length + 1); left >= 0; left--) {
      await lines.next();
    }
    for (let turns = roll(40); turns > 0; turns--) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    child.kill('SIGKILL');
    reading.close();
    await ended;
  };

  const work: readonly (readonly [share: number, name: string, run: () => Promise<unknown>])[] = [
    [30, 'opened', () => rooms.openAndClose(rooms.ref(REPORTS[roll(REPORTS.length)]!), { fresh: roll(3) === 0 })],
    [
      15,
      'left early',
      () => rooms.openAndClose(rooms.ref(REPORTS[roll(REPORTS.length)]!), { fresh: true, leavesEarly: true }),
    ],
    [10, 'histories', () => rooms.openAndClose(rooms.ref(REPORTS[roll(3)]!, { history: true }))],
    [8, 'on a thread', () => rooms.openInWorker(REPORTS[roll(REPORTS.length)]!, roll(2) === 0)],
    [10, 'compared', () => rooms.compareNewest(REPORTS[roll(REPORTS.length)]!)],
    [8, 'collected', () => rooms.collect(new AbortController().signal)],
    [
      4,
      'cancelled',
      () => {
        const stop = new AbortController();
        return rooms.collect(stop.signal, () => stop.abort());
      },
    ],
    [3, 'tidied', () => rooms.archive.cleanUp()],
    [12, 'killed', kill],
  ];

  const round = async (): Promise<void> => {
    now += MS_PER_HOUR;
    const close = listen();
    let at = roll(work.reduce((sum, [share]) => sum + share, 0));
    const [, name, run] = work.find(([share]) => (at -= share) < 0)!;
    await run();
    close();
    done[name] = (done[name] ?? 0) + 1;
    server.clearRequests();
  };

  const measured = () => measure(() => listeners, [tmpdir()]);
  await rooms.collect(new AbortController().signal);
  const first = warmUp(rounds);
  for (let left = first; left > 0; left--) {
    await round();
  }
  const measures = [await measured()];
  for (let part = 0; part < PARTS; part++) {
    for (let left = Math.ceil(rounds / PARTS); left > 0; left--) {
      await round();
    }
    measures.push(await measured());
  }
  await server.close();
  writeSync(1, JSON.stringify({ done, measures }));
}

async function collect(folder: string, origin: string, instant: string): Promise<void> {
  const say = (line: string) => void writeSync(1, `${line}\n`);
  say('begun');
  await new Rooms(folder, origin, () => new Date(instant)).collect(new AbortController().signal, say);
  say('done');
}

const [mode, folder = '', more = '', instant = ''] = process.argv.slice(2);
await (mode === 'soak' ? soak(folder, Number(more)) : collect(folder, more, instant));
