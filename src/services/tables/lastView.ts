import type { CellMatches } from '../../core/table/query/cellMatches.js';
import { findText } from '../../core/table/query/findText.js';
import type { ShownBlanks, ShownCells } from '../../core/table/query/shownCells.js';
import { viewOf } from '../../core/table/query/view.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { FindText } from '../../shared/find.js';
import type { CellWords } from '../../shared/format/cellTexts.js';
import type { TableView } from '../../shared/report.js';
import { LastAnswer } from './lastAnswer.js';

/** How a person sees the cells of a table. */
export interface ShownAs {
  readonly words: CellWords;
  readonly shown: ShownCells;
  readonly blanks: ShownBlanks;
}

/** The rows of the view that was asked for last, and the cells that were looked for in it: a page asks for both many times. */
export class LastView {
  readonly #rows = new LastAnswer<Uint32Array>();
  readonly #matches = new LastAnswer<CellMatches>();

  /** @param shownAs is asked each time, as a table learns it after it was made; `undefined` until then */
  constructor(private readonly shownAs: () => ShownAs | undefined) {}

  close(): void {
    this.#rows.close();
    this.#matches.close();
  }

  /** Row numbers of the table in the order of the view. */
  rowsOf(table: ReportTable, view: TableView, signal?: AbortSignal): Promise<Uint32Array> {
    const known = limitToKnownColumns(view, table);
    return this.#rows.get(
      this.#keyOf(known),
      (stop) => viewOf(table, known, { signal: stop, shown: this.shownAs()?.shown }),
      signal,
    );
  }

  matchesOf(table: ReportTable, view: TableView, find: FindText, signal?: AbortSignal): Promise<CellMatches> {
    const key = JSON.stringify([this.#keyOf(limitToKnownColumns(view, table)), find.text, find.columns]);
    const work = async (stop: AbortSignal) => {
      const rows = await this.rowsOf(table, view, stop);
      const { shown, blanks } = this.shownAs() ?? {};
      return findText(table, rows, find, { signal: stop, shown, blanks });
    };
    return this.#matches.get(key, work, signal);
  }

  /** The same for views with the same rows in the same order. */
  #keyOf({ sort = [], filter = '', filters = [] }: TableView): string {
    return JSON.stringify([sort, filter, filters, this.shownAs()?.words.language]);
  }
}

/** Drops columns that the table does not have: a remembered sort or filter may belong to another version of the report. */
function limitToKnownColumns({ sort = [], filter, filters }: TableView, table: ReportTable): TableView {
  const known = ({ column }: { readonly column: number }) => column < table.columns.length;
  return { sort: sort.filter(known), filter, filters: filters?.filter(known) };
}
