import { redact } from '../../../base/redact.js';
import { type AccessProblem, isCancelled, UsageReportsError, messageOf } from '../../../base/errors.js';
import { identityCode, identityProblem } from '../identityProblems.js';

/** Converts an error of VS Code or a provider: a plain error or text, whether the user declined or the service failed. */
export function toSignInError(error: unknown): UsageReportsError {
  if (error instanceof UsageReportsError) {
    return error;
  }
  // The error itself and long runs of characters are dropped, because they could contain a token.
  const message = redact(messageOf(error)).replaceAll(/[\w.~+/=-]{64,}/g, '…');
  const problem = isCancelled(error) ? 'declined' : (identityProblem(message) ?? problemFromText(message));
  const code = identityCode(message);
  return new UsageReportsError('signInFailed', message, {
    problem,
    code: code && `AADSTS${code}`,
    serviceMessage: message === '' ? undefined : message,
  });
}

function problemFromText(message: string): AccessProblem | undefined {
  if (/did not consent|cancel/i.test(message)) {
    return 'declined';
  }
  // VS Code's message if the provider's extension does not start.
  return /timed out waiting for authentication provider/i.test(message) ? 'providerSilent' : undefined;
}

export function createSignInError(problem: AccessProblem, message: string): UsageReportsError {
  return new UsageReportsError('signInFailed', message, { problem });
}
