import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import type { IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { dayLabel } from '../../l10n/periodTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { AddedFile } from '../../services/reports/addedFiles.js';
import { type FileToAdd, readFileToAdd, recognizeFile } from '../../services/reports/fileToAdd.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { detailRetention, openSettings } from '../../settings.js';
import type { ReportRef } from '../../shared/report.js';
import { showError, showInformation, showStatus } from '../common/messages.js';
import { withDelayedProgress } from '../common/progress.js';
import { askDay, askParameter, askTenant } from './askAboutFile.js';
import { chooseFile } from './chooseFile.js';
import { chooseReport } from './chooseReport.js';
import type { FileEditors } from './fileEditors.js';
import { readFile } from './fileOnDisk.js';
import { openAsText } from './openAsText.js';

export interface AddToArchiveOptions {
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  readonly now: () => Date;
  readonly openReport: (ref: ReportRef) => Promise<unknown>;
  /** The connection that the caller named; without it, the person is asked. */
  readonly connection?: string | undefined;
  /** Name of the report as which the file is shown; absent where it isn't shown. */
  readonly shownAs?: string | undefined;
}

/**
 * Adds the file that the caller names, that is shown in front, or that the person picks.
 * @param shown the file's editor in front
 */
export async function addNamedOrShown(
  argument: CommandArgument<'addToArchive'> | undefined,
  shown: FileEditors['active'],
  options: Omit<AddToArchiveOptions, 'connection' | 'shownAs'>,
): Promise<void> {
  const { file, connection = undefined } = argument instanceof vscode.Uri ? { file: argument } : (argument ?? {});
  const uri = file ?? shown?.uri ?? (await chooseFile(vscode.l10n.t('Add to Archive')));
  if (uri !== undefined) {
    const isShown = shown?.uri.toString() === uri.toString();
    const shownAs = isShown ? shown.panel.shown?.report.definition.name : undefined;
    await addToArchive(uri, { ...options, connection, shownAs });
  }
}

/** Adds a file to the archive of a tenant, as a snapshot of its report. Asks what the file doesn't say. */
async function addToArchive(uri: vscode.Uri, options: AddToArchiveOptions): Promise<void> {
  const { connections, service, now } = options;
  const read = await readOrSay(uri, options);
  if (read === undefined) {
    return;
  }
  const connection =
    options.connection === undefined ? await askTenant(read, connections) : connections.get(options.connection);
  const parameter = connection && (read.parameter ?? (await askParameter(read)));
  const day = parameter && (read.refreshDay?.day ?? (await askDay(read, now())));
  if (connection === undefined || parameter === undefined || day === undefined) {
    return;
  }
  const added = await withDelayedProgress(vscode.l10n.t('Adding {0} to the archive', read.file.name), async () =>
    (await service.added()).add(read, { connection, parameter, day }),
  );
  // Nobody waits for the answer: the file is in the archive.
  void told(added, read, connection, day, options);
}

/** @returns `undefined` where the person canceled, or was told why the file can't be added */
async function readOrSay(uri: vscode.Uri, options: AddToArchiveOptions): Promise<FileToAdd | undefined> {
  const { catalog, now, shownAs } = options;
  const name = uri.path.split('/').at(-1) ?? uri.path;
  try {
    const file = await recognizeFile({ name, ...(await readFile(uri)) }, catalog());
    const { candidates } = file;
    const chosen =
      candidates.length === 1 || candidates.some((candidate) => candidate.name === shownAs)
        ? (shownAs ?? candidates[0].name)
        : await chooseReport(candidates, catalog());
    const definition = candidates.find((candidate) => candidate.name === chosen);
    return (
      definition &&
      (await withDelayedProgress(vscode.l10n.t('Reading {0}', name), (signal) =>
        readFileToAdd(file, definition, now(), signal),
      ))
    );
  } catch (error) {
    if (error instanceof UsageReportsError && error.reason === 'unreadableFile') {
      void said(error, uri, name);
      return undefined;
    }
    throw error;
  }
}

async function said(error: UsageReportsError, uri: vscode.Uri, name: string): Promise<void> {
  const { text, detail } = errorTextsFor(error);
  const open = vscode.l10n.t('Open as Text');
  const problem = [text, detail].filter((part) => part !== undefined).join(' ');
  if ((await showError(vscode.l10n.t("{0} wasn't added to the archive. {1}", name, problem), open)) === open) {
    await openAsText(uri);
  }
}

async function told(
  added: AddedFile,
  { definition }: FileToAdd,
  connection: Connection,
  day: IsoDate,
  { catalog, service, openReport }: AddToArchiveOptions,
): Promise<void> {
  const { ref, isNew } = added;
  const [open, remove, setting] = [vscode.l10n.t('Open'), vscode.l10n.t('Remove'), vscode.l10n.t('Open Setting')];
  const title = fullTitle(definition, catalog());
  const [tenant, lastDay] = [connection.name, dayLabel(day)];
  const hasDays = isNew && definition.kind === 'detail' && detailRetention().days !== undefined;
  const texts = [
    isNew
      ? vscode.l10n.t('Added to the archive of {1}: {0}, data up to {2}.', title, tenant, lastDay)
      : vscode.l10n.t('The archive of {1} has this file already: {0}, data up to {2}.', title, tenant, lastDay),
    hasDays
      ? vscode.l10n.t('Because it contains personal data, it is deleted after the number of days in the settings.')
      : undefined,
  ];
  const buttons = [open, ...(isNew ? [remove] : []), ...(hasDays ? [setting] : [])];
  const answer = await showInformation(texts.filter((text) => text !== undefined).join(' '), ...buttons);
  if (answer === open) {
    await openReport(ref);
  } else if (answer === remove) {
    await (await service.added()).remove(added);
    showStatus(vscode.l10n.t('Removed from the archive'));
  } else if (answer === setting) {
    await openSettings('archive.detailDays');
  }
}
