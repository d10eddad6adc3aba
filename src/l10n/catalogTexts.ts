import * as l10n from '@vscode/l10n';
import type { CatalogData } from '../core/catalog/catalog.js';

/** The catalog with its titles, descriptions and column labels in the display language. A search still finds the English titles. */
export function localizedCatalog({ products, reports }: CatalogData): CatalogData {
  return {
    products: products.map((product) => ({
      ...product,
      ...titlesOf(product),
      retired: product.retired === undefined ? undefined : l10n.t(product.retired),
    })),
    reports: reports.map((report) => ({
      ...report,
      ...titlesOf(report),
      description: l10n.t(report.description),
      columns: report.columns.map((column) =>
        column.label === undefined ? column : { ...column, label: l10n.t(column.label) },
      ),
    })),
  };
}

function titlesOf({ title, formerTitles = [] }: { readonly title: string; readonly formerTitles?: readonly string[] }) {
  const localized = l10n.t(title);
  return { title: localized, formerTitles: localized === title ? formerTitles : [title, ...formerTitles] };
}
