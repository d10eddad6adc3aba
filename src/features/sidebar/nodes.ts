import type { ProductDefinition, ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportRef } from '../../shared/report.js';

/** How the tree is built up from its root. */
export type Grouping = 'period' | 'product';

/** What a tree item stands for. `path` tells items apart and stays the same over refreshes. */
export type TreeNode =
  | TableNode
  | DirectoryNode
  | FavoritesNode
  | AddedNode
  | PeriodNode
  | OtherPeriodsNode
  | SingleDayNode
  | ProductNode
  | ReportGroupNode
  | DayGroupNode
  | ReportNode
  | ViewNode
  | MissingNode
  | MissingReportNode;

/** At the top of the root: a table that is put together from several reports. Commands take its connection. */
export interface TableNode {
  readonly kind: 'users' | 'licenses' | 'storage';
  readonly path: string;
  readonly connection: string;
}

/** Below the tables: the data of the tenant's directory that they are joined with. Commands take its connection. */
export interface DirectoryNode {
  readonly kind: 'directory';
  readonly path: string;
  readonly connection: string;
}

/** At the top of the root: the favorite reports, each for the period that it was opened with last. */
export interface FavoritesNode {
  readonly kind: 'favorites';
  readonly path: string;
}

/** The reports that only files have, and that somebody has added to the archive. */
export interface AddedNode {
  readonly kind: 'added';
  readonly path: string;
}

/** `Last 7 days` and the like; `period` is absent for reports of the current state. */
export interface PeriodNode {
  readonly kind: 'period';
  readonly path: string;
  readonly period?: string;
}

/** The periods that only a few reports have, and the single days. */
export interface OtherPeriodsNode {
  readonly kind: 'otherPeriods';
  readonly path: string;
}

/** The root of reports about one single day. */
export interface SingleDayNode {
  readonly kind: 'singleDay';
  readonly path: string;
}

/** A product: at the root, or inside a period or the single days. */
export interface ProductNode {
  readonly kind: 'product';
  readonly path: string;
  readonly product: ProductDefinition;
  readonly within?: PeriodNode | SingleDayNode;
}

/** A report that still has periods below it (when grouped by product). */
export interface ReportGroupNode {
  readonly kind: 'reportGroup';
  readonly path: string;
  readonly definition: ReportDefinition;
}

/** A report's single days. */
export interface DayGroupNode {
  readonly kind: 'dayGroup';
  readonly path: string;
  readonly definition: ReportDefinition;
}

/** A leaf: one report for one period or day. Carries a {@link ReportRef}'s properties, so that commands take it as it is. */
export interface ReportNode extends ReportRef {
  readonly kind: 'report';
  readonly path: string;
  readonly definition: ReportDefinition;
  /**
   * What the item is called: the report's title below its product, among the favorites, or among those added from files; the period or day
   * below the report.
   */
  readonly label: 'title' | 'favorite' | 'added' | 'parameter';
}

/** A saved view below its report. Carries what commands need of it. */
export interface ViewNode extends ReportRef {
  readonly kind: 'view';
  readonly path: string;
  readonly definition: ReportDefinition;
  /** Its name. */
  readonly view: string;
  /** See `PlacedView.place`. */
  readonly place: string;
}

/** At the end of the root: the reports that the connection's cloud does not publish. */
export interface MissingNode {
  readonly kind: 'missing';
  readonly path: string;
  readonly count: number;
}

/** A report that the cloud does not publish. It is shown so that nobody thinks it was forgotten. */
export interface MissingReportNode {
  readonly kind: 'missingReport';
  readonly path: string;
  readonly definition: ReportDefinition;
  readonly product: ProductDefinition;
  /** True where the cloud publishes no report of the product at all. */
  readonly productIsMissing: boolean;
}
