import { UsageReportsError } from '../../base/errors.js';

/** What a report is told that needs more memory than there is; `code` as Node says it of a worker whose heap is full. */
export function outOfMemory(cause: unknown): UsageReportsError {
  return new UsageReportsError(
    'tableLost',
    'The report needs more memory than there is.',
    { code: 'ERR_WORKER_OUT_OF_MEMORY' },
    { cause },
  );
}

/** A table is arrays beside the heap: where there is no memory for another one, the language throws a `RangeError` of this kind. */
export function isAllocationFailure(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('Array buffer allocation failed');
}
