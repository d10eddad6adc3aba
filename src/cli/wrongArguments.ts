import { UsageReportsError } from '../base/errors.js';

/** @param message a sentence that explains the mistake */
export function wrongArguments(message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument: 'arguments' });
}
