import { availableParallelism } from 'node:os';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { FactsToJoin, OpenJoinedOptions, SizedFileToJoin } from './filesToJoin.js';
import { bytesOf, LARGE_REPORT_BYTES } from './openTable.js';

/** Reading this many times what one worker is started for takes longer than to start a second. */
const LARGE_FOR_TWO = 4;
/** Reading this many times as much takes about a second, also with two. */
const LARGE_FOR_FIRST = 8;

/** The same files, which tell when they are read. */
export function toldFiles<F extends FactsToJoin>(
  files: readonly SizedFileToJoin<F>[],
  onProgress: OpenJoinedOptions['onProgress'],
): readonly SizedFileToJoin<F>[] {
  let begun = 0;
  return files.map((file) => ({
    facts: file.facts,
    bytes: file.bytes,
    chunks: () => {
      onProgress?.(++begun, files.length);
      return file.chunks();
    },
  }));
}

/** Whether to join files takes so long that a worker has to do it. */
export function areLarge(
  files: readonly SizedFileToJoin<FactsToJoin>[],
  attributes: readonly AttributesFile[] | undefined,
): boolean {
  return sumOf(files) + bytesOf(attributes) / LARGE_REPORT_BYTES.csv > 1;
}

/** Whether two workers read the files sooner than one. */
export function areLargeForTwo(files: readonly SizedFileToJoin<FactsToJoin>[]): boolean {
  return files.length > 1 && sumOf(files) > LARGE_FOR_TWO && availableParallelism() > 1;
}

/** Whether to join files takes so long that somebody would rather see some first rows. */
export function takesLong(files: readonly SizedFileToJoin<FactsToJoin>[]): boolean {
  return sumOf(files) > LARGE_FOR_FIRST;
}

/** Files that take about as long to read as the others, and the others. */
export function halvesOf<F extends SizedFileToJoin<FactsToJoin>>(files: readonly F[]): readonly [F[], F[]] {
  const halves: [F[], F[]] = [[], []];
  for (const file of files.toSorted((one, other) => workOf(other) - workOf(one))) {
    const [one, other] = halves;
    (sumOf(one) <= sumOf(other) ? one : other).push(file);
  }
  return halves;
}

function sumOf(files: readonly SizedFileToJoin<FactsToJoin>[]): number {
  return files.reduce((sum, file) => sum + workOf(file), 0);
}

/** How long it takes to read a file, compared with a report that is large by itself. */
function workOf({ bytes, facts }: SizedFileToJoin<FactsToJoin>): number {
  return bytes / LARGE_REPORT_BYTES[facts.format];
}
