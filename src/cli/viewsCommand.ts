import * as l10n from '@vscode/l10n';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { plural } from '../l10n/plurals.js';
import { missingViewTexts } from '../l10n/sqlViewTexts.js';
import { Archive } from '../services/archive/archive.js';
import { sqlViews } from '../services/sqlViews/sqlViews.js';
import type { ViewsArguments } from './arguments.js';
import type { Ending } from './ending.js';
import { exitCodes } from './exitCodes.js';
import { refuseInArchive } from './outPath.js';
import type { Reporter } from './reporter.js';
import { writeWhole } from './writeWhole.js';

export interface ViewsCommandOptions {
  /** Its paths are absolute. */
  readonly arguments: ViewsArguments;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  readonly ending: Pick<Ending, 'signal' | 'end'>;
}

/**
 * Writes SQL with views over an archive. Reads no row of it, except for files that somebody added.
 * @returns the exit code
 */
export async function viewsCommand({
  arguments: { archive: folder, out, engine, shared },
  catalog,
  reporter,
  ending,
}: ViewsCommandOptions): Promise<number> {
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  await refuseInArchive(out, folder);
  await stat(folder).catch((error: unknown) => {
    throw new UsageReportsError('storage', l10n.t("The archive folder doesn't exist."), {}, { cause: error });
  });
  const archive = new Archive(folder, { isShared: () => shared, onWarning: (error) => warn(error.message) });
  const made = await sqlViews(archive, catalog, {
    engine,
    archive: await fromFolderOf(out, folder),
    signal: ending.signal,
  });
  const { sql, reports } = made;
  if (reports === 0) {
    throw new UsageReportsError('notFound', l10n.t('No reports are archived.'), { code: 'notArchived' });
  }
  missingViewTexts(made).forEach(warn);
  await writeWhole(out, inOneChunk(sql), false, ending.signal);
  reporter.report(
    { event: 'views', engine, reports, file: out },
    plural(
      reports,
      { one: l10n.t('Views of {0} report written to {1}'), other: l10n.t('Views of {0} reports written to {1}') },
      out,
    ),
  );
  return ending.end(exitCodes.all);
}

/** The archive from where the file is, so that both can be copied together; absolute where no path leads there, as from another drive. */
async function fromFolderOf(file: string, archive: string): Promise<string> {
  // By way of a link, the folder above is another one.
  const [folder, root] = await Promise.all([
    realpath(path.dirname(file)).catch(() => path.dirname(file)),
    realpath(archive),
  ]);
  return (path.relative(folder, root) || root).replaceAll(path.sep, '/');
}

async function* inOneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
