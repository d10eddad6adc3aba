import * as vscode from 'vscode';
import type { CloudId } from '../../services/auth/connections/clouds.js';
import { cloudLabel } from '../../l10n/cloudTexts.js';
import { viewItem } from '../common/contextKeys.js';
import { missingReportUri } from './missingReportDecorations.js';
import type { MissingNode, MissingReportNode } from './nodes.js';
import { plural } from '../../l10n/plurals.js';

/** The item at the end of the root: no report of the catalog is missing without a word. */
export function missingItem({ count }: MissingNode, cloud: CloudId, expanded: boolean): vscode.TreeItem {
  const label = plural(
    count,
    {
      one: vscode.l10n.t("{0} report isn't available in {1}"),
      other: vscode.l10n.t("{0} reports aren't available in {1}"),
    },
    cloudLabel(cloud),
  );
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, expanded ? Expanded : Collapsed);
  item.iconPath = new vscode.ThemeIcon('circle-slash');
  item.tooltip = vscode.l10n.t(
    "Microsoft Graph doesn't offer the same reports in every cloud. These don't exist in {0}, whatever your permissions.",
    cloudLabel(cloud),
  );
  item.accessibilityInformation = { label };
  item.contextValue = viewItem('missing');
  return item;
}

/** A report to read about, not to open. */
export function missingReportItem(
  { definition, product, productIsMissing }: MissingReportNode,
  cloud: CloudId,
): vscode.TreeItem {
  const item = new vscode.TreeItem(definition.title, vscode.TreeItemCollapsibleState.None);
  const why = productIsMissing
    ? vscode.l10n.t('Microsoft publishes no reports about {0} in {1}.', product.title, cloudLabel(cloud))
    : vscode.l10n.t(
        'Microsoft publishes other reports about {0} in {1}, but not this one ({2}).',
        product.title,
        cloudLabel(cloud),
        definition.name,
      );
  const short = vscode.l10n.t('not in this cloud');
  item.description = `${product.title} · ${short}`;
  item.tooltip = `${definition.description}\n\n${why}`;
  item.iconPath = new vscode.ThemeIcon(product.icon, new vscode.ThemeColor('disabledForeground'));
  item.resourceUri = missingReportUri(definition.name);
  item.accessibilityInformation = { label: [definition.title, product.title, short, why].join(', ') };
  item.contextValue = viewItem('missingReport');
  return item;
}
