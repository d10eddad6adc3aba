import { isIsoDate } from '../../../base/dates.js';

/** `12.09.2026`: with dots, the day comes first wherever days are written so. */
const WITH_DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** @returns `undefined` if the text is no such day */
export function isoOfDots(text: string): string | undefined {
  const [, day = '', month = '', year = ''] = WITH_DOTS.exec(text.trim()) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : undefined;
}

/** Whether all cells of a column that nobody knows are days with dots. */
export class DottedEvidence {
  #areDays: boolean | undefined;

  add(text: string): void {
    this.#areDays = this.#areDays !== false && isoOfDots(text) !== undefined;
  }

  get areDays(): boolean {
    return this.#areDays === true;
  }
}
