import { rowsOf } from '../../core/alerts/answerGroups.js';
import { type Answer, notJudged, type RuleJudgement } from '../../core/alerts/judgement.js';
import type { AlertRule } from '../../core/alerts/rule.js';
import { PRODUCT, PRODUCTS_REPORT } from '../../core/licenses/licenseColumns.js';
import type { Query } from '../../shared/query/query.js';

/** What is known of a product only with its price, and the licenses that it is the price of. */
const COUNTED: Readonly<Record<string, string>> = {
  [PRODUCT.unusedCost]: PRODUCT.unused,
  [PRODUCT.notAssignedCost]: PRODUCT.notAssigned,
  [PRODUCT.price]: PRODUCT.unused,
};

/** What a query asks beside costs, of which it is known by the prices whether there is one. */
export function withoutCosts(query: Query): Query {
  const { filters = [], aggregates = [] } = query;
  return {
    ...query,
    filters: filters.filter(({ column }) => COUNTED[column] === undefined),
    aggregates: aggregates.filter((one) => !('column' in one) || COUNTED[one.column] === undefined),
  };
}

/** The products that count for a rule on costs, and whose cost nobody knows. One query for each kind of license; none for other rules. */
export function queriesForUnpriced({ query }: AlertRule): readonly Query[] {
  const { version, source, groupBy, filter, filters = [], aggregates = [], columns = [] } = query;
  if (source?.report !== PRODUCTS_REPORT.name) {
    return [];
  }
  const named = [...aggregates.flatMap((one) => ('column' in one ? [one.column] : [])), ...columns];
  const counted = new Set([...named, ...filters.map(({ column }) => column)].flatMap((name) => COUNTED[name] ?? []));
  return [...counted].map((licenses) => ({
    ...{ version, source },
    ...(filter === undefined ? {} : { filter }),
    // A cost that isn't known passes no filter of costs.
    filters: [
      ...filters.filter(({ column }) => COUNTED[column] === undefined),
      { column: licenses, kind: 'range', from: 1 },
      { column: PRODUCT.price, kind: 'blank' },
    ],
    ...(groupBy === undefined ? {} : { groupBy }),
    aggregates: [{ kind: 'count' }],
  }));
}

/** A cost without that of some products is too low: it can raise an alert, and can't clear one. @param unpriced what the queries answer */
export function withoutPrices(
  rule: AlertRule,
  { groups, absent }: RuleJudgement,
  unpriced: readonly Answer[],
): RuleJudgement {
  const isSure = growsWithPrices(rule);
  const sure = new Set(groups.flatMap(({ group, outcome }) => (isSure && outcome.met === true ? [group] : [])));
  const unknown = new Map(
    unpriced
      .flatMap((answer) => rowsOf(answer, rule.query).filter(({ cells }) => Number(cells.at(-1)) > 0))
      .filter(({ group }) => !sure.has(group))
      .map(({ group, label }) => [group, { group, label, outcome: notJudged({ kind: 'noPrice' }) }]),
  );
  return {
    groups: [...unknown.values(), ...groups.filter(({ group }) => !unknown.has(group))],
    // The whole is no group that has gone.
    absent: unknown.get('')?.outcome ?? absent,
  };
}

/** Whether the condition stays met, whatever the missing prices are. */
function growsWithPrices({ query, compare }: AlertRule): boolean {
  const { aggregates = [], filters = [] } = query;
  return (
    compare.kind === 'number' &&
    compare.above !== undefined &&
    aggregates.every(({ kind }) => kind === 'count' || kind === 'sum' || kind === 'max') &&
    filters.every((one) => COUNTED[one.column] === undefined || (one.kind === 'range' && one.to === undefined))
  );
}
