import type { ProductDefinition, ReportDefinition } from '../../core/catalog/definition.js';

/** Characters of a favorite's label that have room in a side bar of the usual width. */
const MAX_FAVORITE = 32;

type Titles = Pick<ReportDefinition, 'title' | 'shortTitle'>;
type Product = Pick<ProductDefinition, 'title'> | undefined;

/** A report's title where its product comes after it: the whole title, unless that is long. */
export function titleOfFavorite(report: Titles, product: Product): string {
  return report.title.length > MAX_FAVORITE ? titleBelow(report, product) : report.title;
}

/**
 * A report's title below its product, without what the product's item says already: `User activity, user details` for `Teams user activity,
 * user details`. A screen reader is told the whole title.
 */
export function titleBelow({ title, shortTitle }: Titles, product: Product): string {
  if (shortTitle !== undefined) {
    return shortTitle;
  }
  for (const name of namesOf(product?.title ?? '')) {
    const rest = withoutName(title, name);
    if (rest !== undefined) {
      return rest;
    }
  }
  return title;
}

/** `Microsoft 365 Copilot`, `365 Copilot`, `Copilot`: the longest first. */
function namesOf(product: string): readonly string[] {
  const words = product.split(' ').filter((word) => word !== '');
  return words.map((_, index) => words.slice(index).join(' '));
}

/** The rest of a title that begins with a name. `undefined` where it doesn't, or where the rest needs the name: `Teams by privacy`. */
function withoutName(title: string, name: string): string | undefined {
  const begins = title.toLocaleLowerCase().startsWith(name.toLocaleLowerCase());
  const after = title.slice(name.length);
  const rest = after.replace(/^,? /, '');
  return !begins || rest === '' || rest === after || after.startsWith(' by ')
    ? undefined
    : rest.charAt(0).toLocaleUpperCase() + rest.slice(1);
}
