import * as vscode from 'vscode';
import { MICROSOFT_CLOUDS, type MicrosoftCloud } from '../../../base/clouds.js';
import { permissionsOf } from '../../../core/directory/datasets.js';
import { DIRECTORY_DATASETS } from '../../../core/directory/names.js';
import { cloudLabel } from '../../../l10n/cloudTexts.js';
import { datasetDetail, datasetLabel } from '../../../l10n/directoryTexts.js';
import { displayLanguage } from '../../../l10n/displayLanguage.js';
import type { Connection } from '../../../services/auth/connections/connection.js';
import { showPick, showPicks } from '../../common/quickInput.js';
import type { RegistrationTool } from './appRegistration.js';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export async function pick<T>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<T>[],
): Promise<T | undefined> {
  return (await showPick(choices, { title, placeHolder, ignoreFocusOut: true }))?.value;
}

export function pickTool(title: string): Promise<RegistrationTool | undefined> {
  return pick<RegistrationTool>(title, vscode.l10n.t('Which tool do you want to run the script with?'), [
    {
      value: 'azureCli',
      label: vscode.l10n.t('Azure CLI'),
      detail: vscode.l10n.t('For Bash. Azure Cloud Shell has everything you need.'),
    },
    {
      value: 'powerShell',
      label: vscode.l10n.t('PowerShell'),
      detail: vscode.l10n.t('Requires the module Microsoft.Graph.Authentication'),
    },
  ]);
}

export function pickCloud(title: string): Promise<MicrosoftCloud | undefined> {
  return pick<MicrosoftCloud>(
    title,
    vscode.l10n.t('Which cloud is the tenant in?'),
    MICROSOFT_CLOUDS.map((value) => ({
      value,
      label: cloudLabel(value),
      ...(value === 'global' ? { description: vscode.l10n.t('Includes GCC') } : {}),
    })),
  );
}

/** @returns `undefined` for a custom cloud, which the tools have no name for, and without a connection */
export function knownCloud(connection: Connection | undefined): MicrosoftCloud | undefined {
  return connection === undefined || connection.kind === 'sample' || connection.cloud === 'custom'
    ? undefined
    : connection.cloud;
}

/**
 * Asks which directory data the app is to be able to read; none need be chosen.
 * @param allowed permissions whose data are chosen at first
 * @returns names of the permissions that the data need; `undefined` if canceled
 */
export async function pickDirectoryPermissions(
  title: string,
  placeHolder: string,
  allowed: readonly string[],
): Promise<readonly string[] | undefined> {
  const list = new Intl.ListFormat(displayLanguage(), { type: 'conjunction' });
  const items = DIRECTORY_DATASETS.map((dataset) => {
    const names = permissionsOf([dataset]);
    return {
      label: datasetLabel(dataset),
      description: list.format(names),
      detail: datasetDetail(dataset),
      picked: names.every((name) => allowed.includes(name)),
      dataset,
    };
  });
  const picked = await showPicks(items, { title, placeHolder, ignoreFocusOut: true });
  return picked && permissionsOf(picked.map(({ dataset }) => dataset));
}
