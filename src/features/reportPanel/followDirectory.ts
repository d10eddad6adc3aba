import type { Disposable, Event } from '../../base/emitter.js';
import { DIRECTORY_DATASETS, isDirectoryDataset } from '../../core/directory/names.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Directory } from '../../services/directory/directory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { followReports } from '../common/followReports.js';

/** The directories of the tenants, and when what is known of one may have changed. */
export interface FollowedDirectory extends Pick<ReportService, 'onDidChangeArchive'> {
  /** Loaded when it is first asked. */
  readonly load: () => Promise<Pick<Directory, 'state' | 'version'>>;
  readonly onDidChange: Event<Connection>;
}

/** Follows what is read of a tenant's directory, or deleted. Several parts that are read one after the other are one change, at the end. */
export function followDirectory(
  { load, onDidChange, onDidChangeArchive }: FollowedDirectory,
  connection: Connection,
  changed: () => void,
): Disposable {
  return followReports({
    service: {
      onDidChangeArchive,
      onDidChangeState: (listener) =>
        onDidChange(({ id }) => DIRECTORY_DATASETS.forEach((report) => listener({ connection: id, report }))),
      state: async ({ report }) => {
        const isLoading = isDirectoryDataset(report) && (await (await load()).state(connection, report)).isLoading;
        return { kind: isLoading ? 'loading' : 'never' };
      },
    },
    isMeant: (ref) => ref.connection === connection.id,
    changed,
  });
}
