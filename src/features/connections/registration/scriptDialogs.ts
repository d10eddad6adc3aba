import * as vscode from 'vscode';
import type { Connection } from '../../../services/auth/connections/connection.js';
import type { ErrorDisplay } from '../../common/errorDisplay.js';
import { showInformation } from '../../common/messages.js';
import { setContextKey } from '../../common/setContextKey.js';
import type { RegistrationAccess, RegistrationScriptOptions, RegistrationTool } from './appRegistration.js';
import { registrationScript } from './registrationScript.js';
import { type Choice, knownCloud, pick, pickCloud, pickDirectoryPermissions, pickTool } from './registrationSteps.js';

/** Shows what goes wrong after a command has ended: nobody waits for the buttons of its notification. */
type Errors = Pick<ErrorDisplay, 'attempt'>;

/** A connection whose app registration is known. */
type Registered = Connection & { readonly clientId: string };

/**
 * Asks what the script is for, and copies it to the clipboard.
 * @param switchedOn permissions that the connection needs for the directory data that are switched on
 */
export async function copyAppRegistrationScript(
  connection: Connection | undefined,
  errors: Errors,
  switchedOn: (connection: Connection) => Promise<readonly string[]>,
): Promise<void> {
  const title = vscode.l10n.t('Copy App Registration Script');
  if (isRegistered(connection)) {
    const task = await pickTask(title, connection);
    if (task === 'add') {
      await addPermissions(connection, undefined, errors, switchedOn);
    }
    if (task !== 'register') {
      return;
    }
  }
  const access = await pickAccess(title, connection?.kind);
  const permissions =
    access &&
    (await pickDirectoryPermissions(title, vscode.l10n.t('Which directory data, too? Usage reports need none.'), []));
  if (access !== undefined && permissions !== undefined) {
    const text = vscode.l10n.t(
      'The script was copied to the clipboard. Review it, run it, and note the tenant ID and client ID that it prints.',
    );
    await copyScript(title, connection, { access, permissions }, text, errors);
  }
}

/**
 * Copies a script that adds permissions to a connection's app registration, or registers an app where the connection has none of its own.
 * @param permissions their names; asked for where absent
 */
export async function addPermissions(
  connection: Connection,
  permissions: readonly string[] | undefined,
  errors: Errors,
  switchedOn: (connection: Connection) => Promise<readonly string[]>,
): Promise<void> {
  if (!isRegistered(connection)) {
    return copyAppRegistrationScript(connection, errors, switchedOn);
  }
  const title = vscode.l10n.t('Add Permissions for {0}', connection.name);
  const wanted =
    permissions ??
    (await pickDirectoryPermissions(
      title,
      vscode.l10n.t('Which directory data should the app be able to read?'),
      await switchedOn(connection),
    ));
  const access = connection.kind === 'delegated' ? 'delegated' : 'certificate';
  if (wanted !== undefined && wanted.length > 0) {
    const text = vscode.l10n.t(
      'The script was copied to the clipboard. Review it, and run it, or have an administrator run it. Then refresh the directory data.',
    );
    await copyScript(title, connection, { access, permissions: wanted, clientId: connection.clientId }, text, errors);
  }
}

function isRegistered(connection: Connection | undefined): connection is Registered {
  return connection !== undefined && connection.kind !== 'sample' && connection.clientId !== undefined;
}

/** Asks what is not known yet, and copies the script. */
async function copyScript(
  title: string,
  connection: Connection | undefined,
  options: Omit<RegistrationScriptOptions, 'tool' | 'cloud' | 'tenantId'>,
  text: string,
  errors: Errors,
): Promise<void> {
  const tool = await pickTool(title);
  const cloud = tool && (knownCloud(connection) ?? (await pickCloud(title)));
  if (tool === undefined || cloud === undefined) {
    return;
  }
  const { tenantId } = connection ?? {};
  const script = registrationScript({ ...options, tool, cloud, ...(tenantId === undefined ? {} : { tenantId }) });
  await vscode.env.clipboard.writeText(script);
  setContextKey('scriptCopied', true);
  void errors.attempt(() => offerToOpen(script, tool, text));
}

async function offerToOpen(script: string, tool: RegistrationTool, text: string): Promise<void> {
  const open = vscode.l10n.t('Open in Editor');
  const chosen = await showInformation(text, open);
  if (chosen === open) {
    const language = tool === 'azureCli' ? 'shellscript' : 'powershell';
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: script, language }));
  }
}

function pickTask(title: string, { name }: Registered): Promise<'add' | 'register' | undefined> {
  return pick<'add' | 'register'>(title, vscode.l10n.t('What should the script do?'), [
    {
      value: 'add',
      label: vscode.l10n.t('Add Permissions'),
      detail: vscode.l10n.t('The app of {0} can then read directory data, too', name),
    },
    {
      value: 'register',
      label: vscode.l10n.t('Register an App'),
      detail: vscode.l10n.t('A new app. The connection keeps its own until you edit it.'),
    },
  ]);
}

function pickAccess(title: string, kind: Connection['kind'] | undefined): Promise<RegistrationAccess | undefined> {
  if (kind === 'delegated') {
    return Promise.resolve('delegated');
  }
  const choices: Choice<RegistrationAccess>[] = [
    {
      value: 'delegated',
      label: vscode.l10n.t('With an Account'),
      detail: vscode.l10n.t('Users sign in and see what their role allows'),
    },
    {
      value: 'certificate',
      label: vscode.l10n.t('Without a User, by Certificate'),
      detail: vscode.l10n.t('The app itself reads all reports. The script creates the certificate.'),
    },
    {
      value: 'secret',
      label: vscode.l10n.t('Without a User, by Secret'),
      detail: vscode.l10n.t('The app itself reads all reports. Simpler, but a secret is easier to copy.'),
    },
  ];
  return pick(
    title,
    vscode.l10n.t('How do you want to read reports?'),
    choices.filter(({ value }) => kind !== 'appOnly' || value !== 'delegated'),
  );
}
