import type { Connection } from '../../services/auth/connections/connection.js';
import { chooseDirectoryData } from './chooseDirectoryData.js';
import type { DirectoryFeatureOptions } from './directoryOptions.js';
import { readDirectoryData } from './readDirectoryData.js';

/** Reads what is switched on again. Asks what to read where nothing is. */
export async function refreshDirectoryData(connection: Connection, options: DirectoryFeatureOptions): Promise<void> {
  const datasets = (await options.directory()).switchedOn(connection);
  await (datasets.length === 0
    ? chooseDirectoryData(connection, options)
    : readDirectoryData(connection, datasets, options));
}
