import * as vscode from 'vscode';
import { UsageReportsError, messageOf } from '../../base/errors.js';
import { accentColorOf, logoOf } from '../../core/handout/appearance.js';
import { reportAppearance } from '../../settings.js';

/** How a report looks, beside its template. */
export interface Appearance {
  /** Stands in place of the template's title. */
  readonly title?: string;
  readonly accentColor?: string;
  readonly logo?: string;
}

/**
 * Title, logo, and accent color as the settings say.
 * @throws UsageReportsError `invalidRequest` for a color or a logo that is none, with the setting as `argument`
 */
export async function appearanceOf(folder: vscode.WorkspaceFolder | undefined): Promise<Appearance> {
  const { title, accentColor, logo, isLogoOfMachine } = reportAppearance(folder);
  return {
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(accentColor.trim() === '' ? {} : { accentColor: colorIn(accentColor) }),
    ...(logo.trim() === '' ? {} : { logo: await logoIn(logo.trim(), folder, isLogoOfMachine) }),
  };
}

function colorIn(typed: string): string {
  const color = accentColorOf(typed);
  if (color === undefined) {
    throw new UsageReportsError(
      'invalidRequest',
      vscode.l10n.t('The setting {0} must be a color such as {1}.', 'makeReport.accentColor', '#0f6cbd'),
      { argument: 'makeReport.accentColor' },
    );
  }
  return color;
}

/** A path in the workspace, or on this computer: a workspace may not choose what is read outside of it. */
async function logoIn(
  typed: string,
  folder: vscode.WorkspaceFolder | undefined,
  isLogoOfMachine: boolean,
): Promise<string> {
  const isAbsolute = /^([\\/]|[A-Za-z]:)/.test(typed);
  const file = isAbsolute || folder === undefined ? vscode.Uri.file(typed) : vscode.Uri.joinPath(folder.uri, typed);
  const refused = (why: string, cause?: unknown) =>
    new UsageReportsError('invalidRequest', why, { argument: 'makeReport.logo' }, { cause });
  const leadsOut = isAbsolute || typed.split(/[\\/]/).includes('..');
  if (leadsOut && !isLogoOfMachine) {
    throw refused(vscode.l10n.t('The logo {0} of this workspace is outside of the workspace folder.', typed));
  }
  let content: Uint8Array;
  try {
    content = await vscode.workspace.fs.readFile(file);
  } catch (error) {
    throw refused(vscode.l10n.t("The logo {0} can't be read: {1}", typed, messageOf(error)), error);
  }
  const logo = logoOf(content);
  if (logo === undefined) {
    throw refused(vscode.l10n.t('The logo {0} must be a PNG, JPEG, or WebP picture of at most 100 KB.', typed));
  }
  return logo;
}
