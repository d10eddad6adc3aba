import type { ColumnDefinition, ReportDefinition } from '../../catalog/definition.js';
import { wellFormed } from './cellText.js';

/** Finds the column of a property in JSON: by its JSON name, or by the letters and digits of the CSV name where that is not documented. */
export class PropertyColumns {
  readonly #byName = new Map<string, ColumnDefinition>();

  constructor({ columns }: ReportDefinition) {
    for (const column of columns) {
      for (const name of [column.name, ...(column.aliases ?? [])]) {
        if (!this.#byName.has(letters(name))) {
          this.#byName.set(letters(name), column);
        }
      }
    }
    for (const column of columns) {
      if (column.json !== undefined) {
        this.#byName.set(column.json, column);
      }
    }
  }

  /** Whether a property is spelled exactly as documented. */
  has(property: string): boolean {
    return this.#byName.has(property);
  }

  find(property: string): ColumnDefinition | undefined {
    return this.#byName.get(property) ?? this.#byName.get(letters(property));
  }
}

function letters(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** The likely CSV name of an undocumented property: `recipientType` → `Recipient Type`. */
export function csvNameOf(property: string): string {
  return wellFormed(property)
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
