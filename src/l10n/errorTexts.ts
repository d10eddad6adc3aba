import * as vscode from 'vscode';
import { redact } from '../base/redact.js';
import { type AccessProblem, type ErrorReason, UsageReportsError, messageOf } from '../base/errors.js';
import type { Notice, NoticeAction } from '../shared/pages/report.js';
import { accessErrorTexts } from './accessErrorTexts.js';
import { cloudLabel } from './cloudTexts.js';
import { durationLabel } from './durationTexts.js';
import { type ErrorAction, type ErrorTexts, labelOf } from './errorActions.js';
import { networkErrorTexts } from './networkErrorTexts.js';
import { storageErrorTexts } from './storageErrorTexts.js';

/** The sentence and buttons for anything that was thrown. Never contains a token, a secret or a download URL. */
export function errorTextsFor(error: unknown): ErrorTexts {
  if (!(error instanceof UsageReportsError)) {
    return {
      text: vscode.l10n.t('Something unexpected went wrong in Usage Reports.'),
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

/** The same as a notice of the panel. */
export function noticeFor(error: unknown, severity: Notice['severity'] = 'error'): Notice {
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
      return { text: error.message, actions: details.argument === 'connection' ? ['switchTenant'] : ['showLog'] };
    case 'signInRequired':
      return {
        text: vscode.l10n.t('You are signed out of this tenant.'),
        detail: vscode.l10n.t(
          'Sign in with a work or school account that may read usage reports. Reports fetched earlier can still be opened.',
        ),
        actions: ['signIn', 'switchTenant'],
      };
    case 'signInFailed':
      return {
        text: vscode.l10n.t('The sign-in did not work.'),
        detail: redact(error.message),
        actions: ['signIn', 'editConnection', 'showLog'],
      };
    case 'unauthorized':
      return {
        text: vscode.l10n.t('Microsoft Graph did not accept the sign-in, not even a fresh one.'),
        detail: vscode.l10n.t(
          'The connection may name the wrong tenant or cloud, or an administrator has ended the session.',
        ),
        actions: ['signIn', 'editConnection', 'copyDetails'],
      };
    case 'forbidden':
      return {
        text: vscode.l10n.t('This account may not read this report.'),
        detail: vscode.l10n.t(
          'One of two things is missing: an administrator’s consent to Reports.Read.All for the app, or one of the roles that may read reports. Global Reader and Usage Summary Reports Reader see totals, but no report about single users, sites or groups.',
        ),
        actions: ['roleHelp', 'copyConsentLink', 'retry', 'copyDetails'],
      };
    case 'notFound':
      return details.cloud === undefined
        ? {
            text: vscode.l10n.t('This tenant’s cloud does not publish this report.'),
            detail: vscode.l10n.t(
              'Some reports exist only in the global cloud or only in the beta version of Microsoft Graph.',
            ),
            actions: ['copyDetails', 'showLog'],
          }
        : {
            text: vscode.l10n.t('{0} does not publish this report.', cloudLabel(details.cloud)),
            detail: vscode.l10n.t(
              'Microsoft Graph has it in other clouds only. No account and no permission changes that, so the service was not asked.',
            ),
            actions: ['switchTenant', 'copyDetails'],
          };
    case 'badRequest':
      return {
        text: vscode.l10n.t('Microsoft Graph did not accept the request.'),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
    case 'throttled':
      return {
        text:
          details.retryAfterSeconds === undefined
            ? vscode.l10n.t('Microsoft Graph is asking for fewer requests. Try again in some minutes.')
            : vscode.l10n.t('Microsoft Graph is asking for a pause of {0}.', durationLabel(details.retryAfterSeconds)),
        detail: vscode.l10n.t(
          'A report may be asked for 14 times in 10 minutes, all reports of a tenant together 40 times, whichever app asks.',
        ),
        actions: ['retry', 'showLog'],
      };
    case 'serviceUnavailable':
      return {
        text: vscode.l10n.t('Microsoft Graph is not available at the moment.'),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
    case 'network':
      return networkErrorTexts(details);
    case 'truncated':
      return {
        text: vscode.l10n.t('The download ended before the report was complete.'),
        detail: vscode.l10n.t('Nothing of the incomplete file is shown or kept.'),
        actions: ['retry', 'showLog'],
      };
    case 'insecureRedirect':
      return {
        text: vscode.l10n.t('The download was refused because it did not lead to a secure address.'),
        detail: vscode.l10n.t(
          'Microsoft Graph serves reports over https only. A proxy or a wrong endpoint may be in between.',
        ),
        actions: ['copyDetails', 'showLog'],
      };
    case 'linkExpired':
      return {
        text: vscode.l10n.t('The download link was refused twice.'),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
    case 'notAReport':
      return {
        text: vscode.l10n.t('{0} sent something that is not a report.', host),
        detail: vscode.l10n.t(
          'Often this is the page of a proxy that wants a sign-in, or of a gateway that reports an outage.',
        ),
        actions: ['retry', 'showLog'],
      };
    case 'brokenAnswer':
      return { text: vscode.l10n.t('The report arrived damaged.'), actions: ['retry', 'copyDetails', 'showLog'] };
    case 'storage':
      return storageErrorTexts(error);
    case 'exportFailed':
      return {
        text: vscode.l10n.t('The file could not be written.'),
        detail: redact(error.message),
        actions: ['retry', 'showLog'],
      };
    case 'tableLost':
      return {
        text:
          details.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? vscode.l10n.t('This report needs more memory than this computer could give.')
            : vscode.l10n.t('Reading this large report ended unexpectedly.'),
        detail: vscode.l10n.t(
          'Close other large reports and programs, then try again. What was stored of the report is still there.',
        ),
        actions: ['retry', 'copyDetails', 'showLog'],
      };
  }
}

function serviceMessageText({ details }: UsageReportsError): string | undefined {
  const { status, code, serviceMessage, requestId } = details;
  const parts = [
    serviceMessage === undefined || serviceMessage === ''
      ? undefined
      : vscode.l10n.t('The service says: {0}', serviceMessage),
    status === undefined ? undefined : vscode.l10n.t('Status {0}', [String(status), code ?? ''].join(' ').trim()),
    status === undefined && code !== undefined ? vscode.l10n.t('Error code {0}', code) : undefined,
    requestId === undefined ? undefined : vscode.l10n.t('Request id {0}', requestId),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n');
}
