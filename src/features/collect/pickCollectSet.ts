import * as vscode from 'vscode';
import { type Connection, isAvailable } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { type CollectSet, reportsOf } from '../../services/collect/collectSet.js';
import { showPick } from '../common/quickInput.js';
import { plural } from '../../l10n/plurals.js';

/** Asks what to collect; each choice says how many reports the connection can read of it. */
export async function pickCollectSet(
  catalog: Catalog,
  connection: Connection,
  favorites: readonly string[],
): Promise<CollectSet | undefined> {
  const item = (label: string, set: CollectSet, icon: string, detail?: string) => {
    const count = reportsOf(set, catalog).filter((report) => isAvailable(report, connection)).length;
    const description = plural(count, { one: vscode.l10n.t('{0} report'), other: vscode.l10n.t('{0} reports') });
    return {
      label,
      description,
      iconPath: new vscode.ThemeIcon(icon),
      set,
      count,
      ...(detail === undefined ? {} : { detail }),
    };
  };
  const items = [
    item(
      vscode.l10n.t('All daily reports'),
      { kind: 'daily' },
      'graph-line',
      vscode.l10n.t('Data that Microsoft deletes after 180 days'),
    ),
    item(
      vscode.l10n.t('Favorites'),
      { kind: 'reports', reports: favorites },
      'star',
      vscode.l10n.t('Reports added to Favorites in the sidebar'),
    ),
    item(
      vscode.l10n.t('All reports'),
      { kind: 'all' },
      'database',
      vscode.l10n.t('Includes reports about individual users'),
    ),
    ...catalog.products.map(({ id, title, icon }) => item(title, { kind: 'product', product: id }, icon)),
  ];
  const picked = await showPick(
    items.filter(({ count }) => count > 0),
    { title: vscode.l10n.t('Collect Reports for {0}', connection.name), placeHolder: vscode.l10n.t('Which reports?') },
  );
  return picked?.set;
}
