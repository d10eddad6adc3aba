import * as vscode from 'vscode';
import { displayLanguage } from '../../../l10n/displayLanguage.js';
import { labelOf } from '../../../l10n/errorActions.js';
import { CLOUDS } from '../../../services/auth/connections/clouds.js';
import { type Connection, isDirectoryName } from '../../../services/auth/connections/connection.js';
import type { Connections } from '../../../services/auth/connections/connections.js';
import type { ErrorDisplay } from '../../common/errorDisplay.js';
import { showInformation } from '../../common/messages.js';
import { showInput } from '../../common/quickInput.js';
import { setContextKey } from '../../common/setContextKey.js';
import { consentLink, type ConsentLinkOptions, isApplicationId } from './consentLink.js';
import { pick, pickCloud } from './registrationSteps.js';

/** Shows what goes wrong after a command has ended: nobody waits for the buttons of its notification. */
type Errors = Pick<ErrorDisplay, 'attempt'>;

export interface ConsentLinkSteps {
  /** What a connection needs beside the permission of usage reports: for the directory data that are switched on. */
  readonly directoryPermissions: (connection: Connection) => Promise<readonly string[]>;
  /** Copies a script that adds these permissions to the connection's app registration. */
  readonly addPermissions: (connection: Connection, permissions: readonly string[]) => Promise<unknown>;
}

/** Asks what is not known of the app, and copies the link for an administrator's consent to the clipboard. */
export async function copyConsentLink(
  named: Connection | undefined,
  connections: Connections,
  errors: Errors,
  steps: ConsentLinkSteps,
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
  const permissions = connection === undefined ? [] : await steps.directoryPermissions(connection);
  const link = consentLink({ ...place, clientId, delegated: connection?.kind === 'delegated', permissions });
  await vscode.env.clipboard.writeText(link);
  setContextKey('consentLinkCopied', true);
  // Where users sign in, the link names the permissions. Where an app does, it asks for what the registration lists.
  const unlisted = connection?.kind === 'appOnly' && permissions.length > 0 ? connection : undefined;
  void errors.attempt(() =>
    offerToFollow(link, unlisted && (() => steps.addPermissions(unlisted, permissions)), permissions),
  );
}

/** @param add adds the permissions to the registration, which may not list them */
async function offerToFollow(
  link: string,
  add: (() => Promise<unknown>) | undefined,
  permissions: readonly string[],
): Promise<void> {
  const open = vscode.l10n.t('Open Link');
  const addPermissions = labelOf('addPermissions');
  const text = vscode.l10n.t(
    "The consent link was copied to the clipboard. Open it, or send it to an administrator who can grant consent. Afterward, the browser shows a page that can't be reached. This is expected.",
  );
  const names = new Intl.ListFormat(displayLanguage(), { type: 'conjunction' }).format(permissions);
  const chosen = await (add === undefined
    ? showInformation(text, open)
    : showInformation(
        `${text} ${vscode.l10n.t('The link asks for what the app registration lists: first add {0} to it.', names)}`,
        open,
        addPermissions,
      ));
  if (chosen === open) {
    await vscode.env.openExternal(vscode.Uri.parse(link, true));
  } else if (chosen === addPermissions) {
    await add?.();
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
