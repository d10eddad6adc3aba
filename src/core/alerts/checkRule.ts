import type { Catalog } from '../catalog/catalog.js';
import type { ReportDefinition } from '../catalog/definition.js';
import type { GroupKey } from '../../shared/query/query.js';
import { invalidRule } from './invalidRule.js';
import type { AlertRule } from './rule.js';

/** Groups that name nobody, whatever their column names. */
const NAMELESS: readonly GroupKey['by'][] = ['domain', 'month', 'week', 'weekday', 'range', 'activeWithin'];

/**
 * Refuses what the file alone doesn't show: a report that there isn't, and groups of users, sites, or groups, whose names would be in the
 * sentence of an alert, in the file that remembers it, and in logs.
 *
 * @param tables what is joined from several reports, by the names that queries have for it
 * @throws UsageReportsError `invalidRequest`
 */
export function checkRule(
  { query, compare }: AlertRule,
  path: string,
  catalog: Pick<Catalog, 'findArchived'>,
  tables: ReadonlyMap<string, ReportDefinition>,
): void {
  const name = query.source?.report ?? '';
  const definition = tables.get(name) ?? catalog.findArchived(name);
  if (definition === undefined || (compare.kind === 'late' && tables.has(name))) {
    throw invalidRule(`${path}.query.source.report`, { kind: 'noReport', name });
  }
  for (const [index, { column, by }] of (query.groupBy ?? []).entries()) {
    const known = definition.columns.find(
      (one) => one.name === column || one.label === column || one.aliases?.includes(column),
    );
    if (known?.identity === true && !NAMELESS.includes(by)) {
      throw invalidRule(`${path}.query.groupBy.${index}.column`, { kind: 'personal', column });
    }
  }
  const isOfRows = (query.groupBy ?? []).length === 0 && (query.aggregates ?? []).length === 0;
  const named = isOfRows
    ? (query.columns ?? []).findIndex((column) =>
        definition.columns.some((one) => one.name === column && one.identity === true),
      )
    : -1;
  if (named >= 0) {
    throw invalidRule(`${path}.query.columns.${named}`, { kind: 'personal', column: query.columns?.[named] ?? '' });
  }
}
