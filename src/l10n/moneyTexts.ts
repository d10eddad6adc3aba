import { displayLanguage } from './displayLanguage.js';
import { numberLabel } from './numberTexts.js';

/**
 * `€1,234.50` in English.
 * @param currency as people typed it: one that is no code stands beside the number, an empty one nowhere
 */
export function moneyLabel(amount: number, currency: string): string {
  try {
    return amount.toLocaleString(displayLanguage(), { style: 'currency', currency });
  } catch {
    // No three letters.
    return `${numberLabel(amount)} ${currency}`.trim();
  }
}
