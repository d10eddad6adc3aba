// Mailboxes of a tenant with their growth over archived snapshots, beside DuckDB reading the same files and computing the same. `MAILBOXES`
// (200,000) and `SNAPSHOTS` (6) can be set in the environment.
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatDay, parseDay } from '../../src/base/dates.js';
import type { SizedStorageFile } from '../../src/services/tables/storageFile.js';
import { openStorageTable } from '../../src/services/tables/storageTable.js';
import { catalog } from '../support/catalog.js';
import { measureDuckDb, measureJoin, megabytes, spentText } from './joinMeasure.js';

const mailboxCount = Number(process.env['MAILBOXES'] ?? 200_000);
const snapshotCount = Number(process.env['SNAPSHOTS'] ?? 6);
const ROWS_AT_ONCE = 2000;
/** No common divisor with the number of mailboxes: each snapshot has them in an order of its own. */
const STEPS = [7_919, 104_729, 1_299_709, 15_485_863, 32_452_843];
const LAST = parseDay('2026-11-28');
const QUOTA = 53_687_091_200;

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

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-storage-'));
  try {
    const files = await write(folder);
    const sizes = storageFiles(files);
    const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
    console.log(`${mailboxCount} mailboxes x ${files.length} snapshots, ${megabytes(bytes)} MB`);
    const ours = await measureJoin(() => openStorageTable(sizes));
    const { table } = ours.result;
    console.log(
      `put together: ${spentText(ours)}, ${table.rowCount} rows; loop p99 ${ours.loopP99.toFixed(1)} ms; ` +
        `memory +${megabytes(ours.most)} MB at most, ${(ours.most / bytes).toFixed(2)} x the files`,
    );
    table.dispose();
    const theirs = await measureDuckDb(sqlOf(files), 'SELECT count(growth) FROM storage');
    console.log(
      `DuckDB: ${spentText(theirs)}, ${theirs.counted} rows with growth; ratio of processor time ${(ours.cpu / theirs.cpu).toFixed(2)}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
