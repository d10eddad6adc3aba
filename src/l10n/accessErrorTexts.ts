import * as l10n from '@vscode/l10n';
import type { AccessProblem, ErrorDetails } from '../base/errors.js';
import { durationLabel } from './durationTexts.js';
import { missingPermissionTexts, premiumLicenseTexts } from './directoryErrorTexts.js';
import type { ErrorTexts } from './errorActions.js';
import { proxyVariablesText } from './networkErrorTexts.js';
import { accessText } from './accessTexts.js';

/** What stands between a person or a service and the reports, and the button that helps with it. */
export function accessErrorTexts(problem: AccessProblem, details: ErrorDetails): ErrorTexts {
  switch (problem) {
    case 'declined':
      return { text: l10n.t('Sign-in canceled.'), actions: ['signIn', 'switchTenant'] };
    case 'preauthorizationMissing':
      return {
        text: l10n.t("VS Code's built-in app isn't allowed to read usage reports in this tenant."),
        detail: l10n.t(
          "VS Code's built-in sign-in has a fixed list of permissions, which doesn't include reading reports (AADSTS65002). Register your own app once, and use it in the connection.",
        ),
        actions: ['registerApp', 'editConnection', 'copyDetails'],
      };
    case 'consentMissing':
      if (details.permissions !== undefined) {
        return missingPermissionTexts(details.permissions);
      }
      return {
        text: l10n.t("The app doesn't have consent to read usage reports in this tenant."),
        detail: l10n.t(
          'An administrator has to grant the permission Reports.Read.All once: as a delegated permission if users sign in, or as an application permission for a connection without a user. Open the consent link as an administrator, or send it to one, and then retry.',
        ),
        actions: ['copyConsentLink', 'retry', 'copyDetails'],
      };
    case 'roleMissing':
      return {
        text: l10n.t("This account doesn't have a role that can read usage reports."),
        detail: l10n.t(
          'The Reports Reader role is sufficient: it can read all reports and change nothing. A newly assigned role takes effect at the next sign-in.',
        ),
        actions: ['roleHelp', 'chooseAccount', 'copyDetails'],
      };
    case 'summaryRole':
      return {
        text: l10n.t(
          "This account's role can read only totals, but this report is about individual users, sites, or groups.",
        ),
        detail: l10n.t(
          'Global Reader, Usage Summary Reports Reader, and User Experience Success Manager can read only totals. Reports Reader can also read this report. Reports of totals still work with this account.',
        ),
        actions: ['roleHelp', 'chooseAccount', 'copyDetails'],
      };
    case 'delegatedOnly':
    case 'applicationOnly':
      return {
        text: accessText(problem === 'delegatedOnly' ? 'delegated' : 'application'),
        detail: l10n.t("This doesn't depend on consent or roles. Other reports still work with this connection."),
        actions: ['switchTenant', 'copyDetails'],
      };
    case 'globalRoleMissing':
      return {
        text: l10n.t('Only the roles Global Reader and Global Administrator can read this report.'),
        detail: l10n.t(
          "Microsoft doesn't accept Reports Reader for this report. Other reports still work with this account. A newly assigned role takes effect at the next sign-in.",
        ),
        actions: ['roleHelp', 'chooseAccount', 'copyDetails'],
      };
    case 'premiumLicenseMissing':
      return premiumLicenseTexts();
    case 'reportNotEnabled':
      return {
        text: l10n.t("This report isn't turned on in the tenant."),
        detail: l10n.t(
          'Microsoft collects this data only after an administrator has turned it on, once for each report, by sending the request that "Copy Request" copies. It needs the delegated permission ReportSettings.ReadWrite.All, which this extension never asks for; Graph Explorer can send it. Permissions and roles for reading reports are not the cause.',
        ),
        actions: ['copyEnableRequest', 'enableHelp', 'retry', 'copyDetails'],
      };
    case 'personalAccount':
      return {
        text: l10n.t("Personal Microsoft accounts don't have usage reports."),
        detail: l10n.t("Usage reports belong to an organization's tenant. Sign in with a work or school account."),
        actions: ['chooseAccount', 'signOut', 'switchTenant'],
      };
    case 'conditionalAccess':
      return {
        text: l10n.t('A Conditional Access policy of this tenant requires more than this sign-in provided.'),
        detail: l10n.t(
          "The policy may require multifactor authentication, a managed device, or a specific network. Sign in again. If that's denied too, the administrator of the policies can find this attempt by its details.",
        ),
        actions: ['signIn', 'chooseAccount', 'copyDetails'],
      };
    case 'appNotFound':
      return {
        text: l10n.t("The app of this connection wasn't found in the tenant."),
        detail: l10n.t(
          'The application (client) ID may be mistyped, or the app is registered in a different tenant or cloud.',
        ),
        actions: ['editConnection', 'registerApp', 'copyDetails'],
      };
    case 'tenantNotFound':
      return {
        text: l10n.t("The tenant of this connection wasn't found."),
        detail: l10n.t('The tenant ID or domain may be mistyped, or the connection uses the wrong cloud.'),
        actions: ['editConnection', 'copyDetails'],
      };
    case 'secretMissing':
      return {
        text: l10n.t("The client secret of this connection isn't stored on this computer."),
        detail: l10n.t(
          "Secrets are stored in VS Code's secret storage, never in settings, so you enter them once on each computer.",
        ),
        actions: ['enterSecret', 'editConnection'],
      };
    case 'wrongSecret':
      return {
        text: l10n.t('The client secret is incorrect.'),
        detail: l10n.t(
          "Enter the secret's value, which is shown only once, right after you create the secret. The ID that stays in the list doesn't work here.",
        ),
        actions: ['enterSecret', 'editConnection', 'copyDetails'],
      };
    case 'secretExpired':
      return {
        text: l10n.t('The client secret has expired.'),
        detail: l10n.t(
          'Create a new secret in the app registration under Certificates & secrets, and enter its value here.',
        ),
        actions: ['enterSecret', 'editConnection', 'copyDetails'],
      };
    case 'certificateUnreadable':
      return {
        text: l10n.t("The certificate file of this connection can't be read."),
        detail: l10n.t(
          'The path in the connection must lead to a PEM file that contains the certificate and its private key.',
        ),
        actions: ['editConnection', 'retry', 'showLog'],
      };
    case 'certificateUnknown':
      return {
        text: l10n.t("The app registration doesn't have this certificate."),
        detail: l10n.t(
          "Upload its public key to the app registration under Certificates & secrets, or change the connection to use a certificate that's there.",
        ),
        actions: ['editConnection', 'retry', 'copyDetails'],
      };
    case 'certificateExpired':
      return {
        text: l10n.t('The certificate of this connection has expired.'),
        detail: l10n.t(
          'Create a new certificate, upload its public key to the app registration, and change the connection to use the new file.',
        ),
        actions: ['editConnection', 'retry', 'copyDetails'],
      };
    case 'passphraseMissing':
      return {
        text: l10n.t('The private key of the certificate is encrypted, and its passphrase is missing or incorrect.'),
        detail: l10n.t("Enter the passphrase as the connection's secret. It's stored in VS Code's secret storage."),
        actions: ['enterSecret', 'editConnection'],
      };
    case 'clockSkew':
      return {
        text: clockText(details.clockSkewSeconds),
        detail: l10n.t(
          'Sign-ins are valid only for a short time, so the clocks must agree. Turn on automatic time in your operating system, and then retry.',
        ),
        actions: ['retry', 'copyDetails'],
      };
    case 'wrongEnvironment':
      return {
        text: l10n.t('VS Code is set to sign in to a different cloud than this connection uses.'),
        detail: l10n.t(
          'The setting "microsoft-sovereign-cloud.environment" specifies the cloud. It applies to all windows, so you can use only one such cloud at a time.',
        ),
        actions: ['openSovereignSettings', 'signIn', 'editConnection'],
      };
    case 'providerSilent':
      return {
        text: l10n.t("VS Code's sign-in didn't respond in time."),
        detail: l10n.t(
          'A browser tab or a dialog in another window may still be waiting for you. Close it, and sign in again.',
        ),
        actions: ['signIn', 'showLog'],
      };
    case 'proxySignIn':
      if (details.proxy !== undefined) {
        return {
          text: l10n.t('The proxy {0} requires authentication.', details.proxy),
          detail: proxyVariablesText(),
          actions: ['retry', 'showLog'],
        };
      }
      return {
        text: l10n.t(
          'A proxy between this computer and {0} requires authentication.',
          details.host ?? 'Microsoft Graph',
        ),
        detail: l10n.t("Check the proxy's address and credentials in VS Code's proxy settings."),
        actions: ['openProxySettings', 'retry', 'showLog'],
      };
  }
}

/** @param seconds by which the service's clock is ahead of this computer's */
function clockText(seconds: number | undefined): string {
  if (seconds === undefined) {
    return l10n.t("This computer's clock is too far off to sign in.");
  }
  return seconds > 0
    ? l10n.t("This computer's clock is {0} slow.", durationLabel(seconds))
    : l10n.t("This computer's clock is {0} fast.", durationLabel(-seconds));
}
