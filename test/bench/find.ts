// The first find of a text in a detail report in memory, and the steps after it, in processor time, which a busy machine changes least.
// `ROWS` (1,000,000) can be set in the environment.
import { decodeCsv } from '../../src/core/table/csv/decodeCsv.js';
import { findText } from '../../src/core/table/query/findText.js';
import { viewOf } from '../../src/core/table/query/view.js';
import { bigReport, definition } from './bigReport.js';

const rowCount = Number(process.env['ROWS'] ?? 1_000_000);
const ROUNDS = 5;

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (const chunk of bigReport(rowCount)) {
    yield await Promise.resolve(chunk);
  }
}

/** Milliseconds of processor time of this process. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function main(): Promise<void> {
  const table = await decodeCsv(chunks(), definition);
  const rows = await viewOf(table, { sort: [{ column: 3, descending: true }] });
  const columns = [...table.columns.keys()];
  for (const text of ['northlight', 'e5', '2026-11', '12', '1,234', 'zoé', 'nowhere at all']) {
    let [first, next, total] = [Infinity, Infinity, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const start = cpu();
      const matches = await findText(table, rows, { text, columns });
      const found = matches.step({ row: rowCount >> 1, column: 0 }, 'here');
      first = Math.min(first, cpu() - start);
      const again = cpu();
      matches.step(found ?? { row: 0, column: 0 }, 'next');
      matches.columnsOf(found?.row ?? 0, (found?.row ?? 0) + 240);
      next = Math.min(next, cpu() - again);
      ({ total } = matches);
    }
    console.log(
      `find "${text}" (${total} cells): first ${first.toFixed(0)} ms, next ${next.toFixed(2)} ms (target 300)`,
    );
  }
}

void main();
