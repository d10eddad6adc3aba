import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportRef } from '../../shared/report.js';
import type { ReportPicker } from '../common/reportPicker.js';
import { type ComparisonChoices, comparisonChoices } from './comparisonChoices.js';
import { showInformation } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly ref?: ReportRef;
  readonly tenant?: ComparisonChoices['others'][number];
}

/**
 * Asks what to compare a report with: the same report of another tenant, or another report.
 * @param addConnection is offered where there is no other tenant
 * @returns `undefined` when the person pressed Escape, or there is nothing to pick
 */
export async function pickComparison(
  own: ReportRef,
  catalog: Catalog,
  connections: readonly Connection[],
  addConnection: () => Promise<unknown>,
  picker: () => Promise<ReportPicker>,
): Promise<ReportRef | undefined> {
  const title = vscode.l10n.t('Compare With');
  const choices = comparisonChoices(own, catalog, connections);
  if (choices === undefined) {
    void showInformation(
      vscode.l10n.t(
        "Reports with a row for each user, group, or site can't be compared in charts. Choose a daily report or a report of totals.",
      ),
    );
    return undefined;
  }
  const { sameReport, others } = choices;
  if (sameReport.length === 0 && others.length === 0) {
    await offerTenant(addConnection);
    return undefined;
  }
  if (sameReport.length === 0 && others.length === 1) {
    return pickReportOf(others[0], picker, title);
  }
  const items: ChoiceItem[] = [
    ...section(
      vscode.l10n.t('Same Report'),
      sameReport.map(({ connection, ref }) => ({ label: connection.name, iconPath: icon(connection), ref })),
    ),
    ...section(
      vscode.l10n.t('Another Report'),
      others.map((tenant) => ({
        label: vscode.l10n.t('A Report of {0}…', tenant.connection.name),
        description: tenant.connection.id === own.connection ? vscode.l10n.t('this tenant') : undefined,
        iconPath: icon(tenant.connection),
        tenant,
      })),
    ),
  ];
  const picked = await showPick(items, { title, placeHolder: vscode.l10n.t('Which tenant?') });
  return picked?.ref ?? pickReportOf(picked?.tenant, picker, title);
}

async function pickReportOf(
  tenant: ComparisonChoices['others'][number] | undefined,
  picker: () => Promise<ReportPicker>,
  title: string,
): Promise<ReportRef | undefined> {
  if (tenant === undefined) {
    return undefined;
  }
  const { connection, reports } = tenant;
  const picked = await (
    await picker()
  ).pickDefinition(
    reports.map(({ definition }) => definition),
    { title: `${title}: ${connection.name}` },
  );
  return reports.find(({ definition }) => definition === picked)?.ref;
}

function section(label: string, items: readonly ChoiceItem[]): ChoiceItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function icon({ kind }: Connection): vscode.ThemeIcon {
  return new vscode.ThemeIcon(kind === 'sample' ? 'beaker' : 'organization');
}

async function offerTenant(addConnection: () => Promise<unknown>): Promise<void> {
  const add = vscode.l10n.t('Add Connection…');
  const chosen = await showInformation(
    vscode.l10n.t(
      "You can compare this report with the same report of another tenant, but you haven't added another connection yet.",
    ),
    add,
  );
  if (chosen === add) {
    await addConnection();
  }
}
