import { UsageReportsError } from '../../base/errors.js';

/** The error for a report that does not fit into memory. The code is the one that Node uses for a worker whose heap is full. */
export function outOfMemory(cause: unknown): UsageReportsError {
  return new UsageReportsError(
    'tableLost',
    'The report needs more memory than there is.',
    { code: 'ERR_WORKER_OUT_OF_MEMORY' },
    { cause },
  );
}

/** Tables are typed arrays outside the heap. If one cannot be allocated, JavaScript throws this `RangeError`. */
export function isAllocationFailure(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('Array buffer allocation failed');
}
