import { defaultLimits } from '../services/throttling/limits.js';
import * as l10n from '@vscode/l10n';
import { redact } from '../base/redact.js';
import { type AccessProblem, type ErrorReason, UsageReportsError, isDeclined, messageOf } from '../base/errors.js';
import type { Notice, NoticeAction } from '../shared/pages/common.js';
import { accessErrorTexts } from './accessErrorTexts.js';
import { cloudLabel } from './cloudTexts.js';
import { deniedDirectoryTexts, directorySignInTexts } from './directoryErrorTexts.js';
import { displayLanguage } from './displayLanguage.js';
import { durationLabel } from './durationTexts.js';
import { type ErrorAction, type ErrorTexts, labelOf } from './errorActions.js';
import { fileErrorTexts } from './fileErrorTexts.js';
import { networkErrorTexts } from './networkErrorTexts.js';
import { numberLabel } from './numberTexts.js';
import { storageErrorTexts } from './storageErrorTexts.js';
import { templateErrorText } from './templateErrorTexts.js';
import { viewErrorText } from './viewErrorTexts.js';
import { tooLargeTexts } from './tooLargeTexts.js';

/** The sentence and buttons for anything that was thrown. Never contains a token, a secret or a download URL. */
export function errorTextsFor(error: unknown): ErrorTexts {
  if (!(error instanceof UsageReportsError)) {
    return {
      text: l10n.t('Usage Reports encountered an unexpected error.'),
      detail: redact(messageOf(error)),
      actions: ['retry', 'showLog'],
    };
  }
  const words = isAboutAccess(error)
    ? accessErrorTexts(error.details.problem, error.details)
    : errorTextsByReason(error);
  const detail = [words.detail, serviceMessageText(error)].filter((part) => part !== undefined).join('\n\n');
  return detail === '' ? words : { ...words, detail };
}

/**
 * The same as a notification: in one paragraph, with the first sentence of why or of what helps, and with the buttons that help most.
 * @param most how many buttons there is room for
 * @param canRetry whether the caller can run the failed step again
 */
export function notificationFor(error: unknown, most: number, canRetry: boolean): ErrorTexts {
  const { text, detail, actions } = errorTextsFor(error);
  const sentence = detail === undefined ? undefined : firstSentence(detail);
  const offered = actions.filter((action) => action !== 'retry' || canRetry);
  // What only collects facts goes first.
  const dispensable = (['showLog', 'copyDetails'] as const).filter((action) => offered.includes(action));
  const dropped = new Set<ErrorAction>(dispensable.slice(0, Math.max(0, offered.length - most)));
  return {
    text: sentence === undefined ? text : l10n.t('{0} {1}', text, sentence),
    actions: offered.filter((action) => !dropped.has(action)).slice(0, most),
  };
}

function firstSentence(text: string): string {
  const [paragraph = ''] = text.split('\n');
  const [first] = new Intl.Segmenter(displayLanguage(), { granularity: 'sentence' }).segment(paragraph);
  return (first?.segment ?? paragraph).trim();
}

/** The same as a notice of the panel. Closing one's own sign-in is no error. */
export function noticeFor(error: unknown, severity: Notice['severity'] = isDeclined(error) ? 'info' : 'error'): Notice {
  const { text, detail, actions } = errorTextsFor(error);
  return { severity, text, ...(detail === undefined ? {} : { detail }), actions: actions.map(noticeAction) };
}

export function noticeAction(id: ErrorAction): NoticeAction {
  return { id, label: labelOf(id) };
}

/** What a support case needs, one fact a line; safe to paste anywhere. */
export function detailsForSupport(error: unknown): string {
  if (!(error instanceof UsageReportsError)) {
    return redact(messageOf(error));
  }
  const { problem, status, code, serviceMessage, requestId, host, clockSkewSeconds } = error.details;
  const facts = {
    reason: error.reason,
    problem,
    status,
    code,
    message: serviceMessage,
    'request-id': requestId,
    host,
    'clock-skew-seconds': clockSkewSeconds,
  };
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

type AccessError = UsageReportsError & { readonly details: { readonly problem: AccessProblem } };

/** Reasons that say little by themselves, and a problem that says what to do. */
function isAboutAccess(error: UsageReportsError): error is AccessError {
  const reasons: readonly ErrorReason[] = ['signInRequired', 'signInFailed', 'unauthorized', 'forbidden', 'network'];
  return error.details.problem !== undefined && reasons.includes(error.reason);
}

function errorTextsByReason(error: UsageReportsError): ErrorTexts {
  const { details } = error;
  const host = details.host ?? 'Microsoft Graph';
  switch (error.reason) {
    case 'invalidRequest':
      return {
        text:
          details.viewProblem !== undefined
            ? viewErrorText(error)
            : details.templateProblem !== undefined
              ? templateErrorText(error)
              : error.message,
        actions:
          details.argument === 'connection'
            ? ['switchTenant']
            : details.argument?.startsWith('makeReport.') === true
              ? ['openReportSettings']
              : ['showLog'],
      };
    case 'signInRequired':
      if (details.permissions !== undefined) {
        return directorySignInTexts(details.permissions);
      }
      return {
        text: l10n.t('You are signed out of this tenant.'),
        detail: l10n.t(
          'Sign in with a work or school account that can read usage reports. Archived reports can still be opened.',
        ),
        actions: ['signIn', 'switchTenant'],
      };
    case 'signInFailed':
      return {
        text: l10n.t('The sign-in failed.'),
        detail: redact(error.message),
        actions: ['signIn', 'editConnection', 'showLog'],
      };
    case 'unauthorized':
      return {
        text: l10n.t("Microsoft Graph didn't accept the sign-in, even after it was renewed."),
        detail: l10n.t('The connection may use the wrong tenant or cloud, or an administrator revoked the session.'),
        actions: ['signIn', 'editConnection', 'copyDetails'],
      };
    case 'forbidden':
      if (details.permissions !== undefined) {
        return deniedDirectoryTexts(details.permissions);
      }
      return {
        text: l10n.t("This account doesn't have permission to read this report."),
        detail: l10n.t(
          "Either the app lacks administrator consent for Reports.Read.All, or the account's roles don't include one that can read this report. Global Reader, Usage Summary Reports Reader, and User Experience Success Manager can read totals, but no reports about individual users, sites, or groups.",
        ),
        actions: ['roleHelp', 'copyConsentLink', 'retry', 'copyDetails'],
      };
    case 'notFound':
      return details.cloud === undefined
        ? {
            text: l10n.t("This report isn't available in this tenant's cloud."),
            detail: l10n.t(
              'Some reports exist only in the worldwide cloud or only in the beta version of Microsoft Graph.',
            ),
            actions: ['copyDetails', 'showLog'],
          }
        : {
            text: l10n.t("This report isn't available in {0}.", cloudLabel(details.cloud)),
            detail: l10n.t(
              "Microsoft Graph offers it only in other clouds. This doesn't depend on your account or permissions, so no request was sent.",
            ),
            actions: ['switchTenant', 'copyDetails'],
          };
    case 'badRequest':
      return {
        text: l10n.t('Microsoft Graph rejected the request.'),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
    case 'throttled':
      return {
        text:
          details.retryAfterSeconds === undefined
            ? l10n.t('Microsoft Graph received too many requests. Retry in a few minutes.')
            : l10n.t(
                'Microsoft Graph received too many requests and asks to wait {0}.',
                durationLabel(details.retryAfterSeconds),
              ),
        detail: l10n.t(
          'Microsoft allows {0} requests for a report and {1} requests for all reports of a tenant in 10 minutes, counting all apps.',
          numberLabel(defaultLimits.csvPerFunction),
          numberLabel(defaultLimits.csvPerTenant),
        ),
        actions: ['retry', 'showLog'],
      };
    case 'serviceUnavailable':
      return {
        text: l10n.t('Microsoft Graph is temporarily unavailable.'),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
    case 'network':
      return networkErrorTexts(details);
    case 'truncated':
      return {
        text: l10n.t('The download ended before the report was complete.'),
        detail: l10n.t('The incomplete file was discarded.'),
        actions: ['retry', 'showLog'],
      };
    case 'insecureRedirect':
      if (details.code === 'privateNetwork') {
        return {
          text: l10n.t('The download was blocked because its address is in a private network.'),
          detail: l10n.t(
            'Microsoft Graph delivers reports from the internet. A proxy or an incorrect endpoint may be the cause.',
          ),
          actions: ['copyDetails', 'showLog'],
        };
      }
      return {
        text: l10n.t("The download was blocked because its address isn't secure."),
        detail: l10n.t(
          'Microsoft Graph delivers reports only over https. A proxy or an incorrect endpoint may be the cause.',
        ),
        actions: ['copyDetails', 'showLog'],
      };
    case 'linkExpired':
      return {
        text: l10n.t('The download link was rejected twice.'),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
    case 'notAReport':
      return {
        text: l10n.t("{0} sent something that isn't a report.", host),
        detail:
          details.code === 'notUtf8'
            ? l10n.t("The file isn't text in UTF-8. It may be in UTF-16 or compressed. Nothing was archived.")
            : l10n.t('This is often the sign-in page of a proxy or the error page of a gateway.'),
        actions: ['retry', 'showLog'],
      };
    case 'brokenAnswer':
      return {
        text: l10n.t('The report that was received is damaged.'),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
    case 'tooLarge':
      return tooLargeTexts(details.exceeded);
    case 'storage':
      return storageErrorTexts(error);
    case 'exportFailed':
      return {
        text: l10n.t("The file couldn't be written."),
        detail: redact(error.message),
        actions: ['retry', 'showLog'],
      };
    case 'unreadableFile':
      return fileErrorTexts(details.fileProblem);
    case 'tableLost':
      return {
        text:
          details.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? l10n.t("There isn't enough memory for this report.")
            : l10n.t('Reading this large report stopped unexpectedly.'),
        detail: l10n.t("Close other large reports and programs, and then retry. The archived report isn't affected."),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
  }
}

function serviceMessageText({ details }: UsageReportsError): string | undefined {
  const { status, code, serviceMessage, requestId } = details;
  const parts = [
    serviceMessage === undefined || serviceMessage === '' ? undefined : l10n.t('Service message: {0}', serviceMessage),
    status === undefined ? undefined : l10n.t('Status {0}', [String(status), code ?? ''].join(' ').trim()),
    status === undefined && code !== undefined ? l10n.t('Error code {0}', code) : undefined,
    requestId === undefined ? undefined : l10n.t('Request ID {0}', requestId),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n');
}
