// Mailboxes of a tenant with their growth over archived snapshots, beside DuckDB reading the same files and computing the same. `MAILBOXES`
// (200,000) and `SNAPSHOTS` (6) can be set in the environment.
import { DuckDBInstance } from '@duckdb/node-api';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatDay, parseDay } from '../../src/base/dates.js';
import type { SizedStorageFile } from '../../src/services/tables/storageFile.js';
import { openStorageTable } from '../../src/services/tables/storageTable.js';
import { catalog } from '../support/catalog.js';

const mailboxCount = Number(process.env['MAILBOXES'] ?? 200_000);
const snapshotCount = Number(process.env['SNAPSHOTS'] ?? 6);
const ROWS_AT_ONCE = 2000;
/** No common divisor with the number of mailboxes: each snapshot has them in an order of its own. */
const STEPS = [7_919, 104_729, 1_299_709, 15_485_863, 32_452_843];
const LAST = parseDay('2026-11-28');
const QUOTA = 53_687_091_200;
const MB = 1024 * 1024;

interface File {
  readonly day: string;
  readonly daysBefore: number;
  readonly path: string;
}

const definition = catalog.find('getMailboxUsageDetail');

function cellOf(name: string, mailbox: number, { day, daysBefore }: File): string {
  const noise = (mailbox * 2_654_435_761) >>> 8;
  switch (name) {
    case 'Report Refresh Date':
      return day;
    case 'Report Period':
      return '180';
    case 'User Principal Name':
      return `user${String(mailbox).padStart(7, '0')}@northlight.example`;
    case 'Display Name':
      return `Person ${mailbox}`;
    case 'Is Deleted':
      return mailbox % 50 === 0 ? 'True' : 'False';
    case 'Created Date':
      return '2021-03-04';
    case 'Storage Used (Byte)':
      return String(noise * 4096 - daysBefore * (noise % 1000) * 1024);
    case 'Recipient Type':
      return mailbox % 20 === 0 ? 'Shared' : 'User';
    default:
      return name.includes('Quota') ? String(QUOTA) : name.includes('Count') ? String(noise % 5000) : '';
  }
}

function* linesOf(file: File, step: number): Generator<string> {
  const names = definition?.columns.map(({ name }) => name) ?? [];
  yield `${names.join(',')}\n`;
  for (let from = 0; from < mailboxCount; from += ROWS_AT_ONCE) {
    let lines = '';
    for (let row = from; row < Math.min(mailboxCount, from + ROWS_AT_ONCE); row++) {
      const mailbox = Number((BigInt(row) * BigInt(step)) % BigInt(mailboxCount));
      lines += `${names.map((name) => cellOf(name, mailbox, file)).join(',')}\n`;
    }
    yield lines;
  }
}

/** The newest first, then the others, oldest first. */
async function write(folder: string): Promise<File[]> {
  const files: File[] = [];
  for (let at = 0; at < snapshotCount; at++) {
    const daysBefore = at === 0 ? 0 : Math.round(90 - ((at - 1) * 83) / Math.max(1, snapshotCount - 2));
    const day = formatDay(LAST - daysBefore);
    const file: File = { day, daysBefore, path: path.join(folder, `${day}.csv`) };
    await pipeline(Readable.from(linesOf(file, STEPS[at % STEPS.length] ?? 1)), createWriteStream(file.path));
    files.push(file);
  }
  return files;
}

function storageFiles(files: readonly File[]): SizedStorageFile[] {
  return definition === undefined
    ? []
    : files.map(({ day, daysBefore, path: file }) => ({
        facts: {
          definition,
          ...{ format: 'csv', period: 'D180', refreshDate: day, fetchedAt: `${day}T10:00:00.000Z` },
          isNewest: daysBefore === 0,
        },
        bytes: statSync(file).size,
        chunks: () => createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>,
      }));
}

/** The same in SQL: each mailbox with what it had in the first snapshot that has it. */
function sqlOf([newest, ...earlier]: readonly File[]): string {
  const read = (file: File | undefined) => `read_csv('${file?.path ?? ''}', header = true)`;
  const older = earlier.map(
    (file) =>
      `SELECT lower("User Principal Name") AS key, "Storage Used (Byte)" AS used, ${file.daysBefore} AS before FROM ${read(file)}`,
  );
  return `CREATE OR REPLACE TABLE storage AS
    WITH older AS (${older.join(' UNION ALL ')}),
    first AS (SELECT key, arg_max(used, before) AS used, max(before) AS before FROM older GROUP BY key)
    SELECT newest.*, (newest."Storage Used (Byte)" - first.used) / first.before * 30 AS growth
    FROM ${read(newest)} AS newest LEFT JOIN first ON first.key = lower(newest."User Principal Name")`;
}

/** Of all threads: a busy machine changes it least. */
function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

function timeText({ wall, cpu }: { readonly wall: number; readonly cpu: number }): string {
  return `${wall.toFixed(0)} ms (${cpu.toFixed(0)} of processor time)`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-storage-'));
  try {
    const files = await write(folder);
    const sizes = storageFiles(files);
    const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
    console.log(`${mailboxCount} mailboxes x ${files.length} snapshots, ${(bytes / MB).toFixed(0)} MB`);
    const before = process.memoryUsage.rss();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    delay.enable();
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const { table } = await openStorageTable(sizes);
    const ours = { wall: performance.now() - start, cpu: milliseconds(process.cpuUsage(cpu)) };
    delay.disable();
    clearInterval(watch);
    console.log(
      `put together: ${timeText(ours)}, ${table.rowCount} rows; loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms; ` +
        `memory +${((most - before) / MB).toFixed(0)} MB at most, ${((most - before) / bytes).toFixed(2)} x the files`,
    );
    table.dispose();
    const database = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
    await database.run(sqlOf(files));
    const theirs = { wall: performance.now() - from, cpu: milliseconds(process.cpuUsage(cpuFrom)) };
    const [counted] = (await database.runAndReadAll('SELECT count(growth) FROM storage')).getRows();
    console.log(
      `DuckDB: ${timeText(theirs)}, ${String(counted?.[0])} rows with growth; ratio of processor time ${(ours.cpu / theirs.cpu).toFixed(2)}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
