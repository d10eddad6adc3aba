import { createFormat } from '../shared/format/format.js';
import { displayLanguage } from './displayLanguage.js';

/** Bytes that a report tells, as every page and Microsoft's admin center write them: in steps of 1,024. Files on a disk have `sizeTexts.ts`. */
export function storedLabel(bytes: number): string {
  return createFormat(displayLanguage()).value(bytes, 'bytes');
}
