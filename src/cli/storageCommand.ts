import * as l10n from '@vscode/l10n';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { STORAGE_REPORT } from '../core/storage/storageColumns.js';
import { joinedSnapshots } from '../l10n/joinedSnapshots.js';
import { plural } from '../l10n/plurals.js';
import { storageSourcesOf } from '../l10n/storageSourcesTexts.js';
import { openStorage } from '../services/storage/openStorage.js';
import { openArchive, serviceOf } from './archivedTenant.js';
import type { StorageArguments } from './arguments.js';
import { attributesFrom } from './attributes.js';
import type { Ending } from './ending.js';
import { exitCodes } from './exitCodes.js';
import { missingCaution } from './missingCaution.js';
import type { Reporter } from './reporter.js';
import { writeTable } from './writeTable.js';

export interface StorageCommandOptions {
  /** Its paths are absolute. */
  readonly arguments: StorageArguments;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  readonly ending: Pick<Ending, 'signal' | 'end'>;
}

/**
 * Writes what mailboxes, OneDrive accounts, and sites of an archived tenant use, and how fast that grows, to a file. Sends no request.
 * @returns the exit code
 */
export async function storageCommand({
  arguments: args,
  catalog,
  reporter,
  ending,
}: StorageCommandOptions): Promise<number> {
  const { signal } = ending;
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const archived = await openArchive(args, warn);
  const service = serviceOf(archived, catalog, await attributesFrom(args));
  const opened = await openStorage(service, archived.connection, { signal });
  service.dispose();
  if (opened === undefined) {
    const message = l10n.t("The archive doesn't have any report about mailboxes, OneDrive accounts, or sites.");
    throw new UsageReportsError('notFound', message, { code: 'notArchived' });
  }
  const { table, facts } = opened;
  const { refreshDate, fetchedAt, sources } = facts;
  try {
    const { connection } = archived;
    const joined = joinedSnapshots(facts, catalog);
    const made = { table, definition: STORAGE_REPORT, connection, refreshDate, fetchedAt, personal: true, joined };
    const ofAttributes = await writeTable(made, { ...args, signal });
    const { cautions, reports } = storageSourcesOf(facts, [], catalog);
    [...cautions, ...missingCaution(reports), ...ofAttributes].forEach(warn);
    const rows = table.rowCount;
    reporter.report(
      { event: 'storage', rows, file: args.out, reports: sources },
      plural(rows, { one: l10n.t('{0} row written to {1}'), other: l10n.t('{0} rows written to {1}') }, args.out),
    );
    return ending.end(exitCodes.all);
  } finally {
    table.dispose();
  }
}
