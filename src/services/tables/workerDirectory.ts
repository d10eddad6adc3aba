import type { DirectoryDays, DirectoryFile, ReadDirectory } from './directoryFiles.js';
import { thatMayBreak } from './joinInWorker.js';
import { startWorker } from './startWorker.js';

/** See `openDirectory`. */
export async function readDirectoryInWorker(
  files: readonly DirectoryFile[],
  days: DirectoryDays,
): Promise<ReadDirectory> {
  const work = { kind: 'usageReportsDirectory', files: files.map(({ facts }) => facts), days } as const;
  const { channel, facts } = await startWorker<ReadDirectory>(work, thatMayBreak(files));
  channel.end(new Error('The directory is read.'));
  return facts;
}
