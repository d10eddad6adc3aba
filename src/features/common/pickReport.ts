import * as vscode from 'vscode';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { type Catalog, isBetaOnly, matchesWords } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { selectableDates } from '../../core/catalog/period.js';
import { type Cloud, isPublished } from '../../core/catalog/chooseVersion.js';
import type { ReportRef } from '../../shared/report.js';
import { dayLabel, periodLabel } from '../../l10n/periodTexts.js';

interface ReportItem extends vscode.QuickPickItem {
  readonly definition?: ReportDefinition;
}

interface ParameterItem extends vscode.QuickPickItem {
  readonly parameter?: { readonly period?: string; readonly date?: string };
}

/**
 * Asks for a report of those that the connection's cloud publishes, then for its period or day. The second question leads back to the
 * first.
 * @returns `undefined` when the person pressed Escape
 */
export async function pickReport(
  catalog: Catalog,
  connection: Connection,
  title: string,
  now: Date,
): Promise<ReportRef | undefined> {
  for (;;) {
    const definition = await pickDefinition(catalog, publishedCloud(connection.cloud), title);
    if (definition === undefined) {
      return undefined;
    }
    const parameter = await pickParameter(definition, title, now);
    if (parameter !== 'back') {
      return parameter === undefined ? undefined : { connection: connection.id, report: definition.name, ...parameter };
    }
  }
}

async function pickDefinition(catalog: Catalog, cloud: Cloud, title: string): Promise<ReportDefinition | undefined> {
  const items = catalog.products.flatMap((product): ReportItem[] => {
    const reports = catalog.reports.filter((report) => report.product === product.id && isPublished(report, cloud));
    if (reports.length === 0) {
      return [];
    }
    return [
      { label: product.title, kind: vscode.QuickPickItemKind.Separator },
      ...reports.map((definition) => ({
        label: definition.title,
        description: [product.title, isBetaOnly(definition) ? 'beta' : undefined].filter(Boolean).join(' · '),
        detail: `${definition.description} — ${definition.name}`,
        iconPath: new vscode.ThemeIcon(product.icon),
        definition,
      })),
    ];
  });
  const pick = vscode.window.createQuickPick<ReportItem>();
  pick.items = items;
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Which report? Type a word of its title, product, or function name');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // VS Code looks through what an item shows, and earlier titles are not shown.
  let found = '';
  pick.onDidChangeValue((value) => {
    const findable = items.map((item) => {
      const alwaysShow =
        value.trim() !== '' && item.definition !== undefined && matchesWords(item.definition, catalog, value);
      return { ...item, alwaysShow };
    });
    const names = findable.flatMap(({ alwaysShow, definition }) => (alwaysShow ? [definition?.name] : [])).join();
    if (names !== found) {
      found = names;
      pick.items = findable;
    }
  });
  const picked = await resultOf(pick);
  return picked === 'back' ? undefined : picked?.definition;
}

async function pickParameter(
  { periods, acceptsDate, title: reportTitle }: ReportDefinition,
  title: string,
  now: Date,
): Promise<{ period?: string; date?: string } | 'back' | undefined> {
  if (periods.length === 0 && !acceptsDate) {
    return {};
  }
  const items: ParameterItem[] = periods.map((period) => ({
    label: periodLabel(period),
    description: period,
    parameter: { period },
  }));
  if (acceptsDate) {
    items.push(
      { label: vscode.l10n.t('Single Day (UTC)'), kind: vscode.QuickPickItemKind.Separator },
      ...selectableDates(now).map((date) => ({ label: dayLabel(date), description: date, parameter: { date } })),
    );
  }
  return pickWithBack(items, `${title}: ${reportTitle}`, vscode.l10n.t('Which period?'));
}

/** A quick pick with VS Code's own back button. */
async function pickWithBack(
  items: readonly ParameterItem[],
  title: string,
  placeholder: string,
): Promise<{ period?: string; date?: string } | 'back' | undefined> {
  const pick = vscode.window.createQuickPick<ParameterItem>();
  pick.items = items;
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  const picked = await resultOf(pick);
  return picked === 'back' ? picked : picked?.parameter;
}

/** Shows a quick pick. @returns `undefined` when the user pressed Escape */
async function resultOf<T extends vscode.QuickPickItem>(pick: vscode.QuickPick<T>): Promise<T | 'back' | undefined> {
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidAccept(() => resolve(pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
