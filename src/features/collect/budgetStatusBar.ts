import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { requestFormat } from '../../settings.js';
import type { Budget } from '../../services/throttling/budget.js';
import type { Disposable } from '../../base/emitter.js';
import { usageText } from '../../l10n/collectTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { statusText } from '../common/plainText.js';
import { tooltip } from '../common/tooltip.js';
import { plural } from '../../l10n/plurals.js';

/** Below this share of a limit, what is left of it is shown. */
const LOW_BUDGET_SHARE = 0.25;

/**
 * Says how many requests of a tenant are left, while few are or the service has asked for a pause. The sample tenant has no limit. Of two
 * tenants with few, the one that was requested last is shown.
 */
export class BudgetStatusBar implements Disposable {
  readonly #budget: Pick<Budget, 'usage'>;
  readonly #item: vscode.StatusBarItem;
  #timer: NodeJS.Timeout | undefined;
  /** ID of the connection that is shown. */
  #shown: string | undefined;

  constructor(budget: Pick<Budget, 'usage'>) {
    this.#budget = budget;
    this.#item = vscode.window.createStatusBarItem('usageReports.budget', vscode.StatusBarAlignment.Left, -2);
    this.#item.name = vscode.l10n.t('Usage Reports: Requests Left');
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#item.dispose();
  }

  /** A request was counted, or the service has asked for a pause. */
  async update(connection: Connection): Promise<void> {
    if (connection.kind === 'sample') {
      return;
    }
    const usage = await this.#budget.usage(connection, requestFormat());
    const left = Math.max(0, usage.limit - usage.used);
    if (left > usage.limit * LOW_BUDGET_SHARE && usage.pauseSeconds === 0) {
      if (this.#shown === connection.id) {
        this.#shown = undefined;
        clearTimeout(this.#timer);
        this.#item.hide();
      }
      return;
    }
    this.#shown = connection.id;
    const amount = plural(
      usage.limit,
      { one: vscode.l10n.t('{1} of {0} request left'), other: vscode.l10n.t('{1} of {0} requests left') },
      numberLabel(left),
    );
    this.#item.text = statusText('dashboard', vscode.l10n.t('{0}: {1}', connection.name, amount));
    this.#item.tooltip = tooltip(
      [{ bold: connection.name }],
      [`${usageText(usage)} ${vscode.l10n.t("Microsoft limits how often a tenant's reports can be requested.")}`],
    );
    this.#item.show();
    clearTimeout(this.#timer);
    const next = Math.max(1, usage.pauseSeconds, usage.endIn[0] ?? 0);
    this.#timer = setTimeout(() => void this.update(connection), next * 1000);
  }
}
