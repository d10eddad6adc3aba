/**
 * A process of its own that works on an archive, for tests that kill it, starve it or let several of it race:
 * `node archiveProcess.js <job> <folder> <more>`. It says on its standard output what it has done, one line each.
 */
import { writeSync } from 'node:fs';
import { Archive } from '../../../../src/services/archive/archive.js';
import { nodeFileSystem } from '../../../../src/services/files/fileSystem.js';
import type { SnapshotKey } from '../../../../src/services/archive/names.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { FaultyFileSystem } from './faultyFileSystem.js';

const [job, folder = '', more = ''] = process.argv.slice(2);
const key: SnapshotKey = { tenant: 'contoso', report: 'getTeamsUserActivityCounts', period: 'D180' };

/** Synchronous: what was said before a kill arrives. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function keep(
  archive: Archive,
  text: string,
  refreshDate: string,
  fetchedAt = '2026-11-20T08:00:00.000Z',
): Promise<void> {
  const writer = await archive.beginSnapshot(key, { version: 'v1.0', format: 'csv' });
  try {
    const middle = Math.floor(text.length / 2);
    await writer.write(Buffer.from(text.slice(0, middle)));
    await writer.write(Buffer.from(text.slice(middle)));
    await writer.commit({ refreshDate, fetchedAt, rowCount: 1, columns: ['Report Refresh Date'] });
  } finally {
    await writer.abort();
  }
}

const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

const jobs: Record<string, () => Promise<void>> = {
  /** New days, and every third time the same day with other bytes, compressed every other time; until it is killed. */
  loop: async () => {
    const seed = Number(more);
    for (let round = 0; ; round++) {
      const index = round % 3 === 2 ? round - 1 : round;
      const text = `day ${day(index)} of ${seed}, round ${round}\r\n`.repeat(200);
      const archive = new Archive(folder, { compress: () => round % 2 === 1 });
      await keep(archive, text, day(index));
      say(`${day(index)} ${round}`);
    }
  },

  /** One snapshot; stops for good before file operation number `more`, and says so, so that it can be killed just there. */
  stopAt: async () => {
    const stopping = new FaultyFileSystem();
    stopping.before = async () => {
      if (stopping.operations === Number(more)) {
        say('stopped');
        await new Promise((resolve) => setTimeout(resolve, 600_000));
      }
    };
    await keep(new Archive(folder, { fileSystem: stopping.fs }), 'new', '2026-11-18', '2026-11-20T09:00:00.000Z');
    say('done');
  },

  /** One snapshot of `more` bytes; says the code of the failure. */
  once: async () => {
    await keep(new Archive(folder), 'x'.repeat(Number(more)), '2026-11-18').then(
      () => say('kept'),
      (error: unknown) =>
        say(error instanceof UsageReportsError ? `${error.reason} ${error.details.code}` : String(error)),
    );
  },

  /** A number of snapshots of one refresh date, one after the other, each different from those of other processes. */
  race: async () => {
    const [name = '', rounds = '0'] = more.split(',');
    // A race is about the order of renames, not about surviving a power cut: nothing waits for the disk.
    const archive = new Archive(folder, {
      fileSystem: more.includes('sync') ? nodeFileSystem : new FaultyFileSystem().fs,
    });
    for (let round = 0; round < Number(rounds); round++) {
      await keep(archive, `${name} ${round} `.repeat(1 + (round % 7)), '2026-11-18');
      say(`${name} ${round}`);
    }
  },
};

const chosen = jobs[job ?? ''];
if (chosen === undefined) {
  throw new Error(`No such job: ${job}.`);
}
void chosen();
