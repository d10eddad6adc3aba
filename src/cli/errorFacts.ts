import { messageOf, UsageReportsError } from '../base/errors.js';
import { redact } from '../base/redact.js';
import { isFileError } from './exitCodes.js';

/** The facts about an error that a program can act on. */
export function errorFacts(error: unknown): object {
  if (!(error instanceof UsageReportsError)) {
    return { reason: isFileError(error) ? 'storage' : 'unexpected', message: safeMessageOf(error) };
  }
  const { problem, status, code, requestId } = error.details;
  return { reason: error.reason, message: safeMessageOf(error), problem, status, code, requestId };
}

/** An error's message without secrets and URLs. */
export function safeMessageOf(error: unknown): string {
  return redact(messageOf(error));
}
