import { parse } from 'csv-parse/sync';
import type { LargeFile } from './graphServer.js';

/**
 * A detail report of any number of rows: the rows of a small one over and over, each with a user of its own.
 *
 * @param csv a small report of the same kind, with the column `User Principal Name`
 * @param onHalf what comes after the first half waits for this
 */
export function largeReport(csv: string, rows: number, onHalf: () => Promise<void>): LargeFile {
  const all: string[][] = parse(csv, { bom: true, relax_column_count: true });
  const [header = [], ...records] = all;
  const named = header.indexOf('User Principal Name');
  if (named < 0 || records.length === 0) {
    throw new Error('That report has no users to multiply.');
  }
  const templates = records.map((record) => {
    const [before, after] = [record.slice(0, named), record.slice(named + 1)].map((cells) =>
      cells.map(quoted).join(','),
    );
    return [before === '' ? '' : `${before},`, `${after === '' ? '' : `,${after}`}\r\n`] as const;
  });
  const line = (row: number) => (templates[row % templates.length] ?? ['', '']).join(userAt(row));
  const first = `\uFEFF${header.map(quoted).join(',')}\r\n`;
  const lengths = templates.map((_, row) => Buffer.byteLength(line(row)));
  const bytes = Array.from({ length: rows }, (_, row) => lengths[row % lengths.length] ?? 0).reduce(
    (sum, length) => sum + length,
    Buffer.byteLength(first),
  );
  return {
    bytes,
    async *chunks() {
      yield Buffer.from(first);
      let released = false;
      for (let row = 0; row < rows;) {
        // Row by row while it is held: a download that says nothing for a minute is given up.
        released ||= row >= rows / 2 && (await Promise.race([onHalf().then(() => true), later(5_000)]));
        const count = row >= rows / 2 && !released ? 1 : Math.min(500, rows - row);
        yield Buffer.from(Array.from({ length: count }, (_, at) => line(row + at)).join(''));
        row += count;
      }
    },
  };
}

function later(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}

/** As long for every row, so that the file's size is known beforehand. */
export function userAt(row: number): string {
  return `user${String(row).padStart(7, '0')}@northlight.example`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
