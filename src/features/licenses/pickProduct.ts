import * as vscode from 'vscode';
import { PRODUCT } from '../../core/licenses/licenseColumns.js';
import { numberLabel } from '../../l10n/numberTexts.js';
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
  const [name, assigned, unused, deleted] = [PRODUCT.product, PRODUCT.assigned, PRODUCT.unused, PRODUCT.deleted].map(
    at,
  );
  const numberAt = (row: (typeof rows)[number], column = -1) => Number(row[column] ?? 0);
  const items = rows.map((row): ProductItem & { readonly count: number } => {
    const product = String(row[name ?? -1] ?? '');
    const count = numberAt(row, unused) + numberAt(row, deleted);
    return { label: product, product, count, description: countText(count, numberAt(row, assigned)) };
  });
  const total = items.reduce((sum, { count }) => sum + count, 0);
  const all: ProductItem = {
    label: vscode.l10n.t('All products'),
    product: undefined,
    description: countText(
      total,
      rows.reduce((sum, row) => sum + numberAt(row, assigned), 0),
    ),
  };
  return showPick<ProductItem>([all, ...items.filter(({ count }) => count > 0)], {
    title: vscode.l10n.t('Show Unused Licenses'),
    placeHolder: vscode.l10n.t('Select a product'),
  });
}

function countText(count: number, assigned: number): string {
  return vscode.l10n.t('{0} of {1} can be taken back', numberLabel(count), numberLabel(assigned));
}
