import * as l10n from '@vscode/l10n';
import type { CatalogData } from '../core/catalog/catalog.js';
import type { ColumnDefinition, ReportDefinition } from '../core/catalog/definition.js';

/**
 * The catalog with its titles, descriptions, column labels and the labels of its charts in the display language. A search still finds the
 * English titles.
 */
export function localizedCatalog({ products, reports, exports = [] }: CatalogData): CatalogData {
  return {
    products: products.map((product) => ({
      ...product,
      ...titlesOf(product),
      retired: product.retired === undefined ? undefined : l10n.t(product.retired),
    })),
    reports: reports.map((report) => ({
      ...report,
      ...titlesOf(report),
      ...(report.shortTitle !== undefined && { shortTitle: l10n.t(report.shortTitle) }),
      ...(report.sheetTitle !== undefined && { sheetTitle: l10n.t(report.sheetTitle) }),
      description: l10n.t(report.description),
      columns: labeled(report.columns),
      ...chartLabelsOf(report),
    })),
    exports: exports.map((report) => ({
      ...report,
      title: l10n.t(report.title),
      description: l10n.t(report.description),
      columns: labeled(report.columns),
    })),
  };
}

function labeled(columns: readonly ColumnDefinition[]): readonly ColumnDefinition[] {
  return columns.map((column) => (column.label === undefined ? column : { ...column, label: l10n.t(column.label) }));
}

/** A card is a column, or a group by its label. */
function chartLabelsOf({
  cards,
  groups,
  shares,
  totals,
}: ReportDefinition): Pick<ReportDefinition, 'cards' | 'groups' | 'shares' | 'totals'> {
  const isGroup = (card: string) => groups?.some(({ label }) => label === card) === true;
  return {
    ...(cards && { cards: cards.map((card) => (isGroup(card) ? l10n.t(card) : card)) }),
    ...(groups && {
      groups: groups.map(({ label, bars }) => ({
        label: l10n.t(label),
        bars: bars.map((bar) => (bar.label === undefined ? bar : { ...bar, label: l10n.t(bar.label) })),
      })),
    }),
    ...(totals && { totals: totals.map((total) => ({ ...total, label: l10n.t(total.name) })) }),
    ...(shares && {
      shares: shares.map((share) => (share.label === '' ? share : { ...share, label: l10n.t(share.label) })),
    }),
  };
}

function titlesOf({ title, formerTitles = [] }: { readonly title: string; readonly formerTitles?: readonly string[] }) {
  const localized = l10n.t(title);
  return { title: localized, formerTitles: localized === title ? formerTitles : [title, ...formerTitles] };
}
