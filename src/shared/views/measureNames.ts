import { foldText } from '../../base/foldText.js';
import type { Grouping } from '../pages/grouping.js';
import { groupColumnNames, keyNames } from '../query/groupColumnNames.js';
import type { QueryAggregate } from '../query/query.js';
import type { ColumnInfo, RowNoun } from '../report.js';

/** The table whose rows are grouped. */
export interface GroupedTable {
  readonly columns: readonly Pick<ColumnInfo, 'name' | 'type'>[];
  /** What each row is. */
  readonly rowNoun: RowNoun;
}

const COUNTED: Readonly<Record<RowNoun, Readonly<Record<'count' | 'share', string>> | undefined>> = {
  users: { count: 'Users', share: 'Percent of users' },
  licenses: { count: 'Licenses', share: 'Percent of licenses' },
  // A query calls them so.
  rows: undefined,
};

/** An amount of groups; a page asks for no changes. */
export type NamedMeasure = Exclude<QueryAggregate, { kind: 'change' }>;

/**
 * The measures with the names that their columns have in every file, where a query that knows nothing of the table would call them otherwise:
 * rows that are users or licenses are called so, and days are earliest and latest. A name that another column has is not given.
 */
export function namedMeasures({ keys, measures }: Grouping, table: GroupedTable): readonly NamedMeasure[] {
  const usual = groupColumnNames(keys, measures);
  const taken = new Set([...usual, ...keys.flatMap((key) => keyNames(key, key.column))].map(comparable));
  return measures.map((measure): NamedMeasure => {
    const name = nameOf(measure, table);
    if (name === undefined || taken.has(comparable(name))) {
      return measure;
    }
    taken.add(comparable(name));
    return { ...measure, name };
  });
}

/** @returns `undefined` where the name that a query gives says it */
function nameOf(measure: NamedMeasure, { columns, rowNoun }: GroupedTable): string | undefined {
  if (!('column' in measure)) {
    return COUNTED[rowNoun]?.[measure.kind];
  }
  const { kind } = measure;
  const isDay = columns.find(({ name }) => name === measure.column)?.type === 'date';
  return isDay && (kind === 'min' || kind === 'max')
    ? `${kind === 'min' ? 'Earliest' : 'Latest'} of ${measure.column}`
    : undefined;
}

/** As a result tells the names of its columns apart. */
function comparable(name: string): string {
  return foldText(name).replace(/\s+/g, ' ').trim();
}
