import type { OverviewEvent, OverviewLayout } from '../../src/shared/pages/overview.js';
import { overviewTexts } from './overviewTexts.js';

type Begin = Extract<OverviewEvent, { type: 'begin' }>;

/** A report that has a card, or will have one once it is read. */
export interface GroupedReport {
  readonly report: string;
  readonly title: string;
  /** Title of its product, where the heading of the group doesn't say it. */
  readonly product?: string;
}

/** Cards below one heading. */
export interface CardGroup {
  readonly kind: 'favorites' | 'product' | 'retired' | 'hidden';
  /** Of the heading's element. */
  readonly id: string;
  readonly title: string;
  /** Codicon name. */
  readonly icon: string;
  readonly reports: readonly GroupedReport[];
  /** Why the services of the group are retired. */
  readonly remarks: readonly string[];
}

/**
 * The cards in the order in which they are shown: favorites, then the other reports by product, then those of retired services, then hidden
 * ones. Groups without cards are left out.
 *
 * @param kept a hidden report that keeps its place for now
 */
export function groupsOf(
  { reports, products }: Pick<Begin, 'reports' | 'products'>,
  { favorites, hidden }: Pick<OverviewLayout, 'favorites' | 'hidden'>,
  kept?: string,
): readonly CardGroup[] {
  const [favorite, hiding] = [new Set(favorites), new Set(hidden)];
  const byId = new Map(products.map((product) => [product.id, product]));
  const named = (of: typeof reports): GroupedReport[] =>
    of.map(({ report, title, product }) => ({ report, title, product: byId.get(product)?.title ?? '' }));
  const placed = reports.filter(({ report }) => !hiding.has(report) || report === kept);
  const others = placed.filter(({ report }) => !favorite.has(report));
  const isRetired = ({ product }: (typeof reports)[number]) => byId.get(product)?.retired !== undefined;
  const retired = others.filter(isRetired);
  const retiredProducts = products.filter(({ id }) => retired.some(({ product }) => product === id));
  const groups: CardGroup[] = [
    {
      ...{ kind: 'favorites', id: 'group-favorites', title: overviewTexts.favorites, icon: 'star-full', remarks: [] },
      reports: named(placed.filter(({ report }) => favorite.has(report))),
    },
    ...products.map(({ id, title, icon }): CardGroup => ({
      ...{ kind: 'product', id: `product-${id}`, title, icon, remarks: [] },
      reports: others
        .filter((each) => each.product === id && !isRetired(each))
        .map(({ report, title: ofReport }) => ({ report, title: ofReport })),
    })),
    {
      ...{ kind: 'retired', id: 'group-retired', title: overviewTexts.retired, icon: 'archive' },
      remarks: retiredProducts.flatMap(({ retired: why }) => why ?? []),
      reports: named(retired),
    },
    {
      ...{ kind: 'hidden', id: 'group-hidden', title: overviewTexts.hidden, icon: 'eye-closed', remarks: [] },
      reports: named(reports.filter(({ report }) => hiding.has(report))),
    },
  ];
  return groups.filter((group) => group.reports.length > 0);
}
