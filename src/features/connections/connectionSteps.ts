import * as vscode from 'vscode';
import { type CloudId, CLOUDS } from '../../services/auth/connections/clouds.js';
import { safeOrigin } from '../../services/auth/connections/connection.js';
import { cloudLabel } from '../../l10n/cloudTexts.js';
import {
  type ConnectionDraft,
  isAbsolutePath,
  isDomain,
  isGuid,
  suggestedName,
  type StepId,
} from './connectionDraft.js';
import { askChoice, askText, type Choice, type StepFrame, type StepOutcome } from './quickSteps.js';

export interface StepContext {
  /** A secret is stored already that may be kept. */
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
      return askChoice(clouds(), draft.cloud, vscode.l10n.t('In which of Microsoft’s clouds is the tenant?'), frame);
    case 'graphEndpoint':
      return askText(
        {
          value: draft.graphEndpoint ?? 'https://',
          prompt: vscode.l10n.t('Address of Microsoft Graph. Access tokens go there and nowhere else.'),
          placeholder: CLOUDS.usgov.graphOrigin,
          validate: originProblem,
        },
        frame,
      );
    case 'authority':
      return askText(
        {
          value: draft.authority ?? CLOUDS.global.authority,
          prompt: vscode.l10n.t('Address of the sign-in service. Secrets go there and nowhere else.'),
          placeholder: CLOUDS.global.authority,
          validate: originProblem,
        },
        frame,
      );
    case 'tenantId':
      return askText(
        {
          value: draft.tenantId ?? '',
          prompt: isApp
            ? vscode.l10n.t(
                'Tenant: a domain of it, or its directory (tenant) id from the Microsoft Entra admin center',
              )
            : vscode.l10n.t(
                'Tenant: a domain of it, or its directory (tenant) id. Leave empty for the account’s own tenant.',
              ),
          placeholder: 'northlight.onmicrosoft.com',
          validate: (value) => tenantProblem(value, isApp),
        },
        frame,
      );
    case 'clientId':
      return askText(
        {
          value: draft.clientId ?? '',
          prompt: isApp
            ? vscode.l10n.t(
                'Application (client) id of the app registration with the application permission Reports.Read.All',
              )
            : vscode.l10n.t(
                'Application (client) id of your app registration. Left empty, VS Code’s own app asks, which Microsoft normally refuses for usage reports.',
              ),
          placeholder: '00000000-0000-0000-0000-000000000000',
          validate: (value) => clientProblem(value, isApp),
          help: {
            icon: 'book',
            tooltip: vscode.l10n.t('How to Register an App'),
            run: async () => {
              await vscode.commands.executeCommand('usageReports.registerApp');
              return undefined;
            },
          },
        },
        frame,
      );
    case 'credential':
      return askChoice(credentials(), draft.credential, vscode.l10n.t('How does the app prove who it is?'), frame);
    case 'clientSecret':
      return askText(
        {
          value: draft.clientSecret ?? '',
          isSecret: true,
          prompt: context.hasSecret
            ? vscode.l10n.t('Client secret: its value. Leave empty to keep the one that is stored.')
            : vscode.l10n.t('Client secret: its value. It is kept in VS Code’s secret storage, not in the settings.'),
          validate: (value) => secretProblem(value, context.hasSecret),
        },
        frame,
      );
    case 'certificatePath':
      return askText(
        {
          value: draft.certificatePath ?? '',
          prompt: vscode.l10n.t(
            'PEM file with the certificate and its private key. It stays where it is; only its path is kept.',
          ),
          placeholder: vscode.l10n.t('Path of the file, or the folder button above to pick it'),
          validate: (value) =>
            isAbsolutePath(value) ? undefined : vscode.l10n.t('The whole path of a file, from the root.'),
          help: { icon: 'folder-opened', tooltip: vscode.l10n.t('Pick the File'), run: pickCertificate },
        },
        frame,
      );
    case 'passphrase':
      return askText(
        {
          value: draft.passphrase ?? '',
          isSecret: true,
          prompt: context.hasSecret
            ? vscode.l10n.t('Passphrase of the private key. Leave empty to keep what is stored.')
            : vscode.l10n.t('Passphrase of the private key. Leave empty if it has none.'),
          validate: () => undefined,
        },
        frame,
      );
    case 'name':
      return askText(
        {
          value: draft.name ?? suggestedName(draft),
          prompt: vscode.l10n.t('What do you call this tenant?'),
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
      detail: vscode.l10n.t(
        'Your own work or school account, through VS Code’s Microsoft sign-in. Its role decides which reports it may read.',
      ),
      iconPath: new vscode.ThemeIcon('account'),
      value: 'delegated',
    },
    {
      label: vscode.l10n.t('Sign in as an app, without a user'),
      detail: vscode.l10n.t(
        'An app registration of yours with a client secret or a certificate. Some reports accept nothing else.',
      ),
      iconPath: new vscode.ThemeIcon('server-process'),
      value: 'appOnly',
    },
  ];
}

function clouds(): Choice[] {
  const ids: CloudId[] = ['global', 'usgov', 'usgovdod', 'china', 'custom'];
  return ids.map((id) => ({
    label: cloudLabel(id),
    description:
      id === 'custom'
        ? vscode.l10n.t('asks where Microsoft Graph and the sign-in are')
        : new URL(CLOUDS[id].graphOrigin).host,
    ...(id === 'global' ? { detail: vscode.l10n.t('Also GCC. Right for nearly everybody.') } : {}),
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
      title: vscode.l10n.t('Certificate with its private key'),
      openLabel: vscode.l10n.t('Use This File'),
      filters: { [vscode.l10n.t('PEM files')]: ['pem', 'crt', 'cer', 'key'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  return file?.fsPath;
}

function originProblem(value: string): string | undefined {
  return safeOrigin(value) === undefined
    ? vscode.l10n.t('An https address without a path, like {0} (http only on this computer).', CLOUDS.usgov.graphOrigin)
    : undefined;
}

function tenantProblem(value: string, isRequired: boolean): string | undefined {
  if (value === '') {
    return isRequired ? vscode.l10n.t('An app signs in to one tenant: it needs a domain or an id.') : undefined;
  }
  return isGuid(value) || isDomain(value)
    ? undefined
    : vscode.l10n.t('A domain like northlight.onmicrosoft.com, or an id like 00000000-0000-0000-0000-000000000000.');
}

function clientProblem(value: string, isRequired: boolean): string | undefined {
  if (value === '') {
    return isRequired ? vscode.l10n.t('An app signs in with its own id.') : undefined;
  }
  return isGuid(value) ? undefined : vscode.l10n.t('An id like 00000000-0000-0000-0000-000000000000.');
}

function secretProblem(value: string, mayBeEmpty: boolean): string | vscode.InputBoxValidationMessage | undefined {
  if (value.trim() === '') {
    return mayBeEmpty && value === '' ? undefined : vscode.l10n.t('The client secret is missing.');
  }
  return isGuid(value.trim())
    ? {
        message: vscode.l10n.t(
          'This looks like the secret’s id. The app needs its value, which is shown only once, when the secret is made.',
        ),
        severity: vscode.InputBoxValidationSeverity.Warning,
      }
    : undefined;
}

function nameProblem(value: string, taken: readonly string[]): string | undefined {
  if (value === '') {
    return vscode.l10n.t('A name, so that you can tell your tenants apart.');
  }
  return taken.some((name) => name.toLowerCase() === value.toLowerCase())
    ? vscode.l10n.t('Another connection has this name.')
    : undefined;
}
