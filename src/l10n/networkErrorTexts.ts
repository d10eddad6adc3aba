import * as l10n from '@vscode/l10n';
import type { ErrorDetails } from '../base/errors.js';
import type { ErrorTexts } from './errorActions.js';

/** A host that did not answer, by what the system says of it. */
export function networkErrorTexts({ host = 'Microsoft Graph', code = '', proxy, status }: ErrorDetails): ErrorTexts {
  if (proxy !== undefined) {
    return {
      text:
        status === undefined
          ? l10n.t("The proxy {0} couldn't be reached.", proxy)
          : l10n.t("The proxy {0} doesn't let requests through to {1}.", proxy, host),
      detail: proxyVariablesText(),
      actions: ['retry', 'showLog'],
    };
  }
  if (code === 'timeout') {
    return { text: l10n.t("{0} didn't respond in time.", host), actions: ['retry', 'showLog'] };
  }
  if (code === 'opaqueRedirect') {
    return {
      text: l10n.t("The browser doesn't allow an extension to download the file of this report."),
      detail: l10n.t('Reports in JSON format don\'t need a download. See the setting "Usage Reports: Fetch Format".'),
      actions: ['openFormatSetting', 'showLog'],
    };
  }
  if (/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/.test(code)) {
    return {
      text: l10n.t("The host {0} couldn't be found.", host),
      detail: l10n.t("Check your network and VPN. If you use a proxy, check VS Code's proxy settings."),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return {
      text: l10n.t("The certificate of {0} isn't trusted, so nothing was sent.", host),
      detail: l10n.t(
        "The cause is often a proxy that inspects traffic and presents its own certificate. This computer must trust the certificate's issuer.",
      ),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
    return {
      text: l10n.t("Couldn't establish a secure connection to {0}.", host),
      detail: l10n.t('A proxy, a firewall, or an incorrect port may be the cause.'),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  if (code === 'ECONNREFUSED') {
    return {
      text: l10n.t('{0} refused the connection.', host),
      detail: l10n.t(
        "A firewall, an incorrect endpoint in the connection, or a proxy that isn't running may be the cause.",
      ),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  return {
    text: l10n.t("{0} couldn't be reached.", host),
    detail: l10n.t("Check your network, your VPN, and VS Code's proxy settings."),
    actions: ['retry', 'openProxySettings', 'showLog'],
  };
}

/** Where a program that isn't VS Code is told its proxy. */
export function proxyVariablesText(): string {
  return l10n.t(
    'Check the environment variables {0}, {1}, and {2}. Special characters in a user name or password must be percent-encoded.',
    'HTTPS_PROXY',
    'HTTP_PROXY',
    'NO_PROXY',
  );
}
