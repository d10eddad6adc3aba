import { displayLanguage } from './displayLanguage.js';

/** `12,345` in English. */
export function numberLabel(value: number): string {
  return value.toLocaleString(displayLanguage());
}
