import { ANY_OF_SERVICES, BETWEEN_LICENSE_TEXTS, LICENSE_TEXTS, type LicenseText } from '../licenseTexts.js';
import type { LicenseTexts } from '../pages/licenseTexts.js';
import { pluralForm } from '../pages/pluralText.js';
import { formatText } from './formatText.js';

/** How the display language writes what is in a text. */
export interface LicenseWords extends LicenseTexts {
  /** BCP 47 tag. */
  readonly language: string;
  /** @param day `YYYY-MM-DD` */
  readonly dayText: (day: string) => string;
}

const KEYS = Object.keys(LICENSE_TEXTS) as LicenseText[];
const PATTERNS = KEYS.map((key) => [key, patternOf(LICENSE_TEXTS[key])] as const);
const ANY_OF = patternOf(ANY_OF_SERVICES);
const DAY = /\d{4}-\d{2}-\d{2}/g;

/** A cell in the display language; any other text stays as it is. */
export function licenseText(cell: string, words: LicenseWords): string {
  const whole = translated(cell, words);
  if (whole !== undefined) {
    return whole;
  }
  const parts = cell.split(BETWEEN_LICENSE_TEXTS).map((part) => translated(part, words));
  return parts.every((part) => part !== undefined) ? parts.join(BETWEEN_LICENSE_TEXTS) : cell;
}

function translated(text: string, words: LicenseWords): string | undefined {
  for (const [key, pattern] of PATTERNS) {
    const values = pattern.exec(text)?.slice(1);
    if (values !== undefined) {
      return formatText(words.texts[key], ...values.map((value) => valueText(value, words)));
    }
  }
  return undefined;
}

function valueText(value: string, words: LicenseWords): string {
  const count = ANY_OF.exec(value)?.[1];
  return count === undefined
    ? (translated(value, words) ?? value.replace(DAY, words.dayText))
    : formatText(pluralForm(words.anyOfServices, Number(count), words.language), count);
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{\d+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('([^;]+)')}$`);
}
