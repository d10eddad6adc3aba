import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { CollectPlan } from '../../services/collect/plan.js';
import type { PlanTexts } from '../../l10n/collectTexts.js';
import { showPick } from '../common/quickInput.js';
import { showPlan } from './failureList.js';

/** Asks whether to send the requests of a plan, or shows them. @returns whether to send them now */
export async function confirmPlan(
  connection: Connection,
  plan: CollectPlan,
  words: PlanTexts,
  catalog: Catalog,
): Promise<boolean> {
  const start = {
    label: vscode.l10n.t('Collect Now'),
    description: words.short,
    detail: words.present,
    iconPath: new vscode.ThemeIcon('cloud-download'),
  };
  const list = {
    label: vscode.l10n.t('Show Plan'),
    description: vscode.l10n.t('Lists every request in an editor'),
    detail: words.leftOut,
    iconPath: new vscode.ThemeIcon('list-ordered'),
  };
  const picked = await showPick([start, list], {
    title: vscode.l10n.t('Collect Reports for {0}', connection.name),
    placeHolder: words.short,
  });
  if (picked === list) {
    await showPlan(plan, words, catalog);
  }
  return picked === start;
}
