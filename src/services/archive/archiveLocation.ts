import { dirname, isAbsolute, join, resolve } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';

/** Where the archive is. */
export interface ArchiveLocation {
  readonly folder: string;
  /** An existing folder at or above `folder`. If it is missing (a drive that is not mounted), nothing is created in its place. */
  readonly base?: string;
}

/** What the archive's folder setting can refer to. */
export interface ArchiveLocationContext {
  /** Used if the setting is empty. */
  readonly defaultFolder: string;
  readonly home: string;
  /** The first workspace folder on this computer, and whether the user trusts the workspace. */
  readonly workspace?: { readonly folder: string; readonly trusted: boolean };
}

/**
 * Resolves the setting: an absolute path, a path in the home folder (`~/…`), or a path relative to the workspace folder. Only the last
 * folder of an absolute path is created if it is missing, so that nothing is written in place of a missing drive.
 *
 * If the setting cannot be resolved, there is no fallback to another folder, because the user chose where the data may be stored.
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
