import * as vscode from 'vscode';
import type { ActiveAlert } from '../../core/alerts/alertState.js';
import type { ListedAlert } from '../../core/alerts/listedAlert.js';
import { alertSentence, notJudgedText } from '../../l10n/alertTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { plural } from '../../l10n/plurals.js';
import type { CheckedRules } from '../../services/alerts/checkRules.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { showError, showInformation, showWarning } from '../common/messages.js';
import { type AlertTarget, targetOf } from './alertTarget.js';
import { toldAlerts } from './toldAlerts.js';

const TOLD_KEY = 'usageReports.alerts.told';

export interface AlertNoticesOptions {
  readonly memento: vscode.Memento;
  readonly showAlerts: () => unknown;
  readonly showLog: () => unknown;
  readonly open: (target: AlertTarget) => unknown;
}

/** Says which alerts there are, each once: also one that the command line has raised. */
export class AlertNotices {
  readonly #options: AlertNoticesOptions;

  constructor(options: AlertNoticesOptions) {
    this.#options = options;
  }

  /** @param alerts all that are remembered of the tenant @returns whether anything was said */
  async tellNews(
    connection: Connection,
    listed: readonly ListedAlert[],
    alerts: readonly ActiveAlert[],
  ): Promise<boolean> {
    const { memento } = this.#options;
    const told = memento.get<Readonly<Record<string, readonly string[]>>>(TOLD_KEY) ?? {};
    const { news, told: names } = toldAlerts(told[connection.id] ?? [], listed, alerts);
    await memento.update(TOLD_KEY, { ...told, [connection.id]: names });
    void this.#show(connection, news);
    return news.length > 0;
  }

  /** After a check that somebody wanted. */
  async tellResult(
    connection: Connection,
    {
      listed,
      alerts,
      rules,
      notJudged,
    }: Pick<CheckedRules, 'alerts' | 'notJudged'> & {
      readonly rules: number;
      readonly listed: readonly ListedAlert[];
    },
  ): Promise<void> {
    const isTold = await this.tellNews(connection, listed, alerts);
    const checked = plural(rules, {
      one: vscode.l10n.t('{0} rule checked: no new alerts.'),
      other: vscode.l10n.t('{0} rules checked: no new alerts.'),
    });
    if (notJudged.length > 0) {
      void this.#showUnjudged(connection, notJudged, rules, isTold ? [] : [checked]);
    } else if (!isTold) {
      void showInformation(checked);
    }
  }

  /** Who hears of alerts alone takes the other rules for well. */
  async #showUnjudged(
    connection: Connection,
    notJudged: CheckedRules['notJudged'],
    rules: number,
    before: readonly string[],
  ): Promise<void> {
    const [first] = notJudged;
    if (first === undefined) {
      return;
    }
    const { rule, reason } = first;
    const why = vscode.l10n.t('{0}: {1}', rule.title, notJudgedText(reason));
    const text =
      notJudged.length === 1
        ? vscode.l10n.t('{0}: a rule could not be judged. {1}', connection.name, why)
        : vscode.l10n.t(
            '{0}: some rules could not be judged ({1} of {2}). The first: {3}',
            connection.name,
            numberLabel(notJudged.length),
            numberLabel(rules),
            why,
          );
    const showLog = vscode.l10n.t('Show Log');
    if ((await showInformation([...before, text].join(' '), showLog)) === showLog) {
      await this.#options.showLog();
    }
  }

  async #show(connection: Connection, news: readonly ListedAlert[]): Promise<void> {
    const [first, ...others] = news;
    if (first === undefined) {
      return;
    }
    const { title, severity } = first.rule;
    const show = { error: showError, warning: showWarning, info: showInformation }[severity];
    const showAlerts = vscode.l10n.t('Show Alerts');
    const open = vscode.l10n.t('Open Report');
    const sentence = alertSentence(first.rule, first.alert);
    const chosen =
      others.length === 0
        ? await show(vscode.l10n.t('{0}: {1} – {2}', connection.name, title, sentence), open, showAlerts)
        : await show(
            plural(news.length, { other: vscode.l10n.t('{1}: {0} alerts. The first: {2}') }, connection.name, sentence),
            showAlerts,
          );
    if (chosen === open) {
      await this.#options.open(targetOf(first, connection.id));
    } else if (chosen === showAlerts) {
      await this.#options.showAlerts();
    }
  }
}
