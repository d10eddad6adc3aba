import { redact } from '../../../base/redact.js';
import { type AccessProblem, isCancelled, UsageReportsError, messageOf } from '../../../base/errors.js';
import { identityCode, identityProblem } from '../identityProblems.js';

/** Turns what VS Code or a provider threw into ours. It is a plain error (or text), both for a person's no and for a service's. */
export function toSignInError(error: unknown): UsageReportsError {
  if (error instanceof UsageReportsError) {
    return error;
  }
  // Neither the error itself nor a long run of letters is kept: either could hold a token.
  const message = redact(messageOf(error)).replaceAll(/[\w.~+/=-]{64,}/g, '…');
  const problem = isCancelled(error) ? 'declined' : (identityProblem(message) ?? problemFromText(message));
  const code = identityCode(message);
  return new UsageReportsError('signInFailed', message, {
    ...(problem !== undefined && { problem }),
    ...(code !== undefined && { code: `AADSTS${code}` }),
    ...(message !== '' && { serviceMessage: message }),
  });
}

function problemFromText(message: string): AccessProblem | undefined {
  if (/did not consent|cancel/i.test(message)) {
    return 'declined';
  }
  // VS Code's own words where a provider's extension does not start.
  return /timed out waiting for authentication provider/i.test(message) ? 'providerSilent' : undefined;
}

export function createSignInError(problem: AccessProblem, message: string): UsageReportsError {
  return new UsageReportsError('signInFailed', message, { problem });
}
