// Writes a detail report in memory in each format, beside normalized CSV, to a file as the extension does: time, size, memory beyond the table,
// and how long the event loop waits meanwhile: with the table in this process, and with it on a worker thread. `ROWS` (200,000) can be set in the environment.
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { type WriterId, writers } from '../../src/core/export/writers.js';
import { decodeCsv } from '../../src/core/table/csv/decodeCsv.js';
import { yieldToEventLoop } from '../../src/base/yieldToEventLoop.js';
import { gzip } from '../../src/services/tables/gzip.js';
import { decodeInWorker } from '../../src/services/tables/workerTable.js';
import { bigReport, definition } from './bigReport.js';

const rowCount = Number(process.env['ROWS'] ?? 200_000);
const ROUNDS = 3;

/** Milliseconds of processor time on a machine that does nothing else; only for comparison. */
const TARGETS: Readonly<Partial<Record<WriterId, number>>> = { parquet: 3_000, xlsx: 6_000 };
const FORMATS: readonly WriterId[] = ['csvNormalized', 'json', 'parquet', 'xlsx'];

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (const chunk of bigReport(rowCount)) {
    yield await Promise.resolve(chunk);
  }
}

interface Taken {
  readonly wall: number;
  readonly cpu: number;
  /** Most bytes beyond those before. */
  readonly memory: number;
  /** Milliseconds that the event loop waits: 99 of 100 times no longer. */
  readonly delay: number;
  readonly bytes: number;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-exports-'));
  try {
    const table = await decodeCsv(chunks(), definition);
    const facts = {
      ...{ title: 'Bench', report: definition.name, refreshDate: '2026-11-18', fetchedAt: '2026-11-20T08:00:00.000Z' },
      ...{ connectionName: 'Bench', personal: true, fileLabel: 'bench' },
    };
    console.log(`${table.rowCount} rows x ${table.columns.length} columns; the shortest of ${ROUNDS} rounds`);
    const write = async (
      format: WriterId,
      content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    ): Promise<Taken> => {
      const file = path.join(folder, format);
      global.gc?.();
      const before = process.memoryUsage().rss;
      let memory = 0;
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const [start, used] = [performance.now(), process.cpuUsage()];
      const measured = async function* () {
        let turn = performance.now();
        for await (const chunk of content) {
          memory = Math.max(memory, process.memoryUsage().rss - before);
          yield chunk;
          if (performance.now() - turn > 15) {
            await yieldToEventLoop();
            turn = performance.now();
          }
        }
      };
      await pipeline(measured(), createWriteStream(file));
      const { user, system } = process.cpuUsage(used);
      delay.disable();
      return {
        ...{ wall: performance.now() - start, cpu: (user + system) / 1_000, memory },
        ...{ delay: delay.percentile(99) / 1e6, bytes: statSync(file).size },
      };
    };
    const worker = await decodeInWorker(chunks(), 'csv', definition);
    let baseline = Number.NaN;
    for (const format of FORMATS) {
      const rounds: Taken[] = [];
      const elsewhere: Taken[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        rounds.push(await write(format, writers[format]({ ...facts, table }, {}, gzip)));
        elsewhere.push(await write(format, worker.write({ writer: format, facts })));
      }
      const least = (of: (taken: Taken) => number, taken: readonly Taken[] = rounds) => Math.min(...taken.map(of));
      const cpu = least((taken) => taken.cpu);
      baseline = format === 'csvNormalized' ? cpu : baseline;
      const target = TARGETS[format];
      const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
      console.log(
        `${format}: ${least((taken) => taken.wall).toFixed(0)} ms (processor ${cpu.toFixed(0)}, × ${(cpu / baseline).toFixed(2)}), ` +
          `file ${megabytes(least((taken) => taken.bytes))}, memory ${megabytes(Math.max(...rounds.map((taken) => taken.memory)))}, ` +
          `event loop p99 ${least(({ delay }) => delay).toFixed(0)} ms, ` +
          `${least(({ delay }) => delay, elsewhere).toFixed(0)} ms where the table is on a worker${target === undefined ? '' : `; target ${target} ms`}`,
      );
    }
    worker.dispose();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
