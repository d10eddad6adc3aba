import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { UsageReportsError } from '../base/errors.js';
import { productsWithoutAmount, productsWithSeveralPrices } from '../core/licenses/prices.js';
import { safeMessageOf } from './errorFacts.js';

/**
 * What the file that `--prices` names has, as the setting has it: `{ "MICROSOFT 365 E5": 54.75 }`.
 *
 * @returns no product without a file
 * @throws UsageReportsError `invalidRequest` if it cannot be read, or has something that is no price
 */
export async function pricesFrom(file: string | undefined): Promise<object> {
  if (file === undefined) {
    return {};
  }
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw wrong(l10n.t("The file with the prices can't be read: {0}", safeMessageOf(error)));
  });
  const prices = parsed(text);
  if (typeof prices !== 'object' || prices === null || Array.isArray(prices)) {
    throw wrong(l10n.t('The file with the prices must be a JSON object, such as {0}', '{ "MICROSOFT 365 E5": 54.75 }'));
  }
  const [product] = productsWithoutAmount(prices);
  if (product !== undefined) {
    throw wrong(l10n.t('The price of {0} must be 0, or a number from 0.0001 to 1,000,000,000.', product));
  }
  const several = productsWithSeveralPrices(prices);
  if (several.length > 0) {
    throw wrong(l10n.t('A product has two prices: {0}', several.join(', ')));
  }
  return prices;
}

/** @returns `undefined` for what is no JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function wrong(message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument: 'prices' });
}
