/**
 * How fast a large detail report is decoded into a table, beside csv-parse alone, papaparse and udsv: in one process, on the same bytes, in
 * turns. Then how much memory it takes, in its own process.
 *
 * `ROWS` (200,000) and `ROUNDS` (5) can be set in the environment.
 */
import { execFileSync } from 'node:child_process';
import { finished } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import { decodeCsv } from '../../src/core/table/csv/decodeCsv.js';
import { chartsOf } from '../../src/core/table/charts/charts.js';
import { csvOptions, RecordParser } from '../../src/core/table/csv/recordParser.js';
import { viewOf } from '../../src/core/table/query/view.js';
import { bigReport, definition } from './bigReport.js';

const rowCount = Number(process.env['ROWS'] ?? 200_000);
const rounds = Number(process.env['ROUNDS'] ?? 5);
/** The size of the chunks of a download. */
const CHUNK_BYTES = 64 * 1024;

function generate(rows: number): Buffer {
  return Buffer.concat([...bigReport(rows)]);
}

function* chunksOf(bytes: Buffer): Iterable<Buffer> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    yield bytes.subarray(from, from + CHUNK_BYTES);
  }
}

async function* streamOf(bytes: Buffer): AsyncIterable<Buffer> {
  for (const chunk of chunksOf(bytes)) {
    yield await Promise.resolve(chunk);
  }
}

const contenders: readonly { readonly name: string; readonly run: (bytes: Buffer) => Promise<number> }[] = [
  {
    name: 'csv-parse alone, records counted',
    run: async (bytes) => {
      let records = -1;
      const parser = new RecordParser(() => records++);
      for (const chunk of chunksOf(bytes)) {
        await parser.write(chunk);
      }
      await parser.end();
      return records;
    },
  },
  {
    name: 'csv-parse alone, as a stream of records',
    run: async (bytes) => {
      let records = -1;
      const parser = Readable.from(chunksOf(bytes), { objectMode: false }).pipe(parse(csvOptions));
      parser.on('data', () => records++);
      await finished(parser);
      return records;
    },
  },
  { name: 'into a ReportTable', run: async (bytes) => (await decodeCsv(streamOf(bytes), definition)).rowCount },
  {
    name: 'papaparse into arrays',
    run: (bytes) => {
      let records = -1;
      Papa.parse(bytes.toString('utf8'), { step: () => void records++, skipEmptyLines: true });
      return Promise.resolve(records);
    },
  },
  {
    name: 'udsv into arrays of strings',
    run: (bytes) => {
      const text = bytes.toString('utf8', 3);
      return Promise.resolve(initParser(inferSchema(text)).stringArrs(text).length);
    },
  },
];

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

interface Time {
  readonly ms: number;
  /** Of all threads, including the garbage collector's. More reliable than `ms` on a busy machine. */
  readonly cpuMs: number;
}

async function timed(work: () => unknown): Promise<Time> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}

async function compare(): Promise<void> {
  const bytes = generate(rowCount);
  const megabytes = bytes.length / 1e6;
  console.log(
    `${rowCount.toLocaleString('en')} rows × ${definition.columns.length} columns, ${megabytes.toFixed(1)} MB, Node ${process.version}`,
  );
  const times = contenders.map((): Time[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { name, run }] of contenders.entries()) {
      globalThis.gc?.();
      const time = await timed(async () => {
        const rows = await run(bytes);
        if (rows !== rowCount) {
          throw new Error(`${name} found ${rows} rows instead of ${rowCount}.`);
        }
      });
      // The first round is a warm-up.
      if (round > 0) {
        times[index]!.push(time);
      }
    }
  }
  const medians = times.map((runs) => ({
    ms: median(runs.map(({ ms }) => ms)),
    cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
  }));
  const baseline = medians[0]!;
  console.log(`${''.padEnd(48)}   MB/s   ratio      ms   CPU ms   ratio`);
  for (const [index, { name }] of contenders.entries()) {
    const { ms, cpuMs } = medians[index]!;
    console.log(
      [
        name.padEnd(48),
        (megabytes / (ms / 1000)).toFixed(1).padStart(7),
        (baseline.ms / ms).toFixed(2).padStart(8),
        ms.toFixed(0).padStart(8),
        cpuMs.toFixed(0).padStart(9),
        (baseline.cpuMs / cpuMs).toFixed(2).padStart(8),
      ].join(''),
    );
  }
  await measureUse(bytes);
}

/** How long work on a decoded table takes, and how long it blocks the event loop. */
async function measureUse(bytes: Buffer): Promise<void> {
  const table = await decodeCsv(streamOf(bytes), definition);
  const name = table.columnIndex('User Principal Name');
  const uses: readonly (readonly [string, () => unknown])[] = [
    ['charts', () => chartsOf(table, definition)],
    ['filter by a name', () => viewOf(table, { filter: 'lindqvist' })],
    ['filter by digits', () => viewOf(table, { filter: '123' })],
    ['sort by numbers', () => viewOf(table, { sort: [{ column: table.columnIndex('Call Count'), descending: true }] })],
    ['sort by names', () => viewOf(table, { sort: [{ column: name, descending: false }] })],
  ];
  for (const [label, use] of uses) {
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const { ms } = await timed(use);
    await new Promise((resolve) => setTimeout(resolve, 5));
    clearInterval(watch);
    console.log(
      `${label.padEnd(48)}${ms.toFixed(0).padStart(7)} ms, event loop blocked for ${longest.toFixed(0)} ms at most`,
    );
  }
}

/** Collects garbage twice and waits, as another thread frees the buffers. */
async function collected(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Memory that decoding needs besides the file's bytes, and memory of the finished table. */
async function measureMemory(): Promise<void> {
  const bytes = generate(rowCount);
  await collected();
  const before = process.memoryUsage();
  let peak = before.rss;
  const table = await decodeCsv(streamOf(bytes), definition, {
    onProgress: () => {
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  const atEnd = process.memoryUsage();
  peak = Math.max(peak, atEnd.rss);
  await collected();
  const kept = process.memoryUsage();
  const mb = (value: number) => `${(value / 1e6).toFixed(0)} MB`;
  console.log(
    `decoding ${table.rowCount.toLocaleString('en')} rows of ${mb(bytes.length)}: RSS ${mb(before.rss)} before, ${mb(peak)} at its peak`,
  );
  console.log(
    `the table takes ${mb(kept.heapUsed - before.heapUsed)} of heap and ${mb(kept.arrayBuffers - before.arrayBuffers)} of typed arrays`,
  );
}

async function main(): Promise<void> {
  if (process.argv[2] === 'memory') {
    await measureMemory();
  } else {
    await compare();
    console.log(
      execFileSync(process.execPath, ['--expose-gc', process.argv[1]!, 'memory'], { encoding: 'utf8' }).trimEnd(),
    );
  }
}

void main();
