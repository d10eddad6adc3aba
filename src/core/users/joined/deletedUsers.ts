import { deletedDay, type RowIdentities, STATE } from './rowIdentities.js';

/** Reports may say different days of the same deletion. Nobody is deleted, replaced, and deleted again within so few. */
const MAX_DAYS_APART = 7;

/** The users who had a name one after the other. */
interface Holders {
  /** The day of each one's deletion, ascending. */
  readonly deletions: number[];
  /** Days by which the next one had the name, ascending: those of {@link deletions}, or sooner where a report has both of them. */
  handovers: number[];
  /** Whether a report says that somebody has the name after the last deletion. */
  hasSuccessor: boolean;
}

/**
 * Tells who had a name as of a day. A name belongs to one user at a time: to the first one who was not deleted yet, and after the last deletion
 * to the successor. A row that does not say that its user is there is that of the last one who was deleted, if no row says that there is a
 * successor. A report with a row of one who was deleted and one of somebody who is there proves that the name was handed over by its day, whatever
 * day of the deletion other reports say.
 */
export class NameHolders {
  /** Only names of which a report says that a user was deleted. */
  readonly #holders = new Map<number, Holders>();
  /** 1 for each name in {@link #holders}: nearly all have one user, and are told apart for each row. */
  readonly #isShared: Uint8Array;

  /** @param names how many different ones there are */
  constructor(reports: readonly RowIdentities[], names: number) {
    this.#isShared = new Uint8Array(names);
    for (const report of reports) {
      this.#addDeletions(report);
    }
    for (const { deletions } of this.#holders.values()) {
      const days = deletions.sort((one, other) => one - other);
      // Of those that are close together the last remains.
      const kept = days.filter((day, at) => (days[at + 1] ?? Infinity) - day > MAX_DAYS_APART);
      deletions.splice(0, deletions.length, ...kept);
    }
    for (const holders of this.#holders.values()) {
      holders.handovers = [...holders.deletions];
    }
    for (const report of reports) {
      this.#findHandovers(report);
    }
    for (const report of reports) {
      this.#findSuccessors(report);
    }
  }

  /** @returns 0 for the only user of a name, else from 1 on for those who were deleted, in their order, and 0 for the successor */
  holderOf(report: RowIdentities, row: number): number {
    const name = report.names[row] ?? 0;
    const holders = this.#isShared[name] === 1 ? this.#holders.get(name) : undefined;
    if (holders === undefined) {
      return 0;
    }
    const { deletions, handovers, hasSuccessor } = holders;
    switch (report.states?.[row] ?? STATE.unknown) {
      case STATE.deleted: {
        const day = deletionDay(report, row);
        return deletions.findIndex((deletion) => deletion >= day) + 1;
      }
      case STATE.leftover:
        return deletions.length;
      case STATE.active:
        return handovers.findIndex((day) => day > report.day) + 1;
      default: {
        const holder = handovers.findIndex((day) => day > report.day) + 1;
        return holder === 0 && !hasSuccessor ? deletions.length : holder;
      }
    }
  }

  #addDeletions(report: RowIdentities): void {
    const { states, names } = report;
    for (let row = 0; row < (states?.length ?? 0); row++) {
      const name = names[row] ?? -1;
      if (states?.[row] === STATE.deleted && name >= 0) {
        const holders = this.#holders.get(name) ?? { deletions: [], handovers: [], hasSuccessor: false };
        this.#holders.set(name, holders);
        this.#isShared[name] = 1;
        holders.deletions.push(deletionDay(report, row));
      }
    }
  }

  #findHandovers(report: RowIdentities): void {
    // How many had the name before the successor in this report.
    const before = new Map<number, number>();
    for (const [row, { deletions }] of this.#rowsIn(report, STATE.deleted)) {
      const name = report.names[row] ?? -1;
      const day = deletionDay(report, row);
      before.set(name, Math.max(before.get(name) ?? 0, deletions.findIndex((deletion) => deletion >= day) + 1));
    }
    if (before.size > 0) {
      for (const [row, holders] of this.#rowsIn(report, STATE.active)) {
        const count = before.get(report.names[row] ?? -1) ?? 0;
        holders.handovers = holders.handovers.map((day, at) => (at < count ? Math.min(day, report.day) : day));
      }
    }
  }

  #findSuccessors(report: RowIdentities): void {
    for (const [, holders] of this.#rowsIn(report, STATE.active)) {
      if (!holders.handovers.some((day) => day > report.day)) {
        holders.hasSuccessor = true;
      }
    }
  }

  /** Rows in a state whose names somebody had who was deleted. */
  *#rowsIn({ states, names }: RowIdentities, state: number): Generator<readonly [row: number, holders: Holders]> {
    for (let row = 0; row < (states?.length ?? 0) && this.#holders.size > 0; row++) {
      const name = states?.[row] === state ? (names[row] ?? -1) : -1;
      const holders = name >= 0 && this.#isShared[name] === 1 ? this.#holders.get(name) : undefined;
      if (holders !== undefined) {
        yield [row, holders];
      }
    }
  }
}

/** If it is not known, the user was deleted on the report's day at the latest. */
function deletionDay(report: RowIdentities, row: number): number {
  const known = deletedDay(report, row);
  return Number.isNaN(known) ? report.day : known;
}
