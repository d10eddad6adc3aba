import type { Connections } from '../../services/auth/connections/connections.js';
import type { Directory } from '../../services/directory/directory.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';

export interface DirectoryFeatureOptions {
  readonly commands: CommandRegistry;
  readonly errors: ErrorDisplay;
  readonly connections: Connections;
  /** Loaded when it is first asked. */
  readonly directory: () => Promise<Directory>;
  /** Of the archive. @throws UsageReportsError `storage` */
  readonly archiveFolder: () => string;
}
