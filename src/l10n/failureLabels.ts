import * as l10n from '@vscode/l10n';
import type { AccessProblem, ErrorReason } from '../base/errors.js';

/** Why a connection failed, in two or three words that stand behind `failed:`, such as `wrong secret`. */
export function failureLabel(reason: ErrorReason, problem: AccessProblem | undefined): string {
  return problem === undefined ? reasonLabel(reason) : problemLabel(problem);
}

function problemLabel(problem: AccessProblem): string {
  switch (problem) {
    case 'declined':
      return l10n.t('sign-in canceled');
    case 'preauthorizationMissing':
      return l10n.t("VS Code's app not allowed");
    case 'consentMissing':
      return l10n.t('consent missing');
    case 'roleMissing':
    case 'globalRoleMissing':
      return l10n.t('role missing');
    case 'summaryRole':
      return l10n.t('role reads totals only');
    case 'delegatedOnly':
    case 'applicationOnly':
      return l10n.t('not for this sign-in');
    case 'premiumLicenseMissing':
      return l10n.t('no Microsoft Entra ID P1');
    case 'reportNotEnabled':
      return l10n.t('report not turned on');
    case 'personalAccount':
      return l10n.t('personal account');
    case 'conditionalAccess':
      return l10n.t('Conditional Access');
    case 'appNotFound':
      return l10n.t('app not found');
    case 'tenantNotFound':
      return l10n.t('unknown tenant');
    case 'secretMissing':
      return l10n.t('secret missing');
    case 'wrongSecret':
      return l10n.t('wrong secret');
    case 'secretExpired':
      return l10n.t('secret expired');
    case 'certificateUnreadable':
      return l10n.t('certificate unreadable');
    case 'certificateUnknown':
      return l10n.t('certificate not registered');
    case 'certificateExpired':
      return l10n.t('certificate expired');
    case 'passphraseMissing':
      return l10n.t('wrong passphrase');
    case 'clockSkew':
      return l10n.t('clock wrong');
    case 'wrongEnvironment':
      return l10n.t('wrong cloud in VS Code');
    case 'providerSilent':
      return l10n.t('no answer from sign-in');
    case 'proxySignIn':
      return l10n.t('proxy requires authentication');
  }
}

function reasonLabel(reason: ErrorReason): string {
  switch (reason) {
    case 'signInRequired':
      return l10n.t('signed out');
    case 'signInFailed':
      return l10n.t('sign-in failed');
    case 'unauthorized':
      return l10n.t('sign-in not accepted');
    case 'forbidden':
      return l10n.t('no permission');
    case 'network':
      return l10n.t("can't connect");
    case 'throttled':
      return l10n.t('too many requests');
    case 'serviceUnavailable':
      return l10n.t('service unavailable');
    case 'notFound':
      return l10n.t('not found');
    case 'invalidRequest':
    case 'badRequest':
      return l10n.t('request rejected');
    case 'truncated':
    case 'insecureRedirect':
    case 'linkExpired':
    case 'notAReport':
    case 'brokenAnswer':
    case 'tooLarge':
    case 'unreadableFile':
    case 'tableLost':
      return l10n.t('unreadable answer');
    case 'storage':
    case 'exportFailed':
      return l10n.t('archive not writable');
  }
}
