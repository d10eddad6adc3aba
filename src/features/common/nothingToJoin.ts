import { UsageReportsError } from '../../base/errors.js';

/** Marks in an error's details that there is nothing to put together. */
const NOT_ARCHIVED = 'noReportsOfTable';

/** Nothing is archived that a table could be made of. */
export function nothingToJoin(): UsageReportsError {
  return new UsageReportsError('notFound', 'No report that the table is made of is archived.', { code: NOT_ARCHIVED });
}

export function isNothingToJoin(error: unknown): boolean {
  return error instanceof UsageReportsError && error.details.code === NOT_ARCHIVED;
}
