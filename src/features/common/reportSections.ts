import { isOnlyFromFiles } from '../../core/catalog/catalog.js';
import type { ProductDefinition, ReportDefinition } from '../../core/catalog/definition.js';

export interface ReportSection {
  /** A product is headed by its title. */
  readonly heading: 'recent' | 'favorites' | 'added' | ProductDefinition;
  /** At least one. */
  readonly reports: readonly ReportDefinition[];
}

/**
 * Reports in the order in which a list offers them: those that were opened last, newest first; then the favorites; then the others by
 * product, and at the end those that only files have. Each report is in one section.
 * @param offered in the catalog's order
 */
export function reportSections(
  offered: readonly ReportDefinition[],
  products: readonly ProductDefinition[],
  { recent, favorites }: { readonly recent: readonly string[]; readonly favorites: readonly string[] },
): readonly ReportSection[] {
  const opened = recent.flatMap((name) => offered.find((report) => report.name === name) ?? []);
  const marked = offered.filter((report) => favorites.includes(report.name) && !opened.includes(report));
  const others = offered.filter((report) => !opened.includes(report) && !marked.includes(report));
  const sections: ReportSection[] = [
    { heading: 'recent', reports: opened },
    { heading: 'favorites', reports: marked },
    ...products.map((product) => ({
      heading: product,
      reports: others.filter((report) => report.product === product.id && !isOnlyFromFiles(report)),
    })),
    { heading: 'added', reports: others.filter(isOnlyFromFiles) },
  ];
  return sections.filter(({ reports }) => reports.length > 0);
}
