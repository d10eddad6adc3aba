import * as vscode from 'vscode';
import { CLOUDS } from '../../services/auth/connections/clouds.js';
import { type Connection, isDirectoryName } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { RegistrationAccess, RegistrationScriptOptions, RegistrationTool } from './appRegistration.js';
import { consentLink, type ConsentLinkOptions, isApplicationId } from './consentLink.js';
import { registrationScript } from './registrationScript.js';
import { cloudLabel } from '../../l10n/cloudTexts.js';

/** Asks what the script is for, and puts it into the clipboard. */
export async function copyAppRegistrationScript(connection: Connection | undefined): Promise<void> {
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
  void offerToOpen(script, tool);
}

async function offerToOpen(script: string, tool: RegistrationTool): Promise<void> {
  const open = vscode.l10n.t('Open in Editor');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The script is in the clipboard. Read it, run it, and keep the tenant id and client id that it prints.',
    ),
    open,
  );
  if (chosen === open) {
    const language = tool === 'azureCli' ? 'shellscript' : 'powershell';
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: script, language }));
  }
}

/** Asks what is not known of the app, and puts the link for an administrator's consent into the clipboard. */
export async function copyConsentLink(named: Connection | undefined, connections: Connections): Promise<void> {
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
  const link = consentLink({ ...place, clientId, delegated: connection?.kind === 'delegated' });
  await vscode.env.clipboard.writeText(link);
  void offerToFollow(link);
}

async function offerToFollow(link: string): Promise<void> {
  const open = vscode.l10n.t('Open Link');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The consent link is in the clipboard. Open it, or send it to an administrator who may consent. Afterwards the browser shows a page that cannot be reached: that is as it should be.',
    ),
    open,
  );
  if (chosen === open) {
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  }
}

/** Without a connection: which cloud, and which tenant of it. */
async function askForTenant(title: string): Promise<Omit<ConsentLinkOptions, 'clientId' | 'delegated'> | undefined> {
  const cloud = await pickCloud(title);
  const tenantId =
    cloud &&
    (await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t(
        'Tenant: its id or one of its domains. Empty: the tenant of the administrator who opens the link.',
      ),
      ignoreFocusOut: true,
      validateInput: (text) =>
        text === '' || isDirectoryName(text)
          ? undefined
          : vscode.l10n.t('A tenant is a GUID or a domain such as northlight.example.'),
    }));
  return cloud === undefined || tenantId === undefined
    ? undefined
    : { ...CLOUDS[cloud], ...(tenantId === '' ? {} : { tenantId }) };
}

async function askForClientId(title: string): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Application (client) id of your app registration'),
    placeHolder: '00000000-0000-0000-0000-000000000000',
    ignoreFocusOut: true,
    validateInput: (text) =>
      isApplicationId(text.trim())
        ? undefined
        : vscode.l10n.t('An application id is a GUID: 32 hexadecimal digits with dashes.'),
  });
  return answer?.trim();
}

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

async function pick<T>(title: string, placeHolder: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(choices, { title, placeHolder, ignoreFocusOut: true }))?.value;
}

function pickAccess(title: string, kind: Connection['kind'] | undefined): Promise<RegistrationAccess | undefined> {
  if (kind === 'delegated') {
    return Promise.resolve('delegated');
  }
  const choices: Choice<RegistrationAccess>[] = [
    {
      value: 'delegated',
      label: vscode.l10n.t('With an Account'),
      detail: vscode.l10n.t('People sign in and see what their role may see'),
    },
    {
      value: 'certificate',
      label: vscode.l10n.t('Without a User, by Certificate'),
      detail: vscode.l10n.t('The app itself reads all reports; the script makes the certificate'),
    },
    {
      value: 'secret',
      label: vscode.l10n.t('Without a User, by Secret'),
      detail: vscode.l10n.t(
        'The app itself reads all reports; simpler, but a secret is copied more easily than a certificate',
      ),
    },
  ];
  return pick(
    title,
    vscode.l10n.t('How will the reports be read?'),
    choices.filter(({ value }) => kind !== 'appOnly' || value !== 'delegated'),
  );
}

function pickTool(title: string): Promise<RegistrationTool | undefined> {
  return pick<RegistrationTool>(title, vscode.l10n.t('Which tool will run the script?'), [
    {
      value: 'azureCli',
      label: vscode.l10n.t('Azure CLI'),
      detail: vscode.l10n.t('In bash; the Azure Cloud Shell has all it needs'),
    },
    {
      value: 'powerShell',
      label: vscode.l10n.t('PowerShell'),
      detail: vscode.l10n.t('With the module Microsoft.Graph.Authentication'),
    },
  ]);
}

function pickCloud(title: string): Promise<RegistrationScriptOptions['cloud'] | undefined> {
  return pick<RegistrationScriptOptions['cloud']>(title, vscode.l10n.t('Which cloud is the tenant in?'), [
    { value: 'global', label: cloudLabel('global'), description: vscode.l10n.t('GCC as well') },
    { value: 'usgov', label: cloudLabel('usgov') },
    { value: 'usgovdod', label: cloudLabel('usgovdod') },
    { value: 'china', label: cloudLabel('china') },
  ]);
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

/** The tools have no name for a custom cloud, so there the person is asked. */
function knownCloud(connection: Connection | undefined): RegistrationScriptOptions['cloud'] | undefined {
  return connection === undefined || connection.kind === 'sample' || connection.cloud === 'custom'
    ? undefined
    : connection.cloud;
}
