import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import { fullTitle } from '../../core/catalog/catalog.js';
import type { CollectResult } from '../../services/collect/collector.js';
import type { CollectPlan, PlannedReport } from '../../services/collect/plan.js';
import type { PlanTexts } from '../../l10n/collectTexts.js';
import { parameterLabel } from '../../l10n/periodTexts.js';
import { failureText } from '../common/failureText.js';

/** Shows what failed and why, as a document. */
export async function showFailures({ finished, notRequested }: CollectResult, catalog: Catalog): Promise<void> {
  const failed = finished.flatMap(({ planned, outcome }) =>
    outcome.kind === 'failed' ? [{ planned, error: outcome.error }] : [],
  );
  await show([
    `# ${vscode.l10n.t("Reports that weren't collected")}`,
    ...failed.map(({ planned, error }) => `## ${nameOf(planned, catalog)}\n\n${failureText(error)}`),
    ...(notRequested.length === 0
      ? []
      : [
          `## ${vscode.l10n.t('Not requested')}`,
          notRequested.map((planned) => `- ${nameOf(planned, catalog)}`).join('\n'),
        ]),
  ]);
}

/** Shows every request of a plan and what it leaves out, as a document. */
export async function showPlan(
  plan: CollectPlan,
  words: Pick<PlanTexts, 'short' | 'reasons'>,
  catalog: Catalog,
): Promise<void> {
  const list = (title: string, reports: readonly PlannedReport[]) =>
    reports.length === 0 ? [] : [`## ${title}`, reports.map((planned) => `- ${nameOf(planned, catalog)}`).join('\n')];
  await show([
    `# ${vscode.l10n.t('Collection plan')}`,
    words.short,
    ...(words.reasons === '' ? [] : [words.reasons]),
    ...list(vscode.l10n.t('Requested'), plan.requested),
    ...list(vscode.l10n.t('Already up to date'), plan.fresh),
  ]);
}

async function show(parts: readonly string[]): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: `${parts.join('\n\n')}\n`,
  });
  await vscode.window.showTextDocument(document);
}

function nameOf({ definition, ref }: PlannedReport, catalog: Catalog): string {
  return `${fullTitle(definition, catalog)} (\`${ref.report}\`, ${parameterLabel(ref)})`;
}
