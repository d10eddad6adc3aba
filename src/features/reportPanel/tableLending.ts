import type { Disposable } from '../../base/emitter.js';
import type { Report } from '../../services/reports/report.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';

/** An opened report that a panel shows, and somebody else uses as well. Disposing gives it back. */
export interface BorrowedReport extends Disposable {
  readonly report: Report;
}

/** Keeps the tables that were lent open until the last borrower has returned them. */
export class TableLending {
  /** How many have borrowed a table. */
  readonly #borrowers = new Map<TableHandle, number>();
  /** Tables that only their borrowers still need. */
  readonly #released = new Set<TableHandle>();

  lend(report: Report): BorrowedReport {
    const { table } = report;
    this.#borrowers.set(table, (this.#borrowers.get(table) ?? 0) + 1);
    let returned = false;
    return {
      report,
      dispose: () => {
        if (!returned) {
          returned = true;
          this.#takeBack(table);
        }
      },
    };
  }

  /** The owner needs a table no more: it is disposed of, now or when it comes back. */
  release(table: TableHandle): void {
    if (this.#borrowers.has(table)) {
      this.#released.add(table);
    } else {
      table.dispose();
    }
  }

  #takeBack(table: TableHandle): void {
    const others = (this.#borrowers.get(table) ?? 1) - 1;
    if (others > 0) {
      this.#borrowers.set(table, others);
      return;
    }
    this.#borrowers.delete(table);
    if (this.#released.delete(table)) {
      table.dispose();
    }
  }
}
