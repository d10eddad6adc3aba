import type { ReportDefinition } from '../../catalog/definition.js';
import type { ColumnInfo } from '../../../shared/report.js';
import { normalizeName } from './columnNames.js';

/**
 * The columns of a table that say who or what a row is about, most telling first, as far as the table has them. Nobody knows a user or a
 * site by its ID: where the report names it as well, the name stands for it.
 *
 * @returns indexes in `columns`
 */
export function keyColumnsOf(
  { keys, columns: defined }: Pick<ReportDefinition, 'keys' | 'columns'>,
  columns: readonly Pick<ColumnInfo, 'name'>[],
): readonly number[] {
  const names = columns.map(({ name }) => normalizeName(name));
  const place = (name: string) =>
    [name, ...(defined.find((column) => column.name === name)?.aliases ?? [])]
      .map((spelling) => names.indexOf(normalizeName(spelling)))
      .find((index) => index >= 0);
  const leading = keys.map((key) => {
    const subject = /^(\w+) id$/i.exec(key)?.[1];
    const named = defined.find(
      ({ name, identity }) =>
        subject !== undefined && identity === true && name !== key && name.startsWith(`${subject} `),
    );
    return (named && place(named.name)) ?? place(key);
  });
  return [...new Set(leading.filter((index) => index !== undefined))];
}
