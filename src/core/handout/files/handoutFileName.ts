import type { HandoutDocument } from '../document.js';
import type { HandoutFormat } from './handoutFormats.js';

/** Of the parts that people choose. */
const MAX_PART_LENGTH = 80;

/** `2026-10_monthly_northlight.html`: sorts by month. Only ASCII letters, digits, `-`, `_` and `.`, so that it is valid on every system. */
export function handoutFileName(
  { span }: Pick<HandoutDocument, 'span'>,
  of: { readonly template: string; readonly fileLabel: string; readonly format: HandoutFormat },
): string {
  const parts = [span.month ?? `${span.from}-to-${span.to}`, of.template, of.fileLabel];
  const named = parts.map((part) => part.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, MAX_PART_LENGTH));
  return `${named.join('_')}.${of.format}`;
}
