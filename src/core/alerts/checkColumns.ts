import { nearestText } from '../../base/nearestText.js';
import { groupColumnNames } from '../../shared/query/groupColumnNames.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { userColumns } from '../catalog/userColumns.js';
import { DIRECTORY_DEFINITIONS } from '../directory/datasets.js';
import { normalizeName } from '../table/store/columnNames.js';
import { invalidRule } from './invalidRule.js';
import { spellingsOf } from './namesSomebody.js';
import type { AlertRule, Comparison } from './rule.js';

/**
 * Refuses columns that the report doesn't have, and amounts that the query doesn't ask for. A report about users may have others, from a person's
 * file or the directory: of these, only what looks like one of its own is refused.
 *
 * @throws UsageReportsError `invalidRequest`
 */
export function checkColumns({ query, compare }: AlertRule, path: string, definition: ReportDefinition): void {
  if (compare.kind === 'late') {
    return;
  }
  for (const [place, name] of namedColumns(query)) {
    if (!hasColumn(name, definition)) {
      throw noColumn(
        `${path}.query.${place}`,
        name,
        definition.columns.map((column) => column.name),
      );
    }
  }
  const amounts = amountsOf(query, definition);
  for (const [place, name] of comparedAmounts(compare)) {
    if (!amounts.some(({ spellings }) => spellings.includes(normalizeName(name)))) {
      throw noColumn(
        `${path}.compare.${place}`,
        name,
        amounts.map((amount) => amount.name),
      );
    }
  }
}

function noColumn(path: string, name: string, others: readonly string[]) {
  const nearest = nearestText(name, others);
  return invalidRule(path, { kind: 'noColumn', name, ...(nearest === undefined ? {} : { nearest }) });
}

/** Each column that a query names, and where. */
function namedColumns({ filters = [], groupBy = [], aggregates = [], columns = [] }: AlertRule['query']) {
  return [
    ...filters.flatMap((filter, at): [string, string][] => [
      [`filters.${at}.column`, filter.column],
      ...(filter.kind === 'share'
        ? filter.of.map((whole, index): [string, string] => [`filters.${at}.of.${index}`, whole])
        : []),
    ]),
    ...groupBy.map(({ column }, at): [string, string] => [`groupBy.${at}.column`, column]),
    ...aggregates.flatMap((one, at): [string, string][] =>
      'column' in one ? [[`aggregates.${at}.column`, one.column]] : [],
    ),
    ...columns.map((column, at): [string, string] => [`columns.${at}`, column]),
  ];
}

const OF_DIRECTORY = new Set(
  Object.values(DIRECTORY_DEFINITIONS).flatMap(({ columns }) => columns.map(({ name }) => normalizeName(name))),
);

function hasColumn(name: string, definition: ReportDefinition): boolean {
  const wanted = normalizeName(name);
  if (definition.columns.some((column) => spellingsOf(column).includes(wanted))) {
    return true;
  }
  const nearest = nearestText(
    name,
    definition.columns.map((column) => column.name),
  );
  return userColumns(definition) !== undefined && (nearest === undefined || OF_DIRECTORY.has(wanted));
}

interface Amount {
  readonly name: string;
  readonly spellings: readonly string[];
}

/** What the columns of the answer are called. */
function amountsOf({ groupBy = [], aggregates = [], columns = [] }: AlertRule['query'], definition: ReportDefinition) {
  const named = (name: string): Amount => ({ name, spellings: [normalizeName(name)] });
  return groupBy.length === 0 && aggregates.length === 0
    ? columns.map((name): Amount => {
        const known = definition.columns.find((column) => spellingsOf(column).includes(normalizeName(name)));
        return { name, spellings: [normalizeName(name), ...(known === undefined ? [] : spellingsOf(known))] };
      })
    : [
        ...groupColumnNames(
          groupBy,
          aggregates.flatMap((one) => (one.kind === 'change' ? [] : [one])),
        ),
        ...aggregates.flatMap((one) => (one.kind === 'change' ? [one.name ?? `Change of ${one.of}`] : [])),
      ].map(named);
}

/** Each amount that a comparison names, and where. */
function comparedAmounts(compare: Exclude<Comparison, { kind: 'late' }>): readonly (readonly [string, string])[] {
  switch (compare.kind) {
    case 'number':
    case 'earlierDays':
      return compare.amount === undefined ? [] : [['amount', compare.amount]];
    case 'percent':
      return [
        ['part', compare.part],
        ['whole', compare.whole],
      ];
    case 'daysLeft':
      return [
        ['used', compare.used],
        ['growth', compare.growth],
        ...(typeof compare.quota === 'string' ? [['quota', compare.quota] as const] : []),
      ];
    case 'unusedSeats':
      return [
        ['seats', compare.seats],
        ['used', compare.used],
      ];
  }
}
