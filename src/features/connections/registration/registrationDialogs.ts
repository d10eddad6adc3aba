import * as vscode from 'vscode';
import { MICROSOFT_CLOUDS, type MicrosoftCloud } from '../../../base/clouds.js';
import { CLOUDS } from '../../../services/auth/connections/clouds.js';
import { type Connection, isDirectoryName } from '../../../services/auth/connections/connection.js';
import type { Connections } from '../../../services/auth/connections/connections.js';
import type { RegistrationAccess, RegistrationTool } from './appRegistration.js';
import { consentLink, type ConsentLinkOptions, isApplicationId } from './consentLink.js';
import { registrationScript } from './registrationScript.js';
import { cloudLabel } from '../../../l10n/cloudTexts.js';
import type { ErrorDisplay } from '../../common/errorDisplay.js';
import { showInformation } from '../../common/messages.js';
import { showInput, showPick } from '../../common/quickInput.js';
import { setContextKey } from '../../common/setContextKey.js';

/** Shows what goes wrong after a command has ended: nobody waits for the buttons of its notification. */
type Errors = Pick<ErrorDisplay, 'attempt'>;

/** Asks what the script is for, and copies it to the clipboard. */
export async function copyAppRegistrationScript(connection: Connection | undefined, errors: Errors): Promise<void> {
  const title = vscode.l10n.t('Copy App Registration Script');
  const access = await pickAccess(title, connection?.kind);
  const tool = access && (await pickTool(title));
  const cloud = tool && (knownCloud(connection) ?? (await pickCloud(title)));
  if (access === undefined || tool === undefined || cloud === undefined) {
    return;
  }
  const script = registrationScript({
    access,
    tool,
    cloud,
    ...(connection?.tenantId === undefined ? {} : { tenantId: connection.tenantId }),
  });
  await vscode.env.clipboard.writeText(script);
  setContextKey('scriptCopied', true);
  void errors.attempt(() => offerToOpen(script, tool));
}

async function offerToOpen(script: string, tool: RegistrationTool): Promise<void> {
  const open = vscode.l10n.t('Open in Editor');
  const chosen = await showInformation(
    vscode.l10n.t(
      'The script was copied to the clipboard. Review it, run it, and note the tenant ID and client ID that it prints.',
    ),
    open,
  );
  if (chosen === open) {
    const language = tool === 'azureCli' ? 'shellscript' : 'powershell';
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: script, language }));
  }
}

/**
 * Asks what is not known of the app, and copies the link for an administrator's consent to the clipboard.
 * @param directoryPermissions what a connection needs beside the permission of usage reports: for the directory data that are switched on
 */
export async function copyConsentLink(
  named: Connection | undefined,
  connections: Connections,
  errors: Errors,
  directoryPermissions: (connection: Connection) => Promise<readonly string[]>,
): Promise<void> {
  const title = vscode.l10n.t('Copy Admin Consent Link');
  const own = connections.all.filter(({ kind }) => kind !== 'sample');
  const connection =
    named ??
    own.find(({ id }) => id === connections.active.id) ??
    (own.length < 2 ? own[0] : await pickConnection(title, own));
  if (connection === undefined && own.length > 1) {
    return;
  }
  const place = connection === undefined || connection.kind === 'sample' ? await askForTenant(title) : connection;
  const clientId = connection?.clientId ?? (place && (await askForClientId(title)));
  if (place === undefined || clientId === undefined) {
    return;
  }
  const permissions = connection === undefined ? [] : await directoryPermissions(connection);
  const link = consentLink({ ...place, clientId, delegated: connection?.kind === 'delegated', permissions });
  await vscode.env.clipboard.writeText(link);
  setContextKey('consentLinkCopied', true);
  void errors.attempt(() => offerToFollow(link));
}

async function offerToFollow(link: string): Promise<void> {
  const open = vscode.l10n.t('Open Link');
  const chosen = await showInformation(
    vscode.l10n.t(
      "The consent link was copied to the clipboard. Open it, or send it to an administrator who can grant consent. Afterward, the browser shows a page that can't be reached. This is expected.",
    ),
    open,
  );
  if (chosen === open) {
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  }
}

/** Asks for the cloud and the tenant, where there is no connection. */
async function askForTenant(title: string): Promise<Omit<ConsentLinkOptions, 'clientId' | 'delegated'> | undefined> {
  const cloud = await pickCloud(title);
  const tenantId =
    cloud &&
    (await showInput({
      title,
      prompt: vscode.l10n.t(
        "Enter the tenant's domain or directory (tenant) ID. Leave empty to use the tenant of the administrator who opens the link.",
      ),
      ignoreFocusOut: true,
      validateInput: (text) =>
        text === '' || isDirectoryName(text)
          ? undefined
          : vscode.l10n.t('Enter a GUID, or a domain such as northlight.example.'),
    }));
  return cloud === undefined || tenantId === undefined
    ? undefined
    : { ...CLOUDS[cloud], ...(tenantId === '' ? {} : { tenantId }) };
}

async function askForClientId(title: string): Promise<string | undefined> {
  const answer = await showInput({
    title,
    prompt: vscode.l10n.t('Enter the application (client) ID of your app registration'),
    placeHolder: '00000000-0000-0000-0000-000000000000',
    ignoreFocusOut: true,
    validateInput: (text) =>
      isApplicationId(text.trim()) ? undefined : vscode.l10n.t('Enter a GUID: 32 hexadecimal digits with hyphens.'),
  });
  return answer?.trim();
}

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

async function pick<T>(title: string, placeHolder: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  return (await showPick(choices, { title, placeHolder, ignoreFocusOut: true }))?.value;
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

function pickTool(title: string): Promise<RegistrationTool | undefined> {
  return pick<RegistrationTool>(title, vscode.l10n.t('Which tool do you want to run the script with?'), [
    {
      value: 'azureCli',
      label: vscode.l10n.t('Azure CLI'),
      detail: vscode.l10n.t('For Bash. Azure Cloud Shell has everything you need.'),
    },
    {
      value: 'powerShell',
      label: vscode.l10n.t('PowerShell'),
      detail: vscode.l10n.t('Requires the module Microsoft.Graph.Authentication'),
    },
  ]);
}

function pickCloud(title: string): Promise<MicrosoftCloud | undefined> {
  return pick<MicrosoftCloud>(
    title,
    vscode.l10n.t('Which cloud is the tenant in?'),
    MICROSOFT_CLOUDS.map((value) => ({
      value,
      label: cloudLabel(value),
      ...(value === 'global' ? { description: vscode.l10n.t('Includes GCC') } : {}),
    })),
  );
}

function pickConnection(title: string, connections: readonly Connection[]): Promise<Connection | undefined> {
  return pick(
    title,
    vscode.l10n.t('For which connection?'),
    connections.map((value) => ({
      value,
      label: value.name,
      ...(value.tenantId === undefined ? {} : { description: value.tenantId }),
    })),
  );
}

/** @returns `undefined` for a custom cloud, which the tools have no name for, and without a connection */
function knownCloud(connection: Connection | undefined): MicrosoftCloud | undefined {
  return connection === undefined || connection.kind === 'sample' || connection.cloud === 'custom'
    ? undefined
    : connection.cloud;
}
