import { concealedForm } from '../../../shared/concealedNames.js';
import { NameIndex, NOBODY } from '../../table/store/nameIndex.js';

/** Stands for no row. */
export const NO_ROW = 0xff_ff_ff_ff;

/**
 * Finds the row of a user in a file of attributes: by object ID first, which stays when a name changes, else by name without case. Of several
 * rows about the same user, the first counts. A name whose row has another ID is that of another user, before or after.
 */
export class AttributeIndex {
  readonly #ids = new FirstRows();
  readonly #names = new FirstRows();
  /** Whether each row has an ID. */
  readonly #haveId: boolean[] = [];

  /** @returns the row that has one of the keys already, and counts; `undefined` if the row is the first with each of them */
  add(row: number, id: string, name: string): number | undefined {
    const key = keyOfId(id);
    this.#haveId[row] = isId(key);
    const first = [this.#ids.add(key, row), this.#names.add(name, row)];
    return first.find((one) => one !== undefined);
  }

  /** @returns {@link NO_ROW} if the file does not have the user. Empty texts find nothing, and neither do names that are the same for everyone. */
  rowOf(id: string, name: string): number {
    const key = keyOfId(id);
    const byId = this.#ids.rowOf(key);
    if (byId !== undefined) {
      return byId;
    }
    const byName = this.#names.rowOf(name);
    const isAnother = isId(key) && byName !== undefined && this.#haveId[byName] === true;
    return isAnother ? NO_ROW : (byName ?? NO_ROW);
  }
}

/** The first row of each key, in any case. */
class FirstRows {
  readonly #keys = new NameIndex();
  /** By the number of a key. */
  readonly #rows: number[] = [];

  /** @returns the row that has the key already */
  add(key: string, row: number): number | undefined {
    const number = this.#keys.numberOf(key);
    if (number === NOBODY) {
      return undefined;
    }
    const known = this.#rows[number];
    this.#rows[number] = known ?? row;
    return known;
  }

  rowOf(key: string): number | undefined {
    return this.#rows[this.#keys.find(key)];
  }
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether a cell tells users apart for good. */
export function isObjectId(id: string): boolean {
  return isId(keyOfId(id));
}

/** People write "none" and numbers of employees, and the service zeros where it conceals. */
function isId(key: string): boolean {
  return guid.test(key) && concealedForm(key) === undefined;
}

/** Some programs write braces around an ID. */
function keyOfId(id: string): string {
  return id
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
}
