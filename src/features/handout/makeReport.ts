import * as vscode from 'vscode';
import { dayOf } from '../../base/dates.js';
import type { CommandArgument } from '../../commandIds.js';
import type { HandoutDocument } from '../../core/handout/document.js';
import { handoutFile } from '../../core/handout/files/handoutFile.js';
import { handoutFileName } from '../../core/handout/files/handoutFileName.js';
import type { HandoutFormat } from '../../core/handout/files/handoutFormats.js';
import { spanOfMonth, spanText } from '../../core/handout/span.js';
import { licensePricesOf } from '../../core/licenses/prices.js';
import { displayLanguage } from '../../l10n/displayLanguage.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { handoutFileTexts } from '../../l10n/handoutFileTexts.js';
import { handoutTexts } from '../../l10n/handoutTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { ArchiveQueries } from '../../services/archiveQueries/archiveQueries.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { makeHandout } from '../../services/handout/makeHandout.js';
import type { MonthGaps } from '../../core/handout/incompleteMonth.js';
import { sourceTitle } from '../../services/handout/sourceTitle.js';
import { licenseCurrency, licensePrices, minimumGroupSize } from '../../settings.js';
import { createFormat } from '../../shared/format/format.js';
import { connectionOf } from '../common/arguments.js';
import type { FileToSave } from '../common/fileToSave.js';
import { type Progress, withProgress } from '../common/progress.js';
import { appearanceOf } from './appearance.js';
import { archivedDays } from './archivedDays.js';
import { askAboutGaps } from './askAboutGaps.js';
import type { ChosenTemplate } from './chosenTemplate.js';
import { fillSampleTenant } from './fillSampleTenant.js';
import type { HandoutFeatureOptions } from './handoutFeatureOptions.js';
import { mayNameUsers } from './mayNameUsers.js';
import { notifyMade } from './notifyMade.js';
import { pickFormat } from './pickFormat.js';
import { pickMonth } from './pickMonth.js';
import { pickTemplate } from './pickTemplate.js';
import { reportsToFetch } from './reportsToFetch.js';

/** What a report is made of, beside the archive. */
interface Wanted {
  readonly chosen: ChosenTemplate;
  readonly month: string;
  readonly file: HandoutFormat;
  readonly namesUsers: boolean;
}

/**
 * Asks for a template, a month, and a format, and makes a report of them from what is archived. It requests nothing unless the person wants
 * to fetch what is missing; of a sample tenant, what its archive lacks is made.
 *
 * @throws UsageReportsError `storage` with the code `nothingArchived` if no daily report is archived; `invalidRequest` for a setting
 */
export async function makeReport(
  argument: CommandArgument<'makeReport'> | undefined,
  options: HandoutFeatureOptions,
): Promise<void> {
  const { connections, catalog, collect } = options;
  const connection = connectionOf(argument, connections) ?? connections.active;
  const chosen = await pickTemplate(catalog());
  if (chosen === undefined) {
    return;
  }
  let next = await makeFromArchive(chosen, undefined, connection, options);
  while (next !== undefined) {
    await collect(connection.id, next.set);
    next = await makeFromArchive(chosen, next.wanted, connection, options);
  }
}

/** What to fetch before the report is made again. */
interface Fetching {
  readonly wanted: Wanted;
  /** For `collect`. */
  readonly set: string;
}

/**
 * Makes a report, and asks again where the person wants another month.
 * @param known what was asked before; undefined: nothing
 * @returns undefined when nothing is left to do
 */
async function makeFromArchive(
  chosen: ChosenTemplate,
  known: Wanted | undefined,
  connection: Connection,
  options: HandoutFeatureOptions,
): Promise<Fetching | undefined> {
  const { catalog, service, directory } = options;
  // The months to offer and the report are read from the same histories.
  const canceled = new AbortController();
  const queries = new ArchiveQueries({
    ...{ service, connection, signal: canceled.signal, directory: await directory() },
    prices: licensePricesOf(licensePrices(), licenseCurrency()),
  });
  const attempt = <T>(title: string, step: (signal: AbortSignal, progress: Progress) => Promise<T>) =>
    withProgress(title, (signal, progress) => {
      signal.addEventListener('abort', () => canceled.abort(signal.reason));
      return step(signal, progress);
    });
  try {
    const archived = await attempt(vscode.l10n.t('Reading archived reports'), async (signal, progress) => {
      if (connection.kind === 'sample') {
        await fillSampleTenant(connection, options, signal, progress);
      }
      return archivedDays(chosen.template, queries);
    });
    const format = createFormat(displayLanguage());
    const titleOf = (report: string) => sourceTitle(report, catalog(), handoutTexts());
    const askMonth = () => pickMonth(archived, format, titleOf);
    const title = vscode.l10n.t('Making {0}', chosen.template.title);
    let wanted = known ?? (await askWhat(chosen, undefined, askMonth));
    while (wanted !== undefined) {
      const asked: Wanted = wanted;
      const { document, gaps } = await attempt(title, (signal, progress) =>
        make(asked, connection, queries, options, signal, progress),
      );
      // All that a sample tenant has is archived by now.
      const set = connection.kind === 'sample' ? undefined : toFetch(asked, options);
      const answer = await askAboutGaps(spanText(document.span, format), gaps, set !== undefined);
      if (answer === 'fetch' && set !== undefined) {
        return { wanted: asked, set };
      }
      if (answer === 'make') {
        const saved = await attempt(title, (signal) => options.saveFile(fileOf(asked, document, connection, signal)));
        await (saved && notifyMade(saved));
      }
      wanted = answer === 'otherMonth' ? await askWhat(chosen, asked, askMonth) : undefined;
    }
    return undefined;
  } finally {
    queries.dispose();
  }
}

/** @returns undefined where the service has no more of the month */
function toFetch({ chosen, month }: Wanted, { catalog, now }: HandoutFeatureOptions): string | undefined {
  return reportsToFetch(chosen.template, spanOfMonth(month), catalog(), dayOf(now()));
}

/** Asks for a month, and for what was not asked before. @returns `undefined` when the person pressed Escape */
async function askWhat(
  chosen: ChosenTemplate,
  before: Wanted | undefined,
  askMonth: () => Promise<string | undefined>,
): Promise<Wanted | undefined> {
  const month = await askMonth();
  const file = month === undefined ? undefined : (before?.file ?? (await pickFormat()));
  const namesUsers = file === undefined ? undefined : (before?.namesUsers ?? (await mayNameUsers(chosen.template)));
  return month === undefined || file === undefined || namesUsers === undefined
    ? undefined
    : { chosen, month, file, namesUsers };
}

interface Made {
  readonly document: HandoutDocument;
  readonly gaps: MonthGaps;
}

/** Makes the report, block after block. */
async function make(
  { chosen, month, namesUsers }: Wanted,
  connection: Connection,
  queries: ArchiveQueries,
  { catalog, now }: HandoutFeatureOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Made> {
  const { title = chosen.template.title, ...appearance } = await appearanceOf(vscode.workspace.workspaceFolders?.[0]);
  let gaps: MonthGaps = { reports: [], days: 0, allDays: 0 };
  const document = await makeHandout({
    ...{ template: { ...chosen.template, title }, span: spanOfMonth(month), tenant: connection.name },
    ...{ generatedAt: now().toISOString(), queries, catalog: catalog(), format: createFormat(displayLanguage()) },
    ...{ texts: handoutTexts(), mayNameUsers: namesUsers, ...appearance },
    errorText: (error) => errorTextsFor(error).text,
    minimumGroupSize: minimumGroupSize(),
    onGaps: (found) => (gaps = found),
    onProgress: (done, total) => {
      signal.throwIfAborted();
      const message = vscode.l10n.t('{0} of {1}', numberLabel(done), numberLabel(total));
      progress.report({ message, increment: 100 / total });
    },
  });
  return { document, gaps };
}

/** The file of a report, which goes where exports go. */
function fileOf(
  { chosen, file }: Wanted,
  document: HandoutDocument,
  { fileLabel }: Connection,
  signal: AbortSignal,
): FileToSave {
  return {
    name: handoutFileName(document, { template: chosen.id, fileLabel, format: file }),
    chunks: handoutFile(file, document, handoutFileTexts()),
    personal: document.namesUsers,
    signal,
  };
}
