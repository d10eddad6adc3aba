import { dirname, isAbsolute, join, resolve } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';
import type { ArchiveLocation } from './archive.js';

/** What a setting of the archive's folder can refer to. */
export interface ArchiveLocationContext {
  /** Where the archive is unless the setting says otherwise. */
  readonly defaultFolder: string;
  readonly home: string;
  /** The first folder of the workspace that is on this computer, and whether the person trusts it. */
  readonly workspace?: { readonly folder: string; readonly trusted: boolean };
}

/**
 * The folder that the setting means: an absolute path, one in the home folder (`~/…`), or one relative to the workspace folder. Only
 * the last folder of an absolute path is made when it is missing, so that nothing is written below where a drive should be.
 *
 * Never another folder than the one that is meant: the person believes that the data go there, or that they do not stay here.
 * @throws UsageReportsError `storage` with code `noWorkspaceFolder` or `untrustedWorkspace`
 */
export function resolveArchiveLocation(
  setting: string,
  { defaultFolder, home, workspace }: ArchiveLocationContext,
): ArchiveLocation {
  const text = setting.trim();
  if (text === '') {
    return { folder: defaultFolder };
  }
  if (text === '~' || /^~[\\/]/.test(text)) {
    return { folder: join(home, text.slice(1)), base: home };
  }
  if (isAbsolute(text)) {
    const folder = resolve(text);
    return { folder, base: dirname(folder) };
  }
  if (workspace === undefined) {
    throw new UsageReportsError('storage', 'The archive folder is relative to a workspace folder, and none is open.', {
      code: 'noWorkspaceFolder',
    });
  }
  if (!workspace.trusted) {
    throw new UsageReportsError('storage', 'The archive folder is in this workspace, which is not trusted.', {
      code: 'untrustedWorkspace',
    });
  }
  return { folder: resolve(workspace.folder, text), base: workspace.folder };
}
