import type { QuickPickItem } from 'vscode';
import { plainText } from './plainText.js';

/** Entries of a list, as {@link plainText}. */
export function plainItems<T extends QuickPickItem>(items: readonly T[]): T[] {
  return items.map((item) => ({
    ...item,
    label: plainText(item.label),
    ...(item.description === undefined ? {} : { description: plainText(item.description) }),
    ...(item.detail === undefined ? {} : { detail: plainText(item.detail) }),
  }));
}
