import * as vscode from 'vscode';
import { productsNotFound, productsWithoutAmount, productsWithSeveralPrices } from '../../core/licenses/prices.js';
import type { UnusedCost } from '../../core/licenses/unusedCost.js';
import { moneyLabel } from '../../l10n/moneyTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { plural } from '../../l10n/plurals.js';

/** What the page says of prices: sentences, and whether setting prices would change them. */
export interface PriceTexts {
  readonly sentences: readonly string[];
  readonly offersSetting: boolean;
}

/** Products that are named; how many more there are is said. */
const NAMED_PRODUCTS = 3;

/**
 * @param typed the prices as they were typed
 * @param products that the reports have
 */
export function priceTexts(
  { costs, withoutPrice }: UnusedCost,
  typed: unknown,
  products: Iterable<string>,
): PriceTexts {
  const notFound = productsNotFound(typed, products);
  const noAmounts = productsWithoutAmount(typed);
  const several = productsWithSeveralPrices(typed);
  return {
    sentences: [
      ...(costs.length === 0
        ? [vscode.l10n.t("What unused licenses cost isn't known, as no prices are set.")]
        : costs.map(({ currency, amount }) =>
            vscode.l10n.t('Unused licenses cost {0} per month.', moneyLabel(amount, currency)),
          )),
      ...(costs.length === 0 || withoutPrice.length === 0
        ? []
        : [
            plural(
              withoutPrice.length,
              {
                one: vscode.l10n.t("{0} product with unused licenses has no price, and isn't counted in the cost: {1}"),
                other: vscode.l10n.t(
                  "{0} products with unused licenses have no price, and aren't counted in the cost: {1}",
                ),
              },
              someOf(withoutPrice),
            ),
          ]),
      ...(notFound.length === 0
        ? []
        : [vscode.l10n.t('Prices are set for products that no report has: {0}', notFound.join(', '))]),
      ...(noAmounts.length === 0
        ? []
        : [vscode.l10n.t("These prices aren't amounts from 0.0001 to 1,000,000,000, or 0: {0}", noAmounts.join(', '))]),
      ...(several.length === 0
        ? []
        : [vscode.l10n.t('A product has two prices, so neither counts: {0}', several.join(', '))]),
    ],
    offersSetting:
      costs.length === 0 || withoutPrice.length > 0 || notFound.length + noAmounts.length + several.length > 0,
  };
}

function someOf(products: readonly string[]): string {
  const named = products.slice(0, NAMED_PRODUCTS).join(', ');
  const more = products.length - NAMED_PRODUCTS;
  return more <= 0 ? named : vscode.l10n.t('{0} and {1} more', named, numberLabel(more));
}
