import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { fetchFormat } from '../../settings.js';
import type { Budget } from '../../services/throttling/budget.js';
import type { Disposable } from '../../base/emitter.js';
import { usageText } from './collectTexts.js';

/** Below this part of a limit it matters to a person how much of it is left. */
const LOW_BUDGET_SHARE = 0.25;

/** Says how many requests are left while few are, or while the service has asked for a pause. */
export class BudgetStatusBar implements Disposable {
  readonly #budget: Budget;
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(budget: Budget) {
    this.#budget = budget;
    this.#item = vscode.window.createStatusBarItem('usageReports.budget', vscode.StatusBarAlignment.Left, -2);
    this.#item.name = vscode.l10n.t('Usage Reports: Requests Left');
    this.#subscription = budget.onDidChange((connection) => void this.#look(connection));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#item.dispose();
  }

  async #look(connection: Connection): Promise<void> {
    const usage = await this.#budget.usage(connection, fetchFormat());
    clearTimeout(this.#timer);
    if (usage.limit - usage.used > usage.limit * LOW_BUDGET_SHARE && usage.pauseSeconds === 0) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(dashboard) ${vscode.l10n.t('{0} of {1} requests left', Math.max(0, usage.limit - usage.used), usage.limit)}`;
    this.#item.tooltip = `${usageText(usage)}. ${vscode.l10n.t("Microsoft limits how often a tenant's reports can be requested.")}`;
    this.#item.show();
    const next = Math.max(1, usage.pauseSeconds, usage.endIn[0] ?? 0);
    this.#timer = setTimeout(() => void this.#look(connection), next * 1000);
  }
}
