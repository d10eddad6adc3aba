import type { Catalog } from '../../core/catalog/catalog.js';
import type { Period, ReportDefinition } from '../../core/catalog/definition.js';
import { periodsToOffer, selectableDates, usualPeriod } from '../../core/catalog/period.js';
import type { MicrosoftCloud } from '../../base/clouds.js';
import type { ReportRef } from '../../shared/report.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import { isPublished } from '../../core/catalog/chooseVersion.js';
import type {
  Grouping,
  MissingReportNode,
  PeriodNode,
  ProductNode,
  ReportNode,
  SingleDayNode,
  TableNode,
  TreeNode,
  ViewNode,
} from './nodes.js';

/** Everything that decides which nodes there are. */
export interface TreeQuery {
  readonly connection: string;
  /** Whose published reports are shown; the others are in an item of their own. */
  readonly cloud: MicrosoftCloud;
  readonly grouping: Grouping;
  /** The reports that the filter found; absent where there is no filter. */
  readonly found?: ReadonlySet<ReportDefinition> | undefined;
  /** Function names of the favorite reports. */
  readonly favorites: readonly string[];
  /** The reports that only files have, and that the archive has of the tenant. */
  readonly added: readonly ReportDefinition[];
  /** The period that a report was opened with last; the report may no longer have it. */
  readonly lastPeriod: (report: string) => string | undefined;
  /** The saved views of a report. */
  readonly views: (report: string) => readonly PlacedView[];
  readonly now: Date;
}

/** In this order. */
const TABLES: readonly TableNode['kind'][] = ['users', 'licenses', 'storage'];

/** The children of a node, or of the root. Without VS Code, so that it can be tested alone. */
export function childrenOf(node: TreeNode | undefined, catalog: Catalog, query: TreeQuery): TreeNode[] {
  const wanted = catalog.reports.filter((report) => query.found?.has(report) ?? true);
  const matching = wanted.filter((report) => isPublished(report, query.cloud));
  switch (node?.kind) {
    case undefined: {
      const favorites = favoritesOf(matching, query).length > 0;
      const missing = wanted.length - matching.length;
      return [
        // Not one of the reports that a filter looks for.
        ...(query.found === undefined
          ? [
              ...TABLES.map((kind) => ({ kind, path: kind, connection: query.connection })),
              { kind: 'directory', path: 'directory', connection: query.connection } as const,
            ]
          : []),
        ...(favorites ? [{ kind: 'favorites', path: 'favorites' } as const] : []),
        ...(query.grouping === 'period' ? periodRoots(matching, catalog) : productsOf(matching, catalog, undefined)),
        ...(addedOf(query).length > 0 ? [{ kind: 'added', path: 'added' } as const] : []),
        ...(missing > 0 ? [{ kind: 'missing', path: 'missing', count: missing } as const] : []),
      ];
    }
    case 'favorites':
      return favoritesOf(matching, query).map((definition) => favorite(definition, node.path, query));
    case 'added':
      return addedOf(query).map((definition) =>
        leaf(definition, `${node.path}/${definition.name}`, 'added', query, {}),
      );
    case 'otherPeriods':
      return otherPeriods(matching, catalog);
    case 'missing':
      return missingReports(wanted, catalog, query.cloud);
    case 'period':
    case 'singleDay':
      return productsOf(
        matching.filter((report) => isWithin(report, node)),
        catalog,
        node,
      );
    case 'product':
      return matching
        .filter((report) => report.product === node.product.id && isWithin(report, node.within))
        .map((definition) => reportOf(definition, node, query));
    case 'reportGroup': {
      const { definition, path } = node;
      const opened = { connection: query.connection, ...usualParameter(definition, query), report: definition.name };
      return [...viewsOf(definition, path, opened, query), ...parametersOf(definition, path, query)];
    }
    case 'dayGroup':
      return selectableDates(query.now).map((date) =>
        leaf(node.definition, `${node.path}/${date}`, 'parameter', query, { date }),
      );
    case 'report':
      // Below a period of a report, the report has them.
      return node.label === 'parameter' ? [] : viewsOf(node.definition, node.path, node, query);
    case 'users':
    case 'licenses':
    case 'storage':
    case 'directory':
    case 'view':
    case 'missingReport':
      return [];
  }
}

function addedOf({ added, found }: TreeQuery): readonly ReportDefinition[] {
  return added.filter((report) => found?.has(report) ?? true);
}

function favoritesOf(reports: readonly ReportDefinition[], { favorites }: TreeQuery): ReportDefinition[] {
  return reports.filter(({ name }) => favorites.includes(name));
}

function favorite(definition: ReportDefinition, path: string, query: TreeQuery): ReportNode {
  return leaf(definition, `${path}/${definition.name}`, 'favorite', query, usualParameter(definition, query));
}

/** The period that the report was opened with last. */
function usualParameter(definition: ReportDefinition, query: TreeQuery): { readonly period?: string } {
  const last = query.lastPeriod(definition.name);
  const period = definition.periods.find((published) => published === last) ?? usualPeriod(definition);
  return period === undefined ? {} : { period };
}

function viewsOf(
  definition: ReportDefinition,
  path: string,
  { connection, report, period }: ReportRef,
  query: TreeQuery,
): ViewNode[] {
  return query.views(definition.name).map(({ place, view: { name } }) => ({
    kind: 'view',
    path: `${path}/${place}/${name}`,
    definition,
    view: name,
    ...{ place, connection, report },
    ...(period === undefined ? {} : { period }),
  }));
}

/** The periods that most reports have, the current state, then what few reports have. */
function periodRoots(reports: readonly ReportDefinition[], catalog: Catalog): TreeNode[] {
  const hasCurrent = reports.some(hasNoParameters);
  const hasOthers = otherPeriods(reports, catalog).length > 0;
  return [
    ...periodsToOffer(reports, catalog.reports).common.map(periodNode),
    ...(hasCurrent ? [{ kind: 'period', path: 'current' } as const] : []),
    ...(hasOthers ? [{ kind: 'otherPeriods', path: 'others' } as const] : []),
  ];
}

function otherPeriods(reports: readonly ReportDefinition[], catalog: Catalog): TreeNode[] {
  const hasDays = reports.some(({ acceptsDate }) => acceptsDate);
  return [
    ...periodsToOffer(reports, catalog.reports).others.map(periodNode),
    ...(hasDays ? [{ kind: 'singleDay', path: 'day' } as const] : []),
  ];
}

function periodNode(period: Period): PeriodNode {
  return { kind: 'period', path: period, period };
}

function productsOf(
  reports: readonly ReportDefinition[],
  catalog: Catalog,
  within: PeriodNode | SingleDayNode | undefined,
): TreeNode[] {
  return catalog.products
    .filter(({ id }) => reports.some(({ product }) => product === id))
    .map((product) => ({
      kind: 'product',
      path: within === undefined ? product.id : `${within.path}/${product.id}`,
      product,
      ...(within === undefined ? {} : { within }),
    }));
}

function reportOf(definition: ReportDefinition, { path, within }: ProductNode, query: TreeQuery): TreeNode {
  const own = `${path}/${definition.name}`;
  if (within === undefined) {
    return hasNoParameters(definition)
      ? leaf(definition, own, 'title', query, {})
      : { kind: 'reportGroup', path: own, definition };
  }
  return within.kind === 'singleDay'
    ? { kind: 'dayGroup', path: own, definition }
    : leaf(definition, own, 'title', query, within.period === undefined ? {} : { period: within.period });
}

function parametersOf(definition: ReportDefinition, path: string, query: TreeQuery): TreeNode[] {
  const periods: TreeNode[] = definition.periods.map((period) =>
    leaf(definition, `${path}/${period}`, 'parameter', query, { period }),
  );
  return definition.acceptsDate ? [...periods, { kind: 'dayGroup', path: `${path}/day`, definition }] : periods;
}

function leaf(
  definition: ReportDefinition,
  path: string,
  label: ReportNode['label'],
  { connection }: TreeQuery,
  parameter: { period?: string; date?: string },
): ReportNode {
  return { kind: 'report', path, definition, label, connection, report: definition.name, ...parameter };
}

function missingReports(
  wanted: readonly ReportDefinition[],
  catalog: Catalog,
  cloud: MicrosoftCloud,
): MissingReportNode[] {
  return wanted
    .filter((report) => !isPublished(report, cloud))
    .flatMap((definition) => {
      const product = catalog.product(definition.product);
      const siblings = catalog.reports.filter((report) => report.product === definition.product);
      const productIsMissing = !siblings.some((report) => isPublished(report, cloud));
      const path = `missing/${definition.name}`;
      return product === undefined ? [] : [{ kind: 'missingReport', path, definition, product, productIsMissing }];
    });
}

function isWithin(report: ReportDefinition, within: PeriodNode | SingleDayNode | undefined): boolean {
  if (within === undefined) {
    return true;
  }
  if (within.kind === 'singleDay') {
    return report.acceptsDate;
  }
  return within.period === undefined
    ? hasNoParameters(report)
    : report.periods.some((period) => period === within.period);
}

/** Whether a report has no parameter: it is about the current state. */
function hasNoParameters({ periods }: ReportDefinition): boolean {
  return periods.length === 0;
}
