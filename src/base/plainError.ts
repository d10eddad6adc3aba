import { type ErrorDetails, type ErrorReason, isCancelled, UsageReportsError } from './errors.js';

/** An error as plain data. Messages between threads lose an error's class and properties. */
export type PlainError =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'known'; readonly reason: ErrorReason; readonly message: string; readonly details: ErrorDetails }
  | { readonly kind: 'unknown'; readonly message: string; readonly stack?: string };

export function toPlainError(error: unknown): PlainError {
  if (isCancelled(error)) {
    return { kind: 'cancelled' };
  }
  if (error instanceof UsageReportsError) {
    const { reason, message, details } = error;
    return { kind: 'known', reason, message, details };
  }
  return error instanceof Error
    ? { kind: 'unknown', message: error.message, stack: error.stack }
    : { kind: 'unknown', message: String(error) };
}

export function fromPlainError(plain: PlainError): Error {
  switch (plain.kind) {
    case 'cancelled':
      return new DOMException('The operation was aborted.', 'AbortError');
    case 'known':
      return new UsageReportsError(plain.reason, plain.message, plain.details);
    case 'unknown': {
      const error = new Error(plain.message);
      if (plain.stack !== undefined) {
        error.stack = plain.stack;
      }
      return error;
    }
  }
}
