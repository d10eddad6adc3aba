import * as vscode from 'vscode';
import type { ErrorDetails } from '../base/errors.js';
import type { ErrorTexts } from './errorActions.js';

/** A host that did not answer, by what the system says of it. */
export function networkErrorTexts({ host = 'Microsoft Graph', code = '' }: ErrorDetails): ErrorTexts {
  if (code === 'timeout') {
    return { text: vscode.l10n.t('{0} did not answer in time.', host), actions: ['retry', 'showLog'] };
  }
  if (code === 'opaqueRedirect') {
    return {
      text: vscode.l10n.t('A browser does not let an extension fetch the file of this report.'),
      detail: vscode.l10n.t(
        'Reports asked for as JSON come without a file: see the setting “Usage Reports: Fetch Format”.',
      ),
      actions: ['openSettings', 'showLog'],
    };
  }
  if (/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/.test(code)) {
    return {
      text: vscode.l10n.t('The name {0} was not found.', host),
      detail: vscode.l10n.t(
        'Check the network and the VPN. Where all traffic goes through a proxy, VS Code has to know it.',
      ),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return {
      text: vscode.l10n.t('The certificate of {0} is not trusted, so nothing was sent.', host),
      detail: vscode.l10n.t(
        'Often a proxy that looks into traffic shows its own certificate. This computer has to trust whoever issued it.',
      ),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
    return {
      text: vscode.l10n.t('No secure connection to {0} came about.', host),
      detail: vscode.l10n.t('Something else than the service may have answered: a proxy, a firewall or a wrong port.'),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  if (code === 'ECONNREFUSED') {
    return {
      text: vscode.l10n.t('{0} refused the connection.', host),
      detail: vscode.l10n.t(
        'A firewall, a wrong endpoint in the connection or a proxy that is not running can be the cause.',
      ),
      actions: ['retry', 'openProxySettings', 'showLog'],
    };
  }
  return {
    text: vscode.l10n.t('{0} could not be reached.', host),
    detail: vscode.l10n.t('Check the network, the VPN and VS Code’s proxy settings.'),
    actions: ['retry', 'openProxySettings', 'showLog'],
  };
}
