import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionSecrets } from '../../services/auth/connections/connectionSecrets.js';
import type { SignIn } from '../../services/auth/signIn.js';
import type { ReportService } from '../../services/reports/reportService.js';

/** What the commands about connections work with. */
export interface ConnectionTools {
  readonly connections: Connections;
  readonly secrets: ConnectionSecrets;
  readonly signIn: SignIn;
  readonly service: ReportService;
  /** Runs a step about one connection. Where it fails, the buttons of the error are about that connection, and run that step again. */
  readonly forConnection: (connection: Connection, step: () => Promise<void>) => Promise<void>;
  readonly directory: {
    /** Names of the permissions that a connection needs for the directory data that are switched on. */
    readonly permissions: (connection: Connection) => Promise<readonly string[]>;
    /** Switches all of them off. */
    readonly forget: (connection: Connection) => Promise<void>;
  };
  readonly addConnection: () => Promise<unknown>;
  readonly testConnection: (connection: Connection) => Promise<unknown>;
  /** The archive has less of the active connection than before, or the active connection is another one. */
  readonly checkForArchivedReports: () => Promise<void>;
  /** The connection leads to another tenant now. */
  readonly tenantChanged: (connection: Connection) => void;
}
