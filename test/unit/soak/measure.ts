import { readdirSync, readlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** What a process and its folders hold at a moment at which nothing is going on. */
export interface Measure {
  readonly heapBytes: number;
  readonly bufferBytes: number;
  /** Timers, sockets, threads and the like that keep the process busy. */
  readonly resources: number;
  /** Open file descriptors, where the system tells (Linux). */
  readonly descriptors: number;
  readonly processListeners: number;
  /** Of events of our own. */
  readonly listeners: number;
  readonly temporaryFiles: number;
}

declare const gc: (() => void) | undefined;

/** Files that are being closed and threads that are ending: what was left early does that on its own. */
const ENDING = /^(FS|File|Worker|Zlib)/i;
const MOST_TURNS = 10_000;

/** Collects what nobody holds any more. Finalizers free more, so it is done again after they had their turn. */
async function collectGarbage(): Promise<void> {
  if (typeof gc !== 'function') {
    throw new Error('Memory is measured with node --expose-gc.');
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (let round = 0; round < 5; round++) {
    for (
      let turns = 0;
      turns < MOST_TURNS && process.getActiveResourcesInfo().some((name) => ENDING.test(name));
      turns++
    ) {
      await turn();
    }
    gc();
    await turn();
  }
}

/**
 * @param listeners how many listeners the events of our own have now
 * @param temporary folders in which nothing temporary may stay
 */
export async function measure(listeners: () => number, temporary: readonly string[]): Promise<Measure> {
  await collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return {
    heapBytes: heapUsed,
    bufferBytes: arrayBuffers,
    resources: process.getActiveResourcesInfo().length,
    descriptors: openDescriptors(),
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    listeners: listeners(),
    temporaryFiles: (await Promise.all(temporary.map(temporaryFilesIn))).flat().length,
  };
}

/** Of files and folders only: sockets come and go with the connections that `fetch` keeps for a while. */
function openDescriptors(): number {
  if (process.platform !== 'linux') {
    return 0;
  }
  return readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith('/');
    } catch {
      // The one that listed the folder.
      return false;
    }
  }).length;
}

/** Files and folders with the name of something that a writer has not finished. */
export async function temporaryFilesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  return entries.filter((name) => /(^|[/\\])\.?tmp|\.tmp\b|usage-reports-/i.test(name));
}
