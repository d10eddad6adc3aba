import * as l10n from '@vscode/l10n';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { USERS_REPORT } from '../core/users/joined/joinedColumns.js';
import { joinedSnapshots } from '../l10n/joinedSnapshots.js';
import { plural } from '../l10n/plurals.js';
import { openUsers } from '../services/users/joinedUsers.js';
import { openArchive, serviceOf } from './archivedTenant.js';
import type { UsersArguments } from './arguments.js';
import { attributesFrom } from './attributes.js';
import type { Ending } from './ending.js';
import { exitCodes } from './exitCodes.js';
import { joinedCautions } from './joinedCautions.js';
import type { Reporter } from './reporter.js';
import { writeTable } from './writeTable.js';

export interface UsersCommandOptions {
  /** Its paths are absolute. */
  readonly arguments: UsersArguments;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  readonly ending: Pick<Ending, 'signal' | 'end'>;
}

/**
 * Writes all users of an archived tenant to a file, joined from the reports about users. Sends no request.
 * @returns the exit code
 */
export async function usersCommand({
  arguments: args,
  catalog,
  reporter,
  ending,
}: UsersCommandOptions): Promise<number> {
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const archived = await openArchive(args, warn);
  const { connection } = archived;
  const service = serviceOf(archived, catalog, await attributesFrom(args));
  const opened = await openUsers(service, connection, { signal: ending.signal });
  service.dispose();
  if (opened === undefined) {
    const message = l10n.t("The archive doesn't have any report about users that can be joined.");
    throw new UsageReportsError('notFound', message, { code: 'notArchived' });
  }
  const { table, facts } = opened;
  try {
    const { refreshDate, fetchedAt } = facts;
    const joined = joinedSnapshots(facts, catalog);
    const made = { table, definition: USERS_REPORT, connection, refreshDate, fetchedAt, personal: true, joined };
    const ofAttributes = await writeTable(made, { ...args, signal: ending.signal });
    [...joinedCautions(facts, catalog), ...ofAttributes].forEach(warn);
    const rows = table.rowCount;
    reporter.report(
      { event: 'users', rows, file: args.out, reports: facts.sources },
      plural(rows, { one: l10n.t('{0} user written to {1}'), other: l10n.t('{0} users written to {1}') }, args.out),
    );
    return ending.end(exitCodes.all);
  } finally {
    table.dispose();
  }
}
