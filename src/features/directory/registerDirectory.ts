import type { ConnectionArgument } from '../../commandIds.js';
import { connectionOf } from '../common/arguments.js';
import type { DirectoryFeatureOptions } from './directoryOptions.js';

/** Data of the tenant's directory: choosing which are read, and reading them. Nothing is until somebody chooses so. */
export function registerDirectory(options: DirectoryFeatureOptions): void {
  const { commands, connections, errors } = options;
  const named = (argument: ConnectionArgument | undefined) => connectionOf(argument, connections) ?? connections.active;
  commands.register('chooseDirectoryData', async (argument) =>
    (await import('./chooseDirectoryData.js')).chooseDirectoryData(named(argument), options),
  );
  const refresh = commands.register('refreshDirectoryData', async (argument) =>
    (await import('./refreshDirectoryData.js')).refreshDirectoryData(named(argument), options),
  );
  errors.handle({ refreshDirectoryData: ({ id }) => refresh({ connection: id }) });
}
