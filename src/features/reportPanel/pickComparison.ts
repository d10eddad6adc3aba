import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { AskedOverlay } from '../../shared/pages/report.js';
import type { ReportRef } from '../../shared/report.js';
import type { ReportPicker } from '../common/reportPicker.js';
import { type ComparisonChoices, comparisonChoices } from './comparisonChoices.js';
import { showInformation } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly overlay?: AskedOverlay;
  readonly ref?: ReportRef;
  readonly tenant?: ComparisonChoices['others'][number];
}

/**
 * Asks what to compare a report with: its own days before, the same report of another tenant, or another report.
 * @param addConnection is offered where there is no other tenant
 * @returns `undefined` when the person pressed Escape, or there is nothing to pick
 */
export async function pickComparison(
  own: ReportRef,
  catalog: Catalog,
  connections: readonly Connection[],
  addConnection: () => Promise<unknown>,
  picker: () => Promise<ReportPicker>,
): Promise<ReportRef | AskedOverlay | undefined> {
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
  const { earlier, sameReport, others } = choices;
  if (!earlier && sameReport.length === 0) {
    await offerTenant(addConnection);
    return undefined;
  }
  const items: ChoiceItem[] = [
    ...section(vscode.l10n.t('Days Before'), earlier ? earlierItems() : []),
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
  const picked = await showPick(items, {
    title,
    placeHolder: earlier ? vscode.l10n.t('Which days, tenant, or report?') : vscode.l10n.t('Which tenant?'),
  });
  return picked?.overlay ?? picked?.ref ?? pickReportOf(picked?.tenant, picker, title);
}

function earlierItems(): ChoiceItem[] {
  return [
    {
      label: vscode.l10n.t('Previous Period'),
      description: vscode.l10n.t('the weeks before, day by day'),
      iconPath: new vscode.ThemeIcon('history'),
      overlay: 'previous',
    },
    {
      label: vscode.l10n.t('Month over Month'),
      description: vscode.l10n.t('this month and the month before'),
      iconPath: new vscode.ThemeIcon('calendar'),
      overlay: 'month',
    },
  ];
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
