import * as vscode from 'vscode';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { selectableDates } from '../../core/catalog/period.js';
import { isPublished } from '../../core/catalog/chooseVersion.js';
import type { ReportRef } from '../../shared/report.js';
import { dayLabel, periodLabel } from '../../l10n/periodTexts.js';
import { pickDefinition } from './pickDefinition.js';
import { pickResult } from './pickResult.js';
import { plainItems } from './plainItems.js';

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
  const published = catalog.reports.filter((report) => isPublished(report, publishedCloud(connection.cloud)));
  for (;;) {
    const definition = await pickDefinition(published, catalog, { title });
    if (definition === undefined) {
      return undefined;
    }
    const parameter = await pickParameter(definition, title, now);
    if (parameter !== 'back') {
      return parameter === undefined ? undefined : { connection: connection.id, report: definition.name, ...parameter };
    }
  }
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
  pick.items = plainItems(items);
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  const picked = await pickResult(pick);
  return picked === 'back' ? picked : picked?.parameter;
}
