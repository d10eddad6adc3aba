import { foldText } from '../../../base/foldText.js';

/** Stands for no row. */
export const NO_ROW = 0xff_ff_ff_ff;

/**
 * Finds the row of a user in a file of attributes: by object ID first, which stays when a name changes, else by name without case. Of several
 * rows about the same user, the first counts.
 */
export class AttributeIndex {
  readonly #byId = new Map<string, number>();
  readonly #byName = new Map<string, number>();

  /** @returns the row that has one of the keys already, and counts; `undefined` if the row is the first with each of them */
  add(row: number, id: string, name: string): number | undefined {
    const first = [addTo(this.#byId, keyOfId(id), row), addTo(this.#byName, foldText(name.trim()), row)];
    return first.find((one) => one !== undefined);
  }

  /** @returns {@link NO_ROW} if the file does not have the user. Empty texts find nothing. */
  rowOf(id: string, name: string): number {
    return this.#byId.get(keyOfId(id)) ?? this.#byName.get(foldText(name.trim())) ?? NO_ROW;
  }
}

function addTo(rows: Map<string, number>, key: string, row: number): number | undefined {
  const first = key === '' ? undefined : rows.get(key);
  if (key !== '' && first === undefined) {
    rows.set(key, row);
  }
  return first;
}

/** Some programs write braces around an ID. */
function keyOfId(id: string): string {
  return id
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
}
