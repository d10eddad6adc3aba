import { UsageReportsError } from '../../base/errors.js';
import { TimeSlicer } from '../../base/timeSlicer.js';
import { decodeCsv } from '../../core/table/csv/decodeCsv.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { neededFrom } from '../../core/users/joined/keptReport.js';
import { UserJoin } from '../../core/users/joined/joinUsers.js';
import { LocalTable } from './localTable.js';
import type { UserFile, UsersTable } from './userFile.js';

export interface JoinLocallyOptions {
  readonly signal?: AbortSignal;
  /** Files whose columns the table has as well. */
  readonly attributes?: readonly AttributesFile[];
}

/**
 * Decodes and joins reports about users in this process, one after the other: of each only what is joined stays in memory.
 *
 * @throws the signal's `AbortError`
 */
export async function joinLocally(
  files: readonly UserFile[],
  { signal, attributes }: JoinLocallyOptions = {},
): Promise<UsersTable> {
  const join = new UserJoin(new TimeSlicer(signal));
  for (const file of files) {
    const { facts } = file;
    try {
      const decode = facts.format === 'csv' ? decodeCsv : decodeJson;
      const table = await decode(file.chunks(), facts.definition, { signal, isNeeded: neededFrom(facts.definition) });
      await join.add({ ...facts, table });
    } catch (error) {
      if (!(error instanceof UsageReportsError)) {
        throw error;
      }
      join.addUnreadable(facts);
    }
  }
  const { table: joined, facts } = await join.finish();
  const table = attributes === undefined ? joined : await withAttributes(joined, attributes, signal);
  return { table: new LocalTable(table, facts.fetchedAt, facts.refreshDate), facts };
}

async function withAttributes(joined: ReportTable, attributes: readonly AttributesFile[], signal?: AbortSignal) {
  const { addAttributes } = await import('../../core/users/attributes/addAttributes.js');
  return addAttributes(joined, USERS_REPORT, attributes, signal);
}
