import * as vscode from 'vscode';
import { commandId } from '../../commandIds.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionStates } from '../../services/auth/connectionStates.js';
import type { Disposable } from '../../base/emitter.js';
import { stateTexts } from '../../l10n/connectionTexts.js';
import { connectionTooltip } from './connectionTooltip.js';
import { statusText } from '../common/plainText.js';

/** Says which tenant is active and whether its sign-in needs attention, from the moment on that the states are watched. */
export class ConnectionStatusBar implements Disposable {
  readonly #connections: Connections;
  readonly #states: ConnectionStates;
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: Disposable;

  constructor(connections: Connections, states: ConnectionStates) {
    this.#connections = connections;
    this.#states = states;
    this.#item = vscode.window.createStatusBarItem('usageReports.connection', vscode.StatusBarAlignment.Left);
    this.#item.name = vscode.l10n.t('Usage Reports: Tenant');
    this.#item.command = commandId('switchTenant');
    this.#subscription = states.onDidChange(() => this.#show());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const { active } = this.#connections;
    const state = this.#states.of(active.id);
    const words = stateTexts(active, state);
    const text = words.short === undefined ? active.name : vscode.l10n.t('{0}: {1}', active.name, words.short);
    this.#item.text = statusText(words.icon, text);
    this.#item.tooltip = connectionTooltip(active, state);
    this.#item.backgroundColor = words.isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Usage reports of {0}, {1}', active.name, words.text),
      role: 'button',
    };
    this.#item.show();
  }
}
