import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import { NameHolders } from './deletedUsers.js';
import { NOBODY, type RowIdentities, SHORTER_PERIOD } from './rowIdentities.js';

/** The rows of a report, by user. */
export interface UserRows {
  /** Number of the user of each row; {@link NOBODY} for a row that is left out. */
  readonly users: Int32Array;
  readonly noName: number;
  readonly repeated: number;
  /** Of the longest period. */
  readonly rowCount: number;
}

export interface Persons {
  /** Number of users. They are numbered in the order in which the reports have them. */
  readonly count: number;
  /** By report, in the given order. */
  readonly rows: readonly UserRows[];
}

/** @param numbers how many there are */
export interface JoinedReportRows {
  readonly identities: RowIdentities;
  /** Whether several rows may be of the same user. Of others the first one counts. */
  readonly hasSeveralRows: boolean;
}

/**
 * Finds which rows are about the same user: those with the same object ID, and else those with the same principal name, as far as nobody was
 * deleted in between, see {@link NameHolders}. A name belongs to the ID that the newest report says.
 *
 * @param counts of different names and IDs
 * @throws the slicer's `AbortError`
 */
export async function findPersons(
  reports: readonly JoinedReportRows[],
  counts: { readonly names: number; readonly ids: number },
  slicer: TimeSlicer,
): Promise<Persons> {
  const holders = new NameHolders(reports.map(({ identities }) => identities));
  const slots = new Slots(counts.names, holders);
  const idOfSlot = await newestIds(reports, slots, slicer);
  const userOfSlot = new Map<number, number>();
  const userOfName = new Int32Array(counts.names).fill(NOBODY);
  const userOfId = new Int32Array(counts.ids).fill(NOBODY);
  let count = 0;

  const userOf = (identities: RowIdentities, row: number): number => {
    const slot = slots.of(identities, row);
    const own = identities.ids?.[row] ?? NOBODY;
    const id = own === NOBODY && slot !== NOBODY ? (idOfSlot.get(slot) ?? NOBODY) : own;
    if (id !== NOBODY) {
      return (userOfId[id] = userOfId[id] === NOBODY ? count++ : (userOfId[id] ?? NOBODY));
    }
    if (slot === NOBODY) {
      return NOBODY;
    }
    const known = slot < userOfName.length ? (userOfName[slot] ?? NOBODY) : (userOfSlot.get(slot) ?? NOBODY);
    const user = known === NOBODY ? count++ : known;
    if (slot < userOfName.length) {
      userOfName[slot] = user;
    } else {
      userOfSlot.set(slot, user);
    }
    return user;
  };

  const rows: UserRows[] = [];
  for (const { identities, hasSeveralRows } of reports) {
    const { names } = identities;
    const users = new Int32Array(names.length).fill(NOBODY);
    const taken = new Set<number>();
    let [noName, repeated, rowCount] = [0, 0, 0];
    await forEachSlice(names.length, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        if (names[row] === SHORTER_PERIOD) {
          continue;
        }
        rowCount++;
        const user = userOf(identities, row);
        if (user === NOBODY) {
          noName++;
        } else if (!hasSeveralRows && taken.has(user)) {
          repeated++;
        } else {
          taken.add(user);
          users[row] = user;
        }
      }
    });
    rows.push({ users, noName, repeated, rowCount });
  }
  return { count, rows };
}

/** A slot is a name while one user had it. That of the only user, or of the successor, has the name's own number. */
class Slots {
  readonly #names: number;
  readonly #holders: NameHolders;
  readonly #deleted = new Map<string, number>();

  constructor(names: number, holders: NameHolders) {
    this.#names = names;
    this.#holders = holders;
  }

  /** @returns {@link NOBODY} if the row has no name */
  of(report: RowIdentities, row: number): number {
    const name = report.names[row] ?? NOBODY;
    if (name < 0) {
      return NOBODY;
    }
    const holder = this.#holders.size === 0 ? 0 : this.#holders.holderOf(report, row);
    if (holder === 0) {
      return name;
    }
    const key = `${name} ${holder}`;
    const slot = this.#deleted.get(key) ?? this.#names + this.#deleted.size;
    this.#deleted.set(key, slot);
    return slot;
  }
}

/** The object ID that the newest report says of each slot; of reports of the same day, the first. */
async function newestIds(
  reports: readonly JoinedReportRows[],
  slots: Slots,
  slicer: TimeSlicer,
): Promise<ReadonlyMap<number, number>> {
  const ids = new Map<number, number>();
  const newestFirst = reports
    .filter(({ identities }) => identities.ids !== undefined)
    .toSorted((one, other) => other.identities.day - one.identities.day);
  for (const { identities } of newestFirst) {
    await forEachSlice(identities.names.length, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        const slot = slots.of(identities, row);
        const id = identities.ids?.[row] ?? NOBODY;
        if (slot !== NOBODY && id !== NOBODY && !ids.has(slot)) {
          ids.set(slot, id);
        }
      }
    });
  }
  return ids;
}
