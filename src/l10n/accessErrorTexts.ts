import * as vscode from 'vscode';
import type { AccessProblem, ErrorDetails } from '../base/errors.js';
import { durationLabel } from './durationTexts.js';
import type { ErrorTexts } from './errorActions.js';

/** What stands between a person or a service and the reports, and the button that helps with it. */
export function accessErrorTexts(problem: AccessProblem, details: ErrorDetails): ErrorTexts {
  switch (problem) {
    case 'declined':
      return { text: vscode.l10n.t('The sign-in was cancelled.'), actions: ['signIn', 'switchTenant'] };
    case 'preauthorizationMissing':
      return {
        text: vscode.l10n.t('VS Code’s own app may not ask for usage reports in this tenant.'),
        detail: vscode.l10n.t(
          'Microsoft allows VS Code’s built-in sign-in a fixed list of permissions, and reading reports is not among them (AADSTS65002). Register an app of your own once; the connection then signs in with that.',
        ),
        actions: ['registerApp', 'editConnection', 'copyDetails'],
      };
    case 'consentMissing':
      return {
        text: vscode.l10n.t('Nobody has allowed the app to read usage reports in this tenant yet.'),
        detail: vscode.l10n.t(
          'An administrator has to consent to the permission Reports.Read.All once: as a delegated permission where people sign in, as an application permission for a connection without a user. Open the consent link as an administrator, or send it to one, then try again.',
        ),
        actions: ['copyConsentLink', 'retry', 'copyDetails'],
      };
    case 'roleMissing':
      return {
        text: vscode.l10n.t('This account has none of the roles that may read usage reports.'),
        detail: vscode.l10n.t(
          'The role Reports Reader is enough: it reads all reports and changes nothing. A role that was given just now counts from the next sign-in.',
        ),
        actions: ['roleHelp', 'chooseAccount', 'copyDetails'],
      };
    case 'summaryRole':
      return {
        text: vscode.l10n.t(
          'This account’s role reads totals only, and this report is about single people, sites or groups.',
        ),
        detail: vscode.l10n.t(
          'Global Reader and Usage Summary Reports Reader stop at totals. Reports Reader reads this one, too. Reports of totals go on working with this account.',
        ),
        actions: ['roleHelp', 'chooseAccount', 'copyDetails'],
      };
    case 'personalAccount':
      return {
        text: vscode.l10n.t('A personal Microsoft account has no usage reports.'),
        detail: vscode.l10n.t('Reports belong to an organisation’s tenant. Sign in with a work or school account.'),
        actions: ['chooseAccount', 'signOut', 'switchTenant'],
      };
    case 'conditionalAccess':
      return {
        text: vscode.l10n.t('A Conditional Access policy of this tenant wants more than this sign-in gave.'),
        detail: vscode.l10n.t(
          'It may ask for a second factor, a managed device or a certain network. Sign in again; if that is refused too, whoever looks after the policies can find this attempt by its details.',
        ),
        actions: ['signIn', 'chooseAccount', 'copyDetails'],
      };
    case 'appNotFound':
      return {
        text: vscode.l10n.t('This tenant does not know the app of the connection.'),
        detail: vscode.l10n.t(
          'The application (client) id is mistyped, or the app is registered in another tenant or another cloud.',
        ),
        actions: ['editConnection', 'registerApp', 'copyDetails'],
      };
    case 'tenantNotFound':
      return {
        text: vscode.l10n.t('The sign-in service does not know the tenant of the connection.'),
        detail: vscode.l10n.t(
          'The tenant id or domain is mistyped, or the connection names the wrong cloud: no cloud knows the tenants of another.',
        ),
        actions: ['editConnection', 'copyDetails'],
      };
    case 'secretMissing':
      return {
        text: vscode.l10n.t('The client secret of this connection is not stored on this computer.'),
        detail: vscode.l10n.t(
          'Secrets are kept in VS Code’s secret storage, never in settings, so each computer is told once.',
        ),
        actions: ['enterSecret', 'editConnection'],
      };
    case 'wrongSecret':
      return {
        text: vscode.l10n.t('The client secret is wrong.'),
        detail: vscode.l10n.t(
          'It has to be the secret’s value, which is shown only once, right after the secret was made. What stays in the list is the secret’s id, which does not work here.',
        ),
        actions: ['enterSecret', 'editConnection', 'copyDetails'],
      };
    case 'secretExpired':
      return {
        text: vscode.l10n.t('The client secret has expired.'),
        detail: vscode.l10n.t(
          'Make a new one in the app registration under “Certificates & secrets”, and enter its value here.',
        ),
        actions: ['enterSecret', 'editConnection', 'copyDetails'],
      };
    case 'certificateUnreadable':
      return {
        text: vscode.l10n.t('The certificate file of this connection cannot be read.'),
        detail: vscode.l10n.t(
          'It has to be a PEM file with the certificate and its private key, at the path that the connection names.',
        ),
        actions: ['editConnection', 'retry', 'showLog'],
      };
    case 'certificateUnknown':
      return {
        text: vscode.l10n.t('The app registration does not know this certificate.'),
        detail: vscode.l10n.t(
          'Upload its public part to the app registration under “Certificates & secrets”, or let the connection name the certificate that is there.',
        ),
        actions: ['editConnection', 'retry', 'copyDetails'],
      };
    case 'certificateExpired':
      return {
        text: vscode.l10n.t('The certificate of this connection has expired.'),
        detail: vscode.l10n.t(
          'Make a new one, upload its public part to the app registration, and let the connection name the new file.',
        ),
        actions: ['editConnection', 'retry', 'copyDetails'],
      };
    case 'passphraseMissing':
      return {
        text: vscode.l10n.t('The private key of the certificate is locked, and its passphrase is missing or wrong.'),
        detail: vscode.l10n.t(
          'Enter the passphrase as the connection’s secret. It is kept in VS Code’s secret storage.',
        ),
        actions: ['enterSecret', 'editConnection'],
      };
    case 'clockSkew':
      return {
        text: clockText(details.clockSkewSeconds),
        detail: vscode.l10n.t(
          'A sign-in is valid for a short time only, so the clocks have to agree. Let the system set its clock by itself, then try again.',
        ),
        actions: ['retry', 'copyDetails'],
      };
    case 'wrongEnvironment':
      return {
        text: vscode.l10n.t('VS Code is set to sign in to another cloud than the one of this connection.'),
        detail: vscode.l10n.t(
          'The setting “microsoft-sovereign-cloud.environment” names the cloud. There is one for all windows, so only one such cloud can be used at a time.',
        ),
        actions: ['openSovereignSettings', 'signIn', 'editConnection'],
      };
    case 'providerSilent':
      return {
        text: vscode.l10n.t('VS Code’s sign-in did not answer in time.'),
        detail: vscode.l10n.t(
          'A browser tab or a dialog in another window may still be waiting for you. Close it and sign in again.',
        ),
        actions: ['signIn', 'showLog'],
      };
    case 'proxySignIn':
      return {
        text: vscode.l10n.t('A proxy on the way to {0} wants a sign-in of its own.', details.host ?? 'Microsoft Graph'),
        detail: vscode.l10n.t('VS Code’s proxy settings hold the proxy’s address and what it is told of you.'),
        actions: ['openProxySettings', 'retry', 'showLog'],
      };
  }
}

/** @param seconds by which the service's clock is ahead of this computer's */
function clockText(seconds: number | undefined): string {
  if (seconds === undefined) {
    return vscode.l10n.t('The clock of this computer is too far off for a sign-in.');
  }
  return seconds > 0
    ? vscode.l10n.t('The clock of this computer is {0} slow.', durationLabel(seconds))
    : vscode.l10n.t('The clock of this computer is {0} fast.', durationLabel(-seconds));
}
