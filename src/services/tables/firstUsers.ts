import { Beginning, decodeBeginning, MAX_PARTIAL_BYTES } from './partialTable.js';
import type { TableHandle } from './tableHandle.js';
import type { SizedUserFile, UserFileFacts } from './userFile.js';
import { takesLong } from './whereToJoin.js';

/** The first users, as one of the files that are joined has them. The receiver disposes of the table. */
export interface FirstUsers {
  readonly table: TableHandle;
  /** What is known of that file. */
  readonly from: UserFileFacts;
  /** Of all files, that one as well. */
  readonly files: readonly UserFileFacts[];
}

/**
 * Reads the first users while the files are being joined, if that takes long: those of the first file that has enough of them, as the joined table
 * begins with them as well. If its beginning cannot be read, nothing is shown, and the join says why.
 *
 * @param files in the order of the joined table
 * @param over aborted when the users are joined, or have failed: nothing is shown any more
 */
export async function showFirstUsers(
  files: readonly SizedUserFile[],
  onFirst: (first: FirstUsers) => void,
  over: AbortSignal,
): Promise<void> {
  const file = files.find(({ bytes }) => bytes > MAX_PARTIAL_BYTES);
  if (file === undefined || !takesLong(files)) {
    return;
  }
  try {
    const table = await firstUsersOf(file);
    if (over.aborted) {
      table?.dispose();
    } else if (table !== undefined) {
      onFirst({ table, from: file.facts, files: files.map(({ facts }) => facts) });
    }
  } catch {
    // The file is damaged, gone, or no report.
  }
}

async function firstUsersOf(file: SizedUserFile): Promise<TableHandle | undefined> {
  const { definition, format, fetchedAt } = file.facts;
  const beginning = new Beginning(format);
  for await (const chunk of file.chunks()) {
    beginning.add(chunk);
    if (beginning.isFull) {
      break;
    }
  }
  const rows = await decodeBeginning(beginning.take(), format, definition, fetchedAt);
  try {
    return await rows?.derive({ kind: 'firstUsers', report: file.facts });
  } finally {
    rows?.dispose();
  }
}
