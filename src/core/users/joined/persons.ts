import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import { NameHolders } from './deletedUsers.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import { type RowIdentities, SHORTER_PERIOD } from './rowIdentities.js';

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
  const slots = await slotsOf(reports, counts.names, slicer);
  const idOfSlot = await newestIds(reports, slots, slicer);
  const userOfSlot = new Int32Array(slots.count).fill(NOBODY);
  const userOfId = new Int32Array(counts.ids).fill(NOBODY);
  let count = 0;

  const userOf = (slot: number, own: number): number => {
    const id = own === NOBODY && slot !== NOBODY ? (idOfSlot[slot] ?? NOBODY) : own;
    const [users, place] = id === NOBODY ? [userOfSlot, slot] : [userOfId, id];
    if (place === NOBODY) {
      return NOBODY;
    }
    const known = users[place] ?? NOBODY;
    return known === NOBODY ? (users[place] = count++) : known;
  };

  const rows: UserRows[] = [];
  /** The last report that had a row of each user. */
  const seenIn = new Int32Array(slots.count + counts.ids).fill(NOBODY);
  for (const [at, { identities, hasSeveralRows }] of reports.entries()) {
    const { ids } = identities;
    const slotOfRow = slots.ofRows[at] ?? new Int32Array(0);
    const users = new Int32Array(slotOfRow.length).fill(NOBODY);
    let [noName, repeated, rowCount] = [0, 0, 0];
    await forEachSlice(slotOfRow.length, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        const slot = slotOfRow[row] ?? NOBODY;
        if (slot === SHORTER_PERIOD) {
          continue;
        }
        rowCount++;
        const user = userOf(slot, ids?.[row] ?? NOBODY);
        if (user === NOBODY) {
          noName++;
        } else if (!hasSeveralRows && seenIn[user] === at) {
          repeated++;
        } else {
          seenIn[user] = at;
          users[row] = user;
        }
      }
    });
    rows.push({ users, noName, repeated, rowCount });
  }
  return { count, rows };
}

/** A slot is a name while one user had it. That of the only user, or of the successor, has the name's own number. */
interface Slots {
  readonly count: number;
  /** By report, the slot of each row; {@link NOBODY} without a name, and {@link SHORTER_PERIOD}. */
  readonly ofRows: readonly Int32Array[];
}

async function slotsOf(reports: readonly JoinedReportRows[], names: number, slicer: TimeSlicer): Promise<Slots> {
  const holders = new NameHolders(
    reports.map(({ identities }) => identities),
    names,
  );
  const deleted = new Map<string, number>();
  const ofRows: Int32Array[] = [];
  for (const { identities } of reports) {
    const slots = identities.names.slice();
    await forEachSlice(slots.length, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        const name = slots[row] ?? NOBODY;
        const holder = name < 0 ? 0 : holders.holderOf(identities, row);
        if (holder > 0) {
          const key = `${name} ${holder}`;
          const slot = deleted.get(key) ?? names + deleted.size;
          deleted.set(key, slot);
          slots[row] = slot;
        }
      }
    });
    ofRows.push(slots);
  }
  return { count: names + deleted.size, ofRows };
}

/** The object ID that the newest report says of each slot, else {@link NOBODY}; of reports of the same day, the first. */
async function newestIds(reports: readonly JoinedReportRows[], slots: Slots, slicer: TimeSlicer): Promise<Int32Array> {
  const idOfSlot = new Int32Array(slots.count).fill(NOBODY);
  const newestFirst = reports
    .map(({ identities: { ids, day } }, at) => ({ ids, day, slotOfRow: slots.ofRows[at] }))
    .toSorted((one, other) => other.day - one.day);
  for (const { ids, slotOfRow } of newestFirst) {
    await forEachSlice(ids?.length ?? 0, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        const slot = slotOfRow?.[row] ?? NOBODY;
        const id = ids?.[row] ?? NOBODY;
        if (slot >= 0 && id !== NOBODY && idOfSlot[slot] === NOBODY) {
          idOfSlot[slot] = id;
        }
      }
    });
  }
  return idOfSlot;
}
