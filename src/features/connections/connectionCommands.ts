import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionSecrets } from '../../services/auth/connections/connectionSecrets.js';
import type { SignIn } from '../../services/auth/signIn.js';
import type { ReportPanels } from '../reportPanel/reportPanels.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ActiveConnection } from '../sidebar/activeConnection.js';
import { removeConnectionCommand } from './removeConnection.js';
import { signInCommand, signOutCommand } from './signInOut.js';
import { switchTenantCommand } from './switchTenant.js';
import { testConnectionCommand } from './testConnection.js';

export interface ConnectionCommandOptions {
  readonly connections: Connections;
  readonly secrets: ConnectionSecrets;
  readonly signIn: SignIn;
  readonly service: ReportService;
  readonly active: ActiveConnection;
  readonly panels: Pick<ReportPanels, 'closeAllOf'>;
  /** Runs a step about one connection; where it fails, the buttons of the error are about that connection, and try that step again. */
  readonly forConnection: (connection: Connection, step: () => Promise<void>) => Promise<void>;
}

/** Many questions that are seldom asked: loaded when they are. */
const questions = () => import('./editConnection.js');

/** The commands about connections, by the last part of their ids. */
export function connectionCommands(
  options: ConnectionCommandOptions,
): Record<string, (argument: unknown) => Promise<unknown>> {
  return {
    addConnection: async () => (await questions()).addConnectionCommand(options),
    editConnection: async (argument) => (await questions()).editConnectionCommand(argument, options),
    testConnection: (argument) => testConnectionCommand(argument, options),
    switchTenant: (argument) => switchTenantCommand(argument, options),
    signIn: (argument) => signInCommand(argument, options),
    signOut: (argument) => signOutCommand(argument, options),
    removeConnection: (argument) => removeConnectionCommand(argument, options),
    browseReports: () => Promise.resolve(options.active.browse()),
  };
}
