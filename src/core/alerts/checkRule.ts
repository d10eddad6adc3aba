import { UsageReportsError } from '../../base/errors.js';
import type { Catalog } from '../catalog/catalog.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { validateParameter } from '../catalog/period.js';
import { columnSpellings } from '../queryNames/columnSpellings.js';
import { normalizeName } from '../table/store/columnNames.js';
import { checkColumns } from './checkColumns.js';
import { invalidRule } from './invalidRule.js';
import { namesSomebody } from './namesSomebody.js';
import type { AlertRule } from './rule.js';

/**
 * Refuses what the file alone doesn't show: a report that there isn't, groups that would name somebody, and what no archive could ever be asked,
 * such as a period that the report doesn't have, or a column. Such a rule would be silent for good, and look as if all were well.
 *
 * @param tables what is joined from several reports, by the names that queries have for it
 * @throws UsageReportsError `invalidRequest`
 */
export function checkRule(
  rule: AlertRule,
  path: string,
  catalog: Pick<Catalog, 'findArchived'>,
  tables: ReadonlyMap<string, ReportDefinition>,
): void {
  const { query, compare } = rule;
  const name = query.source?.report ?? '';
  const definition = tables.get(name) ?? catalog.findArchived(name);
  if (definition === undefined || (compare.kind === 'late' && tables.has(name))) {
    throw invalidRule(`${path}.query.source.report`, { kind: 'noReport', name });
  }
  checkNames(rule, path, definition);
  checkSource(rule, path, definition, tables.has(name));
  checkColumns(rule, path, definition);
}

function checkNames({ query }: AlertRule, path: string, definition: ReportDefinition): void {
  const { groupBy = [], aggregates = [], columns = [] } = query;
  for (const [index, key] of groupBy.entries()) {
    if (namesSomebody(key, definition, [])) {
      throw invalidRule(`${path}.query.groupBy.${index}.column`, { kind: 'personal', column: key.column });
    }
  }
  const identities = definition.columns.filter(({ identity }) => identity === true).flatMap(columnSpellings);
  const isOfRows = groupBy.length === 0 && aggregates.length === 0;
  const named = isOfRows ? columns.findIndex((column) => identities.includes(normalizeName(column))) : -1;
  if (named >= 0) {
    throw invalidRule(`${path}.query.columns.${named}`, { kind: 'personal', column: columns[named] ?? '' });
  }
}

/** A period that the report has, or all of its days. */
function checkSource({ query }: AlertRule, path: string, definition: ReportDefinition, isJoined: boolean): void {
  const { period, history } = query.source ?? {};
  const source = `${path}.query.source`;
  if (isJoined || history === true) {
    const given = period !== undefined ? 'period' : isJoined && history !== undefined ? 'history' : undefined;
    if (given !== undefined) {
      throw invalidRule(`${source}.${given}`, { kind: 'notAllowed' });
    }
    if (history === true && definition.kind !== 'daily-series') {
      throw invalidRule(`${source}.history`, { kind: 'noDays', name: definition.name });
    }
    return;
  }
  try {
    validateParameter(definition, { period }, new Date(0));
  } catch (error) {
    if (!(error instanceof UsageReportsError)) {
      throw error;
    }
    throw invalidRule(period === undefined ? source : `${source}.period`, {
      ...{ kind: 'noPeriod', found: period, allowed: definition.periods },
    });
  }
}
