import * as vscode from 'vscode';
import { PRODUCT } from '../../core/licenses/licenseColumns.js';
import { unusedCountText } from '../../l10n/unusedCountText.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import { showPick } from '../common/quickInput.js';

/** `undefined` for all products. */
export interface ChosenProduct {
  readonly product: string | undefined;
}

type ProductItem = vscode.QuickPickItem & ChosenProduct;

/**
 * Asks for a product whose unused licenses are to be shown. Those whose use no report shows have none, and are not offered.
 *
 * @param products the table of products
 * @returns `undefined` when the person pressed Escape
 */
export async function pickProduct(products: TableHandle): Promise<ChosenProduct | undefined> {
  const { rows } = await products.rows({}, 0, products.rowCount);
  const at = (name: string) => products.columns.findIndex((column) => column.name === name);
  const places = {
    product: at(PRODUCT.product),
    assigned: at(PRODUCT.assigned),
    unused: at(PRODUCT.unused),
    deleted: at(PRODUCT.deleted),
  };
  const counted = rows.map((row) => {
    const numberAt = (column: number) => Number(row[column] ?? 0);
    return {
      product: String(row[places.product] ?? ''),
      unused: row[places.unused] === null ? null : numberAt(places.unused),
      assigned: numberAt(places.assigned),
      deleted: numberAt(places.deleted),
    };
  });
  const visible = counted.filter(({ unused }) => unused !== null);
  const all: ProductItem = {
    label: vscode.l10n.t('All products'),
    product: undefined,
    description: unusedCountText({
      unused: visible.length === 0 ? null : sumOf(visible, ({ unused }) => unused ?? 0),
      assigned: sumOf(visible, ({ assigned }) => assigned),
      deleted: sumOf(counted, ({ deleted }) => deleted),
    }),
  };
  const items = counted
    .filter(({ unused, deleted }) => (unused ?? 0) + deleted > 0)
    .map((count): ProductItem => ({
      label: count.product,
      product: count.product,
      description: unusedCountText(count),
    }));
  return showPick<ProductItem>([all, ...items], {
    title: vscode.l10n.t('Show Unused Licenses'),
    placeHolder: vscode.l10n.t('Select a product'),
  });
}

function sumOf<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
