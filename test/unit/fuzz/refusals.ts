import assert from 'node:assert/strict';
import { type ErrorReason, UsageReportsError } from '../../../src/base/errors.js';

/**
 * Waits for work on an input that may be refused.
 *
 * @param reasons for which it may be refused; any where absent
 * @returns the result, or the refusal. Everything else that is thrown is a bug, and fails the test
 */
export async function resultOrRefusal<T>(
  work: () => T | Promise<T>,
  reasons?: readonly ErrorReason[],
): Promise<T | UsageReportsError> {
  try {
    return await work();
  } catch (error) {
    assert.ok(error instanceof UsageReportsError, error instanceof Error ? error.stack : String(error));
    assert.ok(reasons?.includes(error.reason) ?? true, `${error.reason}: ${error.message}`);
    return error;
  }
}
