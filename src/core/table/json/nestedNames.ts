import { isObject } from '../../../base/json.js';
import type { PropertyColumns } from './propertyColumns.js';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Names of the properties of nested objects as columns of the row. Such a property keeps its own name, unless a property of a row or of another
 * object has it: then it has its path, as in `manager.id`, so that no value takes another's place. A property has one name in all rows, and
 * in all pages, unless a later page has a row with a property of its own by that name.
 */
export class NestedNames {
  /** By path. */
  readonly #names = new Map<string, string>();
  /** The path that has a column, or `''` for a property of the rows themselves. */
  readonly #owners = new Map<string, string>();
  readonly #seen = new Set<string>();
  #page: readonly JsonObject[] = [];

  constructor(private readonly columns: PropertyColumns) {}

  /** Call it before the items of each page: they are looked through at the first nested object. Most pages have none. */
  startPage(items: readonly JsonObject[]): void {
    this.#page = items;
  }

  /** @param path names of the objects around the property, and its own */
  nameOf(path: readonly string[]): string {
    this.#takeNamesOfRows();
    const key = path.join('\0');
    const known = this.#names.get(key);
    if (known !== undefined && this.#owners.get(this.#columnOf(known)) === key) {
      return known;
    }
    const [plain, whole] = [path.at(-1) ?? '', path.join('.')];
    let name = plain;
    for (let number = 1; this.#owners.has(this.#columnOf(name)); number++) {
      name = number === 1 ? whole : `${whole} (${number})`;
    }
    this.#owners.set(this.#columnOf(name), key);
    this.#names.set(key, name);
    return name;
  }

  #takeNamesOfRows(): void {
    for (const item of this.#page) {
      this.#take(item);
      for (const value of Object.values(item)) {
        for (const row of Array.isArray(value) ? value : []) {
          if (isObject(row)) {
            this.#take(row);
          }
        }
      }
    }
    this.#page = [];
  }

  #take(row: JsonObject): void {
    for (const name of Object.keys(row)) {
      if (!this.#seen.has(name) && !isObject(row[name])) {
        this.#seen.add(name);
        this.#owners.set(this.#columnOf(name), '');
      }
    }
  }

  /** Properties that are spelled in different ways may be one column. */
  #columnOf(name: string): string {
    return this.columns.find(name)?.name ?? name;
  }
}
