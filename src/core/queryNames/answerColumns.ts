import { groupColumnNames } from '../../shared/query/groupColumnNames.js';
import type { Query } from '../../shared/query/query.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { normalizeName } from '../table/store/columnNames.js';
import { columnSpellings, findColumn } from './columnSpellings.js';

/** A column of what a query answers. */
export interface AnswerColumn {
  readonly name: string;
  /** As queries are spelled. */
  readonly spellings: readonly string[];
}

/** What the columns are called that a query names for its answer: its rows' columns, or the keys and amounts of its groups. */
export function answerColumns(
  { groupBy = [], aggregates = [], columns = [] }: Pick<Query, 'groupBy' | 'aggregates' | 'columns'>,
  definition: ReportDefinition,
): readonly AnswerColumn[] {
  const amounts = aggregates.flatMap((one) => (one.kind === 'change' ? [] : [one]));
  const changes = aggregates.flatMap((one) => (one.kind === 'change' ? [one.name ?? `Change of ${one.of}`] : []));
  const names =
    groupBy.length === 0 && aggregates.length === 0 ? columns : [...groupColumnNames(groupBy, amounts), ...changes];
  return names.map((name) => {
    const known = findColumn(name, definition);
    return { name, spellings: [normalizeName(name), ...(known === undefined ? [] : columnSpellings(known))] };
  });
}
