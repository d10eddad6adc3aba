/** Column names as files spell them, and the few that mean the same in every report. */

import { composedText } from '../../../base/composedText.js';
import { foldText } from '../../../base/foldText.js';

/** Two spellings of one column become the same text: case, the number and kind of blanks, and a byte order mark do not count. */
export function normalizeName(name: string): string {
  // \s includes the no-break space and U+FEFF, the byte order mark.
  return name.replace(/\s+/g, ' ').trim().toLowerCase();
}

const reportMetadataNames: ReadonlySet<string> = new Set(['report refresh date', 'report period']);
const dayNames: ReadonlySet<string> = new Set(['report date', 'date']);

/**
 * Whether a column says which report a row belongs to, instead of reporting something. Every report of the service has such columns, and
 * they differ between any two snapshots.
 */
export function isReportMetadata(name: string): boolean {
  return reportMetadataNames.has(normalizeName(name));
}

/** Whether a column says which period a row is about. */
export function isReportPeriod(name: string): boolean {
  return normalizeName(name) === 'report period';
}

/** Whether a column has one of the names that the service gives to the day of a row in a daily series. */
export function isDayName(name: string): boolean {
  return dayNames.has(normalizeName(name));
}

/** Whether a column has user principal names. They have no case. */
export function isPrincipalName(name: string): boolean {
  return /(^| )principal name$/.test(normalizeName(name));
}

/** How the texts of a column are spelled so that those that mean the same are equal. */
export function meaningOf(name: string): (text: string) => string {
  return isPrincipalName(name) ? foldText : (text) => composedText(text);
}

/** Hands out column names. No two are the same when normalized. */
export class UniqueNames {
  readonly #taken = new Set<string>();
  /** By name: the number to try next. All lower ones are taken, and stay so. */
  readonly #nextNumber = new Map<string, number>();

  take(name: string): void {
    this.#taken.add(normalizeName(name));
  }

  /** @returns `name`, or `name (2)`, `name (3)` … where that is taken; the result is taken from then on */
  make(name: string): string {
    const normalized = normalizeName(name);
    if (!this.#taken.has(normalized)) {
      this.#taken.add(normalized);
      return name;
    }
    let number = this.#nextNumber.get(normalized) ?? 2;
    const numbered = () => `${name} (${number})`;
    while (this.#taken.has(normalizeName(numbered()))) {
      number++;
    }
    this.take(numbered());
    this.#nextNumber.set(normalized, number + 1);
    return numbered();
  }
}
