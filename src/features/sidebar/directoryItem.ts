import * as vscode from 'vscode';
import { commandId } from '../../commandIds.js';
import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../core/directory/names.js';
import { datasetLabel } from '../../l10n/directoryTexts.js';
import { momentLabel, shortMomentLabel } from '../../l10n/periodTexts.js';
import type { DirectoryState } from '../../services/directory/directory.js';
import { viewItem } from '../common/contextKeys.js';
import { tooltip } from '../common/tooltip.js';

/** The item of a tenant's directory: whether its data are off, when they were read, or that this failed. A click asks what is read. */
export async function directoryItem(
  stateOf: (dataset: DirectoryDataset) => Promise<DirectoryState>,
  now: Date,
): Promise<vscode.TreeItem> {
  const states = await Promise.all(DIRECTORY_DATASETS.map(stateOf));
  const lines = await Promise.all(
    DIRECTORY_DATASETS.map(async (dataset, index) =>
      vscode.l10n.t('{0}: {1}', datasetLabel(dataset), await longText(states[index], now)),
    ),
  );
  const item = new vscode.TreeItem(vscode.l10n.t('Directory'));
  const { short, icon = new vscode.ThemeIcon('organization') } = shortText(states, now);
  item.description = short;
  item.iconPath = icon;
  item.contextValue = viewItem('directory', states.some(({ isOn }) => isOn) && 'directoryOn');
  item.tooltip = tooltip(
    [vscode.l10n.t("Data of the tenant's directory. Nothing is read unless you choose it.")],
    ...lines.map((line) => [line]),
  );
  item.accessibilityInformation = { label: [vscode.l10n.t('Directory'), ...lines].join(', ') };
  item.command = { command: commandId('chooseDirectoryData'), title: vscode.l10n.t('Choose Directory Data…') };
  return item;
}

/** Of data that are off and still archived, too: they are in use. */
function shortText(
  states: readonly DirectoryState[],
  now: Date,
): { readonly short: string; readonly icon?: vscode.ThemeIcon } {
  if (states.some(({ isLoading }) => isLoading)) {
    return { short: vscode.l10n.t('loading…'), icon: new vscode.ThemeIcon('loading~spin') };
  }
  if (states.some(({ isOn, error }) => isOn && error !== undefined)) {
    const color = new vscode.ThemeColor('list.errorForeground');
    return { short: vscode.l10n.t('failed'), icon: new vscode.ThemeIcon('error', color) };
  }
  const [oldest] = states.flatMap(({ fetchedAt }) => fetchedAt ?? []).sort();
  if (oldest !== undefined) {
    const moment = shortMomentLabel(oldest, now);
    return { short: states.some(({ isOn }) => isOn) ? moment : vscode.l10n.t('off, kept from {0}', moment) };
  }
  return { short: states.some(({ isOn }) => isOn) ? vscode.l10n.t('never read') : vscode.l10n.t('off') };
}

async function longText(state: DirectoryState | undefined, now: Date): Promise<string> {
  if (state === undefined) {
    return '';
  }
  const { isOn, isLoading, fetchedAt, error } = state;
  if (isLoading) {
    return vscode.l10n.t('loading');
  }
  const read = fetchedAt === undefined ? undefined : vscode.l10n.t('read {0}', momentLabel(fetchedAt, now));
  const { errorTextsFor } = await import('../../l10n/errorTexts.js');
  const present = !isOn ? vscode.l10n.t('off') : error !== undefined ? errorTextsFor(error).text : undefined;
  return [read, present].filter((part) => part !== undefined).join(' · ') || vscode.l10n.t('never read');
}
