import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { AccessProblem } from '../../base/errors.js';

/**
 * Asks for the client secret of an app-only connection, or for the passphrase of its certificate's private key.
 * @param why what was the matter with the one before; said above the input
 * @param signal closes the box when nobody waits for the answer any more
 * @returns `undefined` where the person closes the box
 */
export async function askSecret(
  connection: Connection,
  why: AccessProblem | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const inputCancellation = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => inputCancellation.cancel(), { once: true });
  return vscode.window.showInputBox(inputBoxOptions(connection, why), inputCancellation.token);
}

function inputBoxOptions(connection: Connection, why: AccessProblem | undefined): vscode.InputBoxOptions {
  const passphrase = connection.certificatePath !== undefined;
  return {
    title: passphrase
      ? vscode.l10n.t('Passphrase of the Certificate for {0}', connection.name)
      : vscode.l10n.t('Client Secret for {0}', connection.name),
    prompt: promptFor(connection, why),
    placeHolder: passphrase
      ? vscode.l10n.t('Passphrase of the private key')
      : vscode.l10n.t('The secret’s value, not its id'),
    password: true,
    // People fetch the secret from a browser or a password manager, which takes the focus away.
    ignoreFocusOut: true,
    validateInput: (text) => validateSecret(text, passphrase),
  };
}

function promptFor({ authority, certificatePath }: Connection, why: AccessProblem | undefined): string {
  if (certificatePath !== undefined) {
    return vscode.l10n.t(
      'The private key is encrypted. Its passphrase is kept in VS Code’s secret storage and does not leave this computer.',
    );
  }
  const place = vscode.l10n.t(
    'The secret is kept in VS Code’s secret storage and sent to {0} only.',
    new URL(authority).host,
  );
  switch (why) {
    case 'wrongSecret':
      return `${vscode.l10n.t('The secret was not accepted: enter the value, not the id, of a secret of this application.')} ${place}`;
    case 'secretExpired':
      return `${vscode.l10n.t('The secret has expired: add a new one to the application, and enter its value.')} ${place}`;
    default:
      return place;
  }
}

function validateSecret(text: string, passphrase: boolean): string | vscode.InputBoxValidationMessage | undefined {
  if (text === '') {
    return passphrase ? vscode.l10n.t('Enter the passphrase.') : vscode.l10n.t('Enter the secret.');
  }
  if (passphrase) {
    return undefined;
  }
  if (text !== text.trim()) {
    return vscode.l10n.t('There is a blank or a line break before or after the secret.');
  }
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    return {
      message: vscode.l10n.t(
        'This looks like the id of a secret. What is needed is its value, which is shown only once, when the secret is made.',
      ),
      severity: vscode.InputBoxValidationSeverity.Warning,
    };
  }
  return undefined;
}
