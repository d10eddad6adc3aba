// Two snapshots of a large detail report, with a tenth of the users replaced and a third of the others changed: how long a comparison takes
// in a worker and on this thread, and a search for a user in one of them. `ROWS` (200,000) can be set in the environment.
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { compareLocally } from '../../src/services/tables/localDiff.js';
import { openDiff } from '../../src/services/tables/openDiff.js';
import { userColumns } from '../../src/core/catalog/userColumns.js';
import { searchSnapshot } from '../../src/core/users/searchSnapshot.js';
import { bigReport, definition } from './bigReport.js';

const rowCount = Number(process.argv[2] ?? process.env['ROWS'] ?? 200_000);
const megabytes = () => Math.round(process.memoryUsage().rss / 2 ** 20);
const collect = () => (globalThis as { gc?: () => void }).gc?.();
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A later snapshot of the same report. */
function* changed(report: Iterable<Buffer>): Generator<Buffer> {
  let row = -1;
  for (const piece of report) {
    const lines = piece
      .toString('utf8')
      .split('\r\n')
      .map((line) => {
        row++;
        const cells = line.split(',');
        const [name = '', count = ''] = [cells[2], cells[7]];
        if (row > 0 && cells.length > 8) {
          cells[2] = row % 10 === 0 ? name.replace('@contoso', '@fabrikam') : name;
          cells[7] = row % 3 === 0 ? String(Number(count) + 1) : count;
        }
        return cells.join(',');
      });
    yield Buffer.from(lines.join('\r\n'));
  }
}

function writeSnapshot(file: string, report: Iterable<Buffer>) {
  writeFileSync(file, '');
  for (const piece of report) {
    writeFileSync(file, piece, { flag: 'a' });
  }
  const columns = userColumns(definition) ?? { isSubject: true };
  const chunks = () => createReadStream(file) as AsyncIterable<Uint8Array>;
  return { format: 'csv' as const, bytes: statSync(file).size, definition, columns, chunks };
}

/** Measures how long some work takes, how long it blocks the event loop, and the memory of the process. */
async function measured(name: string, work: () => Promise<unknown>): Promise<void> {
  collect();
  await later(300);
  const before = megabytes();
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, megabytes())), 20);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const said = await work();
  const ms = Math.round(performance.now() - start);
  delay.disable();
  clearInterval(sampling);
  collect();
  await later(300);
  const blocked = `${(delay.percentile(99) / 1e6).toFixed(0)} / ${(delay.max / 1e6).toFixed(0)}`;
  const cells = [
    name.padEnd(34),
    `${ms} ms`.padStart(9),
    blocked.padStart(10),
    `${before} → ${peak} → ${megabytes()} MB`.padStart(22),
  ];
  console.log(`${cells.join('  ')}  ${typeof said === 'string' ? said : ''}`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-bench-'));
  try {
    const before = writeSnapshot(path.join(folder, 'before.csv'), bigReport(rowCount));
    const after = writeSnapshot(path.join(folder, 'after.csv'), changed(bigReport(rowCount)));
    console.log(`${rowCount} rows × 24, ${(before.bytes / 1e6).toFixed(1)} MB each`);
    console.log(`${''.padEnd(34)}  ${''.padStart(9)}  loop blocked p99 / longest, ms; memory before → peak → after`);
    await measured('idle', () => later(2_000));
    const compared = (compare: () => ReturnType<typeof openDiff>) => async () => {
      const opened = await compare();
      const { changed, added, gone } = opened.diff;
      const first = performance.now();
      await opened.rows('changed', { sort: [{ column: 0, descending: true }] }, 0, 100);
      const ms = Math.round(performance.now() - first);
      opened.dispose();
      return `${changed} changed, ${added} added, ${gone} gone; first rows, sorted: ${ms} ms`;
    };
    await measured(
      'compared in a worker',
      compared(() => openDiff(before, after, definition)),
    );
    await measured(
      'compared on this thread',
      compared(() => compareLocally(before, after, definition)),
    );
    await measured('compared, canceled at half', async () => {
      const cancel = new AbortController();
      let cancelled = 0;
      async function* half() {
        let bytes = 0;
        for await (const chunk of after.chunks()) {
          bytes += chunk.length;
          if (bytes > after.bytes / 2 && cancelled === 0) {
            cancelled = performance.now();
            cancel.abort();
          }
          yield chunk;
        }
      }
      await openDiff(before, { ...after, chunks: half }, definition, cancel.signal).catch(() => undefined);
      return `ended after ${Math.round(performance.now() - cancelled)} ms`;
    });
    await measured('user search on this thread', async () => {
      const { rowCount: rows } = await searchSnapshot(before, { text: 'amelie.nobody' }, { maxRowsPerRank: 200 });
      return `${rows} rows read`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
