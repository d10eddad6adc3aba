import { foldText } from '../../../base/foldText.js';
import { concealedForm } from '../../../shared/concealedNames.js';

/** Stands for no row. */
export const NO_ROW = 0xff_ff_ff_ff;

/**
 * Finds the row of a user in a file of attributes: by object ID first, which stays when a name changes, else by name without case. Of several
 * rows about the same user, the first counts. A name whose row has another ID is that of another user, before or after.
 */
export class AttributeIndex {
  readonly #byId = new Map<string, number>();
  readonly #byName = new Map<string, number>();
  /** Of each row. Texts that are no ID are empty. */
  readonly #ids: string[] = [];

  /** @returns the row that has one of the keys already, and counts; `undefined` if the row is the first with each of them */
  add(row: number, id: string, name: string): number | undefined {
    const key = keyOfId(id);
    this.#ids[row] = isId(key) ? key : '';
    const first = [addTo(this.#byId, key, row), addTo(this.#byName, foldText(name.trim()), row)];
    return first.find((one) => one !== undefined);
  }

  /** @returns {@link NO_ROW} if the file does not have the user. Empty texts find nothing. */
  rowOf(id: string, name: string): number {
    const key = keyOfId(id);
    const byId = this.#byId.get(key);
    if (byId !== undefined) {
      return byId;
    }
    const byName = this.#byName.get(foldText(name.trim())) ?? NO_ROW;
    const isAnother = isId(key) && (this.#ids[byName] ?? '') !== '';
    return isAnother ? NO_ROW : byName;
  }
}

function addTo(rows: Map<string, number>, key: string, row: number): number | undefined {
  const first = key === '' ? undefined : rows.get(key);
  if (key !== '' && first === undefined) {
    rows.set(key, row);
  }
  return first;
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

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
