import * as vscode from 'vscode';
import { permissionsOf } from '../../core/directory/datasets.js';
import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../core/directory/names.js';
import { datasetDetail, datasetLabel } from '../../l10n/directoryTexts.js';
import { displayLanguage } from '../../l10n/displayLanguage.js';
import { dayLabel } from '../../l10n/periodTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Directory, DirectoryState } from '../../services/directory/directory.js';
import { ask, showStatus } from '../common/messages.js';
import { showPicks } from '../common/quickInput.js';
import type { DirectoryFeatureOptions } from './directoryOptions.js';
import { readDirectoryData } from './readDirectoryData.js';

/**
 * Asks which data of a tenant's directory are read. Before anything new is, says what, with which permissions, and where it is kept; then
 * reads it. Asks whether what is archived of the others goes.
 */
export async function chooseDirectoryData(connection: Connection, options: DirectoryFeatureOptions): Promise<void> {
  const directory = await options.directory();
  const before = directory.switchedOn(connection);
  const chosen = await pick(connection, directory);
  if (chosen === undefined) {
    return;
  }
  const added = chosen.filter((dataset) => !before.includes(dataset));
  const removed = before.filter((dataset) => !chosen.includes(dataset));
  if (added.length > 0 && !(await agreed(connection, added, options))) {
    return;
  }
  if (removed.length > 0 && !(await switchOff(connection, removed, chosen, directory))) {
    return;
  }
  if (added.length > 0) {
    await switchOn(connection, added, [...before.filter((dataset) => !removed.includes(dataset)), ...added], options);
  }
}

async function pick(connection: Connection, directory: Directory): Promise<readonly DirectoryDataset[] | undefined> {
  const items = await Promise.all(
    DIRECTORY_DATASETS.map(async (dataset) => {
      const state = await directory.state(connection, dataset);
      const [label, detail] = [datasetLabel(dataset), datasetDetail(dataset)];
      const description = [listOf(permissionsOf([dataset])), stateText(state)]
        .filter((text) => text !== '')
        .join(' · ');
      return { label, description, detail, picked: state.isOn, dataset };
    }),
  );
  const picked = await showPicks(items, {
    title: vscode.l10n.t('Directory Data of {0}', connection.name),
    placeHolder: vscode.l10n.t('What should be read? Each needs its own permission.'),
  });
  return picked?.map(({ dataset }) => dataset);
}

function stateText({ fetchedAt }: DirectoryState): string {
  return fetchedAt === undefined ? '' : vscode.l10n.t('archived {0}', dayLabel(fetchedAt.slice(0, 10)));
}

/** Says what is going to happen. @returns whether the person wants it */
async function agreed(
  connection: Connection,
  added: readonly DirectoryDataset[],
  { archiveFolder }: DirectoryFeatureOptions,
): Promise<boolean> {
  const read = vscode.l10n.t('Read');
  const lines = added.map((dataset) => vscode.l10n.t('{0}: {1}', datasetLabel(dataset), datasetDetail(dataset)));
  const isPersonal = added.some((dataset) => dataset !== 'subscribedSkus');
  const detail = [
    lines.join('\n'),
    connection.kind === 'sample'
      ? vscode.l10n.t('Sample data. No permission is needed.')
      : vscode.l10n.t('Permissions: {0}. An administrator may have to consent to them.', listOf(permissionsOf(added))),
    isPersonal
      ? vscode.l10n.t(
          'This is personal data. It is archived in {0}, and kept as long as reports about users. Other extensions that read reports get it with them.',
          archiveFolder(),
        )
      : vscode.l10n.t('It is archived in {0}.', archiveFolder()),
  ].join('\n\n');
  return (await ask(vscode.l10n.t('Read directory data of {0}?', connection.name), detail, read)) === read;
}

/** A sign-in that the person closes switches off again what was about to be read. */
async function switchOn(
  connection: Connection,
  added: readonly DirectoryDataset[],
  all: readonly DirectoryDataset[],
  options: DirectoryFeatureOptions,
): Promise<void> {
  const directory = await options.directory();
  await directory.switchTo(connection, all);
  const { declined } = await readDirectoryData(connection, added, options);
  // The token may have told the tenant only now, and what is on belongs to one.
  await directory.switchTo(
    connection,
    all.filter((dataset) => !declined.includes(dataset)),
  );
  directory.forgetFailures(connection, declined);
}

/** @returns false where the person changed their mind */
async function switchOff(
  connection: Connection,
  removed: readonly DirectoryDataset[],
  kept: readonly DirectoryDataset[],
  directory: Directory,
): Promise<boolean> {
  const states = await Promise.all(removed.map((dataset) => directory.state(connection, dataset)));
  const archived = removed.filter((_, index) => states[index]?.fetchedAt !== undefined);
  const names = listOf(removed.map(datasetLabel));
  const [remove, keep] = [vscode.l10n.t('Delete'), vscode.l10n.t('Keep')];
  const answer =
    archived.length === 0
      ? keep
      : await ask(
          vscode.l10n.t('Also delete what is archived of {0}?', names),
          vscode.l10n.t('It is not read any more. What is kept stays in use, with the day that it was read on.'),
          remove,
          keep,
        );
  if (answer === undefined) {
    return false;
  }
  await directory.switchTo(
    connection,
    kept.filter((dataset) => directory.switchedOn(connection).includes(dataset)),
  );
  directory.forgetFailures(connection, removed);
  if (answer === remove) {
    await directory.delete(connection, archived);
    showStatus(vscode.l10n.t('Directory data deleted'));
  }
  return true;
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(displayLanguage(), { type: 'conjunction' }).format(names);
}
