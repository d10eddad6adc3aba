import type { ProductDefinition, ReportDefinition } from './definition.js';
import { type ExportDefinition, exportedReport } from './fileDefinitions.js';

/** The shape of `reports.json`. */
export interface CatalogData {
  readonly products: readonly ProductDefinition[];
  readonly reports: readonly ReportDefinition[];
  /** What only the admin center has, as Microsoft documents the columns of its tables. Absent from data that is put together by hand. */
  readonly exports?: readonly ExportDefinition[];
}

/** All products and reports. The composition root makes it from `reports.json`, which it loads lazily because of its size. */
export class Catalog {
  /** In the order of display. */
  readonly products: readonly ProductDefinition[];
  /** Grouped by product, in the products' order. */
  readonly reports: readonly ReportDefinition[];
  /** Reports that are only there as files that the admin center exports. {@link find} does not know them. */
  readonly exports: readonly ReportDefinition[];
  readonly #byName = new Map<string, ReportDefinition>();
  readonly #productById: ReadonlyMap<string, ProductDefinition>;

  constructor(data: CatalogData) {
    this.products = data.products;
    this.reports = data.reports;
    this.exports = (data.exports ?? []).map(exportedReport);
    this.#productById = new Map(data.products.map((product) => [product.id, product]));
    // Names are entered last, so that an alias never hides a report with that name.
    for (const report of data.reports) {
      // Microsoft's oldest pages name every function without `get`.
      for (const alias of [...(report.aliases ?? []), report.name.replace(/^get/, '')]) {
        this.#byName.set(alias.toLowerCase(), report);
      }
    }
    for (const report of data.reports) {
      this.#byName.set(report.name.toLowerCase(), report);
    }
  }

  /** Finds a report by its function name or an old spelling of it, in any case. */
  find(nameOrAlias: string): ReportDefinition | undefined {
    return this.#byName.get(nameOrAlias.trim().toLowerCase());
  }

  /** Finds a report by its name, those included that only files have: to read what is archived of it. In any case, as {@link find}. */
  findArchived(name: string): ReportDefinition | undefined {
    const sought = name.trim().toLowerCase();
    return this.find(name) ?? this.exports.find((definition) => definition.name.toLowerCase() === sought);
  }

  product(id: string): ProductDefinition | undefined {
    return this.#productById.get(id);
  }
}

/**
 * The title with the product, `Exchange: Mailbox usage, daily`, for places that do not show the product: a title is unique only within its
 * product. A title that begins with the product's name, such as `Forms activity, daily`, stays as it is.
 */
export function fullTitle(report: ReportDefinition, catalog: Catalog): string {
  const product = catalog.product(report.product)?.title;
  return product === undefined || isNamedIn(report.title, product) ? report.title : `${product}: ${report.title}`;
}

/** What its sheet is called in a workbook of several reports: it begins with the product, and a sheet's name has few characters and no colon. */
export function sheetTitle(report: ReportDefinition, catalog: Catalog): string {
  const { title, shortTitle = title, sheetTitle: named } = report;
  const product = catalog.product(report.product)?.title;
  return (
    named ?? (product === undefined || isNamedIn(title, product) ? title : `${withoutVendor(product)} – ${shortTitle}`)
  );
}

function isNamedIn(title: string, product: string): boolean {
  const text = title.toLowerCase();
  return [product, withoutVendor(product)].some((name) => text.startsWith(name.toLowerCase()));
}

function withoutVendor(product: string): string {
  return product.replace(/^Microsoft (365 )?/i, '');
}

/** Whether only the beta endpoint publishes the report. Microsoft may change it at any time. What only files have, no endpoint publishes. */
export function isBetaOnly(report: ReportDefinition): boolean {
  return report.versions.length > 0 && !report.versions.includes('v1.0');
}

/** Whether only files have the report: no function of Microsoft Graph does, so there is nothing to request. */
export function isOnlyFromFiles({ versions }: Pick<ReportDefinition, 'versions'>): boolean {
  return versions.length === 0;
}

/** Whether the service behind the report has been shut down. */
export function isRetired(report: ReportDefinition, catalog: Catalog): boolean {
  return catalog.product(report.product)?.retired !== undefined;
}
