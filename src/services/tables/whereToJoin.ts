import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { FactsToJoin, FileToJoin, OpenJoinedOptions, SizedFileToJoin } from './filesToJoin.js';
import { bytesOf, LARGE_REPORT_BYTES } from './openTable.js';

/** The same files, which tell when they are read. */
export function toldFiles<F extends FactsToJoin>(
  files: readonly FileToJoin<F>[],
  onProgress: OpenJoinedOptions['onProgress'],
): readonly FileToJoin<F>[] {
  return files.map((file, at) => ({
    facts: file.facts,
    chunks: () => {
      onProgress?.(at + 1, files.length);
      return file.chunks();
    },
  }));
}

/** Whether to join files takes so long that a worker has to do it. */
export function areLarge(
  files: readonly SizedFileToJoin<FactsToJoin>[],
  attributes: readonly AttributesFile[] | undefined,
): boolean {
  const share = files.reduce(
    (sum, { bytes, facts }) => sum + bytes / LARGE_REPORT_BYTES[facts.format],
    bytesOf(attributes) / LARGE_REPORT_BYTES.csv,
  );
  return share > 1;
}
