import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { periods as allPeriods, selectableDates } from '../../core/catalog/period.js';
import type { MicrosoftCloud } from '../../base/clouds.js';
import { isPublished } from '../../core/catalog/chooseVersion.js';
import type {
  Grouping,
  MissingReportNode,
  PeriodNode,
  ProductNode,
  ReportNode,
  SingleDayNode,
  TreeNode,
} from './nodes.js';

/** Everything that decides which nodes there are. */
export interface TreeQuery {
  readonly connection: string;
  /** Whose published reports are shown; the others are in an item of their own. */
  readonly cloud: MicrosoftCloud;
  readonly grouping: Grouping;
  /** The reports that the filter found; absent where there is no filter. */
  readonly found?: ReadonlySet<ReportDefinition> | undefined;
  readonly now: Date;
}

/** The children of a node, or of the root. Without VS Code, so that it can be tested alone. */
export function childrenOf(node: TreeNode | undefined, catalog: Catalog, query: TreeQuery): TreeNode[] {
  const wanted = catalog.reports.filter((report) => query.found?.has(report) ?? true);
  const matching = wanted.filter((report) => isPublished(report, query.cloud));
  switch (node?.kind) {
    case undefined: {
      const roots = query.grouping === 'period' ? periodRoots(matching) : productsOf(matching, catalog, undefined);
      const count = wanted.length - matching.length;
      return count === 0 ? roots : [...roots, { kind: 'missing', path: 'missing', count }];
    }
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
    case 'reportGroup':
      return parametersOf(node.definition, node.path, query);
    case 'dayGroup':
      return selectableDates(query.now).map((date) =>
        leaf(node.definition, `${node.path}/${date}`, 'parameter', query, { date }),
      );
    case 'report':
    case 'missingReport':
      return [];
  }
}

function periodRoots(reports: readonly ReportDefinition[]): TreeNode[] {
  const roots: TreeNode[] = allPeriods
    .filter((period) => reports.some(({ periods }) => periods.includes(period)))
    .map((period) => ({
      kind: 'period',
      path: period,
      period,
    }));
  if (reports.some(({ periods }) => periods.length === 0)) {
    roots.push({ kind: 'period', path: 'current' });
  }
  if (reports.some(({ acceptsDate }) => acceptsDate)) {
    roots.push({ kind: 'singleDay', path: 'day' });
  }
  return roots;
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
