import assert from 'node:assert/strict';
import { type ErrorReason, UsageReportsError } from '../../src/base/errors.js';

/** Waits for work that must fail for this reason, and returns its error. */
export async function rejectionOf(work: Promise<unknown>, reason: ErrorReason): Promise<UsageReportsError> {
  const error = await work.then(
    () => assert.fail(`resolved instead of failing with ${reason}`),
    (thrown: unknown) => thrown,
  );
  hasReason(reason)(error);
  return error as UsageReportsError;
}

/** A validation function for `assert.rejects`: the error has this reason and, where given, this code. */
export function hasReason(reason: ErrorReason, code?: string) {
  return (error: unknown): true => {
    assert.ok(error instanceof UsageReportsError, String(error));
    assert.equal(error.reason, reason, error.message);
    if (code !== undefined) {
      assert.equal(error.details.code, code, error.message);
    }
    return true;
  };
}

/** All that an error could give away: stack, message and properties, of its causes as well. */
export function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return [error.stack, JSON.stringify(error), everythingIn(error.cause)].join('\n');
}
