import * as vscode from 'vscode';
import { commandId } from '../../commandIds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';
import type { ConnectionStates } from '../../services/auth/connectionStates.js';
import type { Disposable } from '../../base/emitter.js';
import { connectionKindLabel, stateTexts } from '../../l10n/connectionTexts.js';
import { contextFlags } from './connectionFlags.js';
import { plainText } from '../common/plainText.js';
import { connectionTooltip } from './connectionTooltip.js';

/** What a tree item stands for, and what the commands of connections take. */
export interface ConnectionNode {
  readonly connection: string;
}

/**
 * The view below the reports: every connection with its state. As long as there is no own one and the first sample tenant is shown, it is
 * empty, and VS Code shows the welcome view of the manifest, which offers to add a connection and leads to the other sample tenant.
 */
export class ConnectionTree implements vscode.TreeDataProvider<ConnectionNode>, Disposable {
  static readonly viewId = 'usageReports.connectionList';

  readonly #connections: Connections;
  readonly #states: ConnectionStates;
  readonly #view: vscode.TreeView<ConnectionNode>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(connections: Connections, states: ConnectionStates) {
    this.#connections = connections;
    this.#states = states;
    this.#view = vscode.window.createTreeView(ConnectionTree.viewId, { treeDataProvider: this });
    this.#subscription = states.onDidChange(() => this.#changed.fire());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  getChildren(node?: ConnectionNode): ConnectionNode[] {
    this.#states.watch();
    const { all, active } = this.#connections;
    const isWelcome = active === all[0] && all.every(({ kind }) => kind === 'sample');
    return node === undefined && !isWelcome ? all.map(({ id }) => ({ connection: id })) : [];
  }

  getTreeItem({ connection: id }: ConnectionNode): vscode.TreeItem {
    // It may have been removed since VS Code was given it.
    const connection = this.#connections.all.find((candidate) => candidate.id === id);
    return connection === undefined ? new vscode.TreeItem(id) : this.#itemOf(connection, this.#states.of(id));
  }

  #itemOf(connection: Connection, state: ConnectionState | undefined): vscode.TreeItem {
    const isActive = connection.id === this.#connections.active.id;
    const words = stateTexts(connection, state);
    const shown = isActive ? vscode.l10n.t('current') : undefined;
    const item = new vscode.TreeItem(plainText(connection.name));
    item.id = connection.id;
    // The end is what is cut off where room is scarce: what is wrong is more than which tenant is shown, which the view above says, too.
    const facts = [shown, words.short ?? words.text].filter((fact) => fact !== undefined);
    item.description = (words.isWarning ? facts.reverse() : facts).join(' · ');
    item.iconPath = new vscode.ThemeIcon(
      words.icon,
      words.isWarning ? new vscode.ThemeColor('list.warningForeground') : undefined,
    );
    item.tooltip = connectionTooltip(connection, state);
    item.contextValue = contextFlags(connection.kind, state, isActive);
    item.accessibilityInformation = {
      label: [connection.name, shown, connectionKindLabel(connection.kind), words.text].filter(Boolean).join(', '),
    };
    item.command = {
      command: commandId('switchTenant'),
      title: vscode.l10n.t('Switch Tenant'),
      arguments: [{ connection: connection.id }],
    };
    return item;
  }
}
