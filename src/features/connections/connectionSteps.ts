import * as vscode from 'vscode';
import { CLOUD_IDS, type CloudId, CLOUDS } from '../../services/auth/connections/clouds.js';
import { cloudLabel } from '../../l10n/cloudTexts.js';
import { addressProblemText } from '../../l10n/connectionInputTexts.js';
import { authorityFinding, graphEndpointFinding, type InputFinding, tenantFinding } from './addressProblems.js';
import { type ConnectionDraft, isAbsolutePath, isGuid, suggestedName, type StepId } from './connectionDraft.js';
import { askChoice, askText, type Choice, type StepFrame, type StepOutcome } from './quickSteps.js';
import { openWalkthrough } from './walkthrough.js';
import type { InputProblem } from '../common/quickInput.js';

/** Microsoft's public application ID of VS Code. */
const VSCODE_CLIENT_ID = 'aebc6443-996d-45c2-90f0-388ff96faa56';

export interface StepContext {
  /** There is a stored secret that can still be used. */
  readonly hasSecret: boolean;
  /** Names of the other connections. */
  readonly takenNames: readonly string[];
}

/** Asks one question about a connection. */
export function askStep(
  step: StepId,
  draft: ConnectionDraft,
  frame: StepFrame,
  context: StepContext,
): Promise<StepOutcome> {
  const isApp = draft.kind === 'appOnly';
  switch (step) {
    case 'kind':
      return askChoice(kinds(), draft.kind, vscode.l10n.t('Who signs in?'), frame);
    case 'cloud':
      return askChoice(clouds(), draft.cloud, vscode.l10n.t('Which Microsoft cloud is the tenant in?'), frame);
    case 'graphEndpoint':
      return askText(
        {
          value: draft.graphEndpoint ?? 'https://',
          prompt: vscode.l10n.t('Microsoft Graph endpoint. Access tokens are sent only to this address.'),
          placeholder: CLOUDS.usgov.graphOrigin,
          validate: (value) => textOf(graphEndpointFinding(value)),
        },
        frame,
      );
    case 'authority':
      return askText(
        {
          value: draft.authority ?? CLOUDS.global.authority,
          prompt: vscode.l10n.t('Sign-in endpoint (authority). Secrets are sent only to this address.'),
          placeholder: CLOUDS.global.authority,
          validate: (value) => textOf(authorityFinding(value, draft.graphEndpoint)),
        },
        frame,
      );
    case 'tenantId':
      return askText(
        {
          value: draft.tenantId ?? '',
          prompt: isApp
            ? vscode.l10n.t(
                "Enter the tenant's domain or directory (tenant) ID. You find both in the Microsoft Entra admin center.",
              )
            : vscode.l10n.t(
                "Enter the tenant's domain or directory (tenant) ID. Leave empty to use the account's home tenant.",
              ),
          placeholder: 'northlight.onmicrosoft.com',
          validate: (value) => tenantProblem(value, isApp, draft.cloud ?? 'global'),
        },
        frame,
      );
    case 'app':
      return askChoice(apps(), draft.app, vscode.l10n.t('Which app asks for your sign-in?'), frame);
    case 'clientId':
      return askText(
        {
          value: draft.clientId ?? '',
          prompt: isApp
            ? vscode.l10n.t(
                'Enter the application (client) ID of the app registration that has the application permission Reports.Read.All.',
              )
            : vscode.l10n.t(
                'Enter the application (client) ID of your app registration that has the delegated permission Reports.Read.All.',
              ),
          placeholder: '00000000-0000-0000-0000-000000000000',
          validate: (value) => clientProblem(value, isApp),
          help: {
            icon: 'book',
            tooltip: vscode.l10n.t('How to Register an App'),
            run: async () => {
              await openWalkthrough('register');
              return undefined;
            },
          },
        },
        frame,
      );
    case 'credential':
      return askChoice(credentials(), draft.credential, vscode.l10n.t('Which credential does the app use?'), frame);
    case 'clientSecret':
      return askText(
        {
          value: draft.clientSecret ?? '',
          isSecret: true,
          prompt: context.hasSecret
            ? vscode.l10n.t('Enter the value of the client secret. Leave empty to keep the stored secret.')
            : vscode.l10n.t(
                "Enter the value of the client secret. It's stored in VS Code's secret storage, not in your settings.",
              ),
          validate: (value) => secretProblem(value, context.hasSecret),
        },
        frame,
      );
    case 'certificatePath':
      return askText(
        {
          value: draft.certificatePath ?? '',
          prompt: vscode.l10n.t(
            'Choose the PEM file that contains the certificate and its private key. Only its path is saved.',
          ),
          placeholder: vscode.l10n.t('Type a path, or use the folder button to choose a file'),
          validate: (value) =>
            isAbsolutePath(value) ? undefined : vscode.l10n.t('Enter the absolute path of a file.'),
          help: { icon: 'folder-opened', tooltip: vscode.l10n.t('Choose File…'), run: pickCertificate },
        },
        frame,
      );
    case 'passphrase':
      return askText(
        {
          value: draft.passphrase ?? '',
          isSecret: true,
          prompt: context.hasSecret
            ? vscode.l10n.t('Enter the passphrase of the private key. Leave empty to keep the stored passphrase.')
            : vscode.l10n.t('Enter the passphrase of the private key. Leave empty if it has none.'),
          validate: () => undefined,
        },
        frame,
      );
    case 'name':
      return askText(
        {
          value: draft.name ?? suggestedName(draft),
          prompt: vscode.l10n.t('Enter a name for this tenant'),
          placeholder: vscode.l10n.t('Northlight'),
          validate: (value) => nameProblem(value, context.takenNames),
        },
        frame,
      );
  }
}

function kinds(): (Choice & { value: 'delegated' | 'appOnly' })[] {
  return [
    {
      label: vscode.l10n.t('Sign in with an account'),
      detail: vscode.l10n.t('Your work or school account. Its role determines which reports you can read.'),
      iconPath: new vscode.ThemeIcon('account'),
      value: 'delegated',
    },
    {
      label: vscode.l10n.t('Sign in as an app, without a user'),
      detail: vscode.l10n.t('An app registration with a client secret or a certificate. Some reports require it.'),
      iconPath: new vscode.ThemeIcon('server-process'),
      value: 'appOnly',
    },
  ];
}

/** The note stands here, where it is chosen: later it would be an error. */
function apps(): (Choice & { value: NonNullable<ConnectionDraft['app']> })[] {
  return [
    {
      label: vscode.l10n.t('Your own app registration'),
      description: vscode.l10n.t('recommended'),
      detail: vscode.l10n.t('You enter its application (client) ID. The walkthrough shows how to register one.'),
      iconPath: new vscode.ThemeIcon('verified'),
      value: 'own',
    },
    {
      label: vscode.l10n.t("VS Code's built-in app"),
      detail: vscode.l10n.t('Microsoft normally refuses it for usage reports (AADSTS65002), even with consent.'),
      iconPath: new vscode.ThemeIcon('warning'),
      value: 'builtIn',
    },
  ];
}

function clouds(): Choice[] {
  return CLOUD_IDS.map((id) => ({
    label: cloudLabel(id),
    description:
      id === 'custom'
        ? vscode.l10n.t('You enter the Microsoft Graph and sign-in endpoints')
        : new URL(CLOUDS[id].graphOrigin).host,
    ...(id === 'global' ? { detail: vscode.l10n.t('Includes GCC. The right choice for most tenants.') } : {}),
    value: id,
  }));
}

function credentials(): Choice[] {
  return [
    { label: vscode.l10n.t('Client secret'), iconPath: new vscode.ThemeIcon('key'), value: 'clientSecret' },
    {
      label: vscode.l10n.t('Certificate'),
      detail: vscode.l10n.t('A PEM file with the certificate and its private key'),
      iconPath: new vscode.ThemeIcon('verified'),
      value: 'certificate',
    },
  ];
}

async function pickCertificate(): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Certificate with Private Key'),
      openLabel: vscode.l10n.t('Use File'),
      filters: { [vscode.l10n.t('PEM files')]: ['pem', 'crt', 'cer', 'key'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  return file?.fsPath;
}

function tenantProblem(value: string, isRequired: boolean, cloud: CloudId): string | undefined {
  return value === '' && isRequired
    ? vscode.l10n.t('Enter a domain or an ID. An app signs in to a specific tenant.')
    : textOf(tenantFinding(value, cloud));
}

function textOf(finding: InputFinding | undefined): string | undefined {
  return finding && addressProblemText(finding.problem, finding.example);
}

function clientProblem(value: string, isApp: boolean): string | undefined {
  if (value === '') {
    return isApp
      ? vscode.l10n.t('Enter an ID. An app signs in with its own ID.')
      : vscode.l10n.t("Enter the ID of your app registration, or go back to choose VS Code's built-in app.");
  }
  if (value.toLowerCase() === VSCODE_CLIENT_ID) {
    return vscode.l10n.t(
      "This is VS Code's own app, which Microsoft doesn't let read usage reports. Enter the ID of your own app registration.",
    );
  }
  return isGuid(value) ? undefined : vscode.l10n.t('Enter an ID such as 00000000-0000-0000-0000-000000000000.');
}

function secretProblem(value: string, mayBeEmpty: boolean): InputProblem {
  if (value.trim() === '') {
    return mayBeEmpty && value === '' ? undefined : vscode.l10n.t('Enter the client secret.');
  }
  return isGuid(value.trim())
    ? {
        message: vscode.l10n.t(
          "This looks like a secret ID. Enter the secret's value, which is shown only once, when you create the secret.",
        ),
        severity: vscode.InputBoxValidationSeverity.Warning,
      }
    : undefined;
}

function nameProblem(value: string, taken: readonly string[]): string | undefined {
  if (value === '') {
    return vscode.l10n.t('Enter a name to tell your tenants apart.');
  }
  return taken.some((name) => name.toLowerCase() === value.toLowerCase())
    ? vscode.l10n.t('Another connection already has this name.')
    : undefined;
}
