import type { ColumnDefinition } from '../../catalog/definition.js';
import type { TableWarning } from '../../../shared/report.js';

/**
 * What to say of documented columns that an answer lacks. If it has none of the columns that the newest function version added, the
 * service answered an earlier one, and nothing is wrong with the answer.
 * @param expected columns that every version of the report is documented to have
 */
export function missingColumnWarnings(
  expected: readonly ColumnDefinition[],
  isPresent: (column: ColumnDefinition) => boolean,
): readonly TableWarning[] {
  const missing = expected.filter((column) => !isPresent(column));
  const added = expected.filter(({ since }) => since !== undefined);
  const isEarlier = added.length > 0 && added.every((column) => !isPresent(column));
  const omitted = missing.filter((column) => !isEarlier || !added.includes(column));
  const namesOf = (columns: readonly ColumnDefinition[]) => columns.map(({ name }) => name);
  return [
    ...(isEarlier ? [{ kind: 'earlierFunctionVersion', names: namesOf(added) } as const] : []),
    ...(omitted.length > 0 ? [{ kind: 'missingColumns', names: namesOf(omitted) } as const] : []),
  ];
}
