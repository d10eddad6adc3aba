import { UsageReportsError } from '../../base/errors.js';
import { TimeSlicer } from '../../base/timeSlicer.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { directoryAttributes } from '../../core/users/attributes/directoryAttributes.js';
import type { DirectoryDays, DirectoryFile, DirectoryPart, ReadDirectory } from './directoryFiles.js';

/** See `openDirectory`. */
export async function readDirectory(files: readonly DirectoryFile[], days: DirectoryDays): Promise<ReadDirectory> {
  const tables: Partial<Record<DirectoryPart, ReportTable>> = {};
  const unreadable: DirectoryPart[] = [];
  for (const file of files) {
    const { facts } = file;
    try {
      tables[facts.part] = await decodeJson(file.chunks(), facts.definition);
    } catch (error) {
      if (!(error instanceof UsageReportsError) || facts.part === 'users') {
        throw error;
      }
      // Its own columns are missing, and not those of the others.
      unreadable.push(facts.part);
    }
  }
  return tables.users === undefined && tables.signIns === undefined
    ? { unreadable }
    : { attributes: await directoryAttributes({ ...tables, ...days }, new TimeSlicer(undefined)), unreadable };
}
