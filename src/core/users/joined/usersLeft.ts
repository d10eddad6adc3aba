import { NOBODY } from '../../table/store/nameIndex.js';
import type { PlacedReport } from './placedReport.js';

/** The users of whom no report has said something yet. Reports are asked in turn, each about those alone that are left. */
export class UsersLeft {
  readonly #users: Int32Array;
  #count: number;

  /** @param count of all users */
  constructor(count: number) {
    this.#users = new Int32Array(count).map((_, user) => user);
    this.#count = count;
  }

  /** @param says whether the row of a user in this report, of several the first one, says it. The user is not left then */
  ask({ rowOf }: PlacedReport, says: (user: number, row: number) => boolean): void {
    const users = this.#users;
    let left = 0;
    for (let at = 0; at < this.#count; at++) {
      const user = users[at] ?? NOBODY;
      const row = rowOf[user] ?? NOBODY;
      if (row < 0 || !says(user, row)) {
        users[left++] = user;
      }
    }
    this.#count = left;
  }
}
