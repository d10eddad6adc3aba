import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { AccessProblem } from '../../base/errors.js';
import { type InputOptions, type InputProblem, showInput, showPick } from '../common/quickInput.js';

interface AccountItem extends vscode.QuickPickItem {
  readonly account?: vscode.AuthenticationSessionAccountInformation | 'another';
}

/**
 * Asks which of VS Code's accounts reads a connection's reports.
 * @returns `another` for one that VS Code does not know yet; `undefined` where the person gave up
 */
export async function chooseAccount(
  connection: Connection,
  accounts: readonly vscode.AuthenticationSessionAccountInformation[],
): Promise<vscode.AuthenticationSessionAccountInformation | 'another' | undefined> {
  const items: AccountItem[] = [
    ...accounts.map((account) => ({ label: account.label, iconPath: new vscode.ThemeIcon('account'), account })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Use Another Account…'), iconPath: new vscode.ThemeIcon('add'), account: 'another' },
  ];
  const picked = await showPick(items, {
    title: vscode.l10n.t('Sign In to {0}', connection.name),
    placeHolder: vscode.l10n.t('Which account can read the usage reports of {0}?', connection.name),
    ignoreFocusOut: true,
  });
  return picked?.account;
}

/**
 * Asks for the client secret of an app-only connection, or for the passphrase of its certificate's private key.
 * @param why what was wrong with the last one; shown above the input
 * @param signal closes the input when nobody waits for the answer any more
 * @returns `undefined` where the person closes the input
 */
export async function askSecret(
  connection: Connection,
  why: AccessProblem | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (signal.aborted) {
    return undefined;
  }
  const inputCancellation = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => inputCancellation.cancel(), { once: true });
  return showInput(inputBoxOptions(connection, why), inputCancellation.token);
}

function inputBoxOptions(connection: Connection, why: AccessProblem | undefined): InputOptions {
  const passphrase = connection.certificatePath !== undefined;
  return {
    title: passphrase
      ? vscode.l10n.t('Passphrase of the Certificate for {0}', connection.name)
      : vscode.l10n.t('Client Secret for {0}', connection.name),
    prompt: promptFor(connection, why),
    placeHolder: passphrase
      ? vscode.l10n.t('Passphrase of the private key')
      : vscode.l10n.t("The secret's value, not its ID"),
    password: true,
    // People copy the secret from a browser or a password manager, which takes the focus away.
    ignoreFocusOut: true,
    validateInput: (text) => validateSecret(text, passphrase),
  };
}

function promptFor({ authority, certificatePath }: Connection, why: AccessProblem | undefined): string {
  if (certificatePath !== undefined) {
    return vscode.l10n.t(
      "The private key is encrypted. Its passphrase is stored in VS Code's secret storage and never leaves this computer.",
    );
  }
  const place = vscode.l10n.t(
    "The secret is stored in VS Code's secret storage and sent only to {0}.",
    new URL(authority).host,
  );
  switch (why) {
    case 'wrongSecret':
      return `${vscode.l10n.t("The secret wasn't accepted. Enter the value of one of the application's secrets, not its ID.")} ${place}`;
    case 'secretExpired':
      return `${vscode.l10n.t('The secret has expired. Add a new secret to the application, and enter its value.')} ${place}`;
    default:
      return place;
  }
}

function validateSecret(text: string, passphrase: boolean): InputProblem {
  if (text === '') {
    return passphrase ? vscode.l10n.t('Enter the passphrase.') : vscode.l10n.t('Enter the secret.');
  }
  if (passphrase) {
    return undefined;
  }
  if (text !== text.trim()) {
    return vscode.l10n.t('The secret begins or ends with a space or a line break.');
  }
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    return {
      message: vscode.l10n.t(
        "This looks like a secret ID. Enter the secret's value, which is shown only once, when you create the secret.",
      ),
      severity: vscode.InputBoxValidationSeverity.Warning,
    };
  }
  return undefined;
}
