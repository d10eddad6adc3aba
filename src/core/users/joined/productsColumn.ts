import { productKey } from '../../catalog/productSkus.js';
import type { Column } from '../../table/store/column.js';
import { dictionaryColumn } from '../../table/store/dictionaryColumn.js';
import { joinList, splitList } from '../../table/store/lists.js';
import { PRODUCTS } from './keptReport.js';
import { newestFirst, type PlacedReport } from './placedReport.js';
import { NOBODY } from '../../table/store/nameIndex.js';

/**
 * Products, as the newest report that has the user says them. Reports of the same day are taken together: one may not know a product yet.
 * What reports write in several ways is one product: all users have it as the newest report writes it first.
 */
export function productsColumn(reports: readonly PlacedReport[], count: number): Column {
  const lists = new ListIndex();
  const codes = new Uint32Array(count);
  const days = new Int32Array(count).fill(-1);
  for (const report of newestFirst(reports)) {
    const column = report.kept.column(PRODUCTS);
    if (column?.storage !== 'dictionary') {
      continue;
    }
    const codeOf = Uint32Array.from(column.texts, (text) => lists.codeOf(text));
    const { day } = report.identities;
    for (let row = 0; row < report.users.length; row++) {
      const user = report.users[row] ?? NOBODY;
      const code = codeOf[column.codes[row] ?? 0] ?? 0;
      if (user >= 0 && (days[user] === -1 || days[user] === day)) {
        days[user] = day;
        codes[user] = lists.union(codes[user] ?? 0, code);
      }
    }
  }
  return dictionaryColumn('list', count, codes, lists.texts, true);
}

/** Numbers lists of products; 0 is the empty one. Two with the same products in another order are the same. */
class ListIndex {
  /** By the product's key, as it was written first. */
  readonly #spellings = new Map<string, string>();
  readonly texts = [''];
  readonly #codes = new Map([['', 0]]);
  readonly #unions = new Map<string, number>();

  codeOf(text: string): number {
    const names = [...new Set(splitList(text).map((name) => this.#spelled(name.trim())))];
    const key = joinList(names.toSorted());
    const known = this.#codes.get(key);
    if (known !== undefined) {
      return known;
    }
    const code = this.texts.push(joinList(names)) - 1;
    this.#codes.set(key, code);
    return code;
  }

  union(one: number, other: number): number {
    if (one === other || other === 0) {
      return one;
    }
    if (one === 0) {
      return other;
    }
    const key = `${one} ${other}`;
    let code = this.#unions.get(key);
    if (code === undefined) {
      code = this.codeOf(joinList([one, other].flatMap((list) => splitList(this.texts[list] ?? ''))));
      this.#unions.set(key, code);
    }
    return code;
  }

  #spelled(name: string): string {
    const key = productKey(name);
    const known = this.#spellings.get(key) ?? name;
    this.#spellings.set(key, known);
    return known;
  }
}
