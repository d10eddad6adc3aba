/**
 * A process of its own that reads generated files and does with their tables what the extension does:
 * `node --expose-gc costProcess.mjs <seed> <files>`. It says what each file cost, one line of JSON each, an honest file first.
 */
import { writeSync } from 'node:fs';
import fc from 'fast-check';
import { inSlices, TimeSlicer } from '../../../src/base/timeSlicer.js';
import { UsageReportsError } from '../../../src/base/errors.js';
import { decodeCsv } from '../../../src/core/table/csv/decodeCsv.js';
import { decodeJson } from '../../../src/core/table/json/decodeJson.js';
import { diffOf } from '../../../src/core/diff/diff.js';
import { HistoryMerge } from '../../../src/core/history/historyMerge.js';
import type { ReportTable } from '../../../src/core/table/store/table.js';
import { searchSnapshot } from '../../../src/core/users/searchSnapshot.js';
import { userColumns } from '../../../src/core/catalog/userColumns.js';
import { LocalTable } from '../../../src/services/tables/localTable.js';
import { chunksOf } from '../core/table/support.js';
import { type CostlyFile, costlyFiles, honestFile } from './costShapes.js';

/** What a file cost. */
export interface Cost {
  readonly name: string;
  readonly bytes: number;
  /** Processor time of all steps in milliseconds. */
  readonly cpuMs: number;
  /** The longest processor time between two turns of the event loop, and in which step it was. */
  readonly longestMs: number;
  readonly longestStep: string;
  /** The most memory that a step took, in megabytes, and which step. */
  readonly memoryMb: number;
  readonly memoryStep: string;
}

const [seed, count] = process.argv.slice(2).map(Number);

function memoryInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Measures the steps with one file, one after the other. */
class Meter {
  cpuMs = 0;
  longest = { ms: 0, step: '' };
  memory = { bytes: 0, step: '' };

  /** @returns `undefined` if the work ends with an error that is said to the user */
  async measure<T>(step: string, work: () => Promise<T>): Promise<T | undefined> {
    globalThis.gc?.();
    const before = memoryInUse();
    let isWorking = true;
    let turn = process.cpuUsage();
    const note = () => {
      const ms = cpuMsSince(turn);
      const bytes = memoryInUse() - before;
      this.longest = ms > this.longest.ms ? { ms, step } : this.longest;
      this.memory = bytes > this.memory.bytes ? { bytes, step } : this.memory;
      turn = process.cpuUsage();
    };
    const watch = () => {
      note();
      if (isWorking) {
        setImmediate(watch);
      }
    };
    setImmediate(watch);
    const start = process.cpuUsage();
    try {
      return await work();
    } catch (error) {
      if (error instanceof UsageReportsError) {
        return undefined;
      }
      throw error;
    } finally {
      note();
      this.cpuMs += cpuMsSince(start);
      isWorking = false;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function decode({ format, chunks, definition }: CostlyFile): Promise<ReportTable> {
  return (format === 'csv' ? decodeCsv : decodeJson)(chunksOf(...chunks), definition);
}

/** The same file with other values. */
function changed(file: CostlyFile): CostlyFile {
  const chunks = file.chunks.map((chunk) => chunk.map((byte) => (byte === 0x31 ? 0x32 : byte)));
  return { ...file, chunks };
}

async function use(table: ReportTable, file: CostlyFile, meter: Meter): Promise<void> {
  const { definition } = file;
  const local = new LocalTable(table);
  await meter.measure('charts', () => local.charts(definition));
  await meter.measure('filter', () => local.rows({ filter: 'zz' }, 0, 300));
  for (const column of [0, table.columns.length - 1]) {
    await meter.measure('sort', () => local.rows({ sort: [{ column, descending: true }] }, 0, 300));
    await meter.measure('values', () => local.values(column, 'x', 100, []));
  }
  await meter.measure('totals', () => local.totals({}));
  await meter.measure('quick filters', () => local.quickFilters());
  const other = await meter.measure('decode', () => decode(changed(file)));
  await meter.measure('compare with itself', () => diffOf(table, table, definition));
  if (other !== undefined) {
    await meter.measure('compare', () => diffOf(table, other, definition));
  }
  await meter.measure('history', async () => {
    const merge = new HistoryMerge(definition);
    const slicer = new TimeSlicer(undefined);
    for (const part of [table, other ?? table]) {
      await inSlices(merge.adding(part, null), slicer);
    }
    return [merge.table(), merge.facts(), merge.revised(100), merge.state()];
  });
}

async function costOf(file: CostlyFile): Promise<Cost> {
  const meter = new Meter();
  const table = await meter.measure('decode', () => decode(file));
  if (table !== undefined) {
    await use(table, file, meter);
  }
  const columns = userColumns(file.definition);
  if (columns !== undefined) {
    const snapshot = { ...file, columns, chunks: () => chunksOf(...file.chunks) };
    await meter.measure('search', () => searchSnapshot(snapshot, { text: 'x' }, { maxRowsPerRank: 200 }));
  }
  const { cpuMs, longest, memory } = meter;
  return {
    name: file.name,
    bytes: file.chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    cpuMs,
    longestMs: longest.ms,
    longestStep: longest.step,
    memoryMb: memory.bytes / 1e6,
    memoryStep: memory.step,
  };
}

async function main(): Promise<void> {
  const generated = fc.sample(costlyFiles, { numRuns: count ?? 0, seed: seed ?? 0 });
  // The first one warms up: what is compiled then is nobody's cost.
  await costOf(honestFile());
  for (const file of [honestFile(), ...generated]) {
    writeSync(1, `${JSON.stringify(await costOf(file))}\n`);
  }
}

void main();
