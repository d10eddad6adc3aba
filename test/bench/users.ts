// All users of a tenant, joined from their reports, beside DuckDB reading the same files and joining them. `USERS` (200,000) and `REPORTS` (12)
// can be set in the environment.
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ColumnDefinition, ReportDefinition } from '../../src/core/catalog/definition.js';
import { JOINED_REPORTS } from '../../src/core/users/joined/joinedReports.js';
import { userColumns } from '../../src/core/catalog/userColumns.js';
import type { SizedUserFile } from '../../src/services/tables/userFile.js';
import { openUsersTable } from '../../src/services/tables/usersTable.js';
import { catalog } from '../support/catalog.js';
import { measureDuckDb, measureJoin, megabytes, spentText } from './joinMeasure.js';

const userCount = Number(process.env['USERS'] ?? 200_000);
const reportCount = Number(process.env['REPORTS'] ?? 12);
const ROWS_AT_ONCE = 2000;
/** No common divisor with the number of users: each report has them in an order of its own. */
const STEPS = [7_919, 104_729, 1_299_709, 15_485_863, 32_452_843];
const PRODUCTS = ['MICROSOFT 365 E3', 'MICROSOFT 365 E5', 'MICROSOFT 365 E5+MICROSOFT 365 COPILOT', 'OFFICE 365 F3'];

interface File {
  readonly definition: ReportDefinition;
  readonly path: string;
}

function definitions(): ReportDefinition[] {
  return JOINED_REPORTS.flatMap(({ report, isRetired }) =>
    isRetired === true ? [] : (catalog.find(report) ?? []),
  ).slice(0, reportCount);
}

function hex(user: number): string {
  return user.toString(16).padStart(8, '0');
}

function cellOf(
  { name, type }: ColumnDefinition,
  user: number,
  at: number,
  naming: ReturnType<typeof userColumns>,
): string {
  if (name === naming?.principalName) {
    return `user${String(user).padStart(7, '0')}@northlight.example`;
  }
  if (name === naming?.id) {
    return `${hex(user)}-0000-4000-8000-${hex(user)}0000`;
  }
  const noise = (user * 2_654_435_761 + at * 40_503) >>> 8;
  switch (name) {
    case 'Report Refresh Date':
      return '2026-11-19';
    case 'Report Period':
      return '180';
    case 'Is Deleted':
      return user % 50 === 0 ? 'True' : 'False';
    case 'Deleted Date':
      return '';
    case 'Assigned Products':
      return PRODUCTS[user % PRODUCTS.length] ?? '';
  }
  switch (type) {
    case 'duration':
      return `PT${noise % 400}M`;
    case 'number':
      return name.includes('Byte') ? String(noise * 4096) : String(noise % 400);
    case 'date':
      return noise % 9 === 0
        ? ''
        : `2026-${String((noise % 11) + 1).padStart(2, '0')}-${String((noise % 27) + 1).padStart(2, '0')}`;
    case 'boolean':
      return noise % 3 === 0 ? 'False' : 'True';
    case 'list':
      return noise % 3 === 0 ? '' : 'Yes';
    case 'text':
      return name.endsWith('Name') ? `Person ${user}` : 'User';
  }
}

function* linesOf(definition: ReportDefinition, step: number): Generator<string> {
  const { columns } = definition;
  const naming = userColumns(definition);
  yield `${columns.map(({ name }) => name).join(',')}\n`;
  for (let from = 0; from < userCount; from += ROWS_AT_ONCE) {
    let lines = '';
    for (let row = from; row < Math.min(userCount, from + ROWS_AT_ONCE); row++) {
      const user = Number((BigInt(row) * BigInt(step)) % BigInt(userCount));
      lines += `${columns.map((column, at) => cellOf(column, user, at, naming)).join(',')}\n`;
    }
    yield lines;
  }
}

async function write(folder: string): Promise<File[]> {
  const files: File[] = [];
  for (const [at, definition] of definitions().entries()) {
    const file = path.join(folder, `${definition.name}.csv`);
    await pipeline(Readable.from(linesOf(definition, STEPS[at % STEPS.length] ?? 1)), createWriteStream(file));
    files.push({ definition, path: file });
  }
  return files;
}

function userFiles(files: readonly File[]): SizedUserFile[] {
  return files.map(({ definition, path: file }) => ({
    facts: {
      definition,
      format: 'csv',
      period: 'D180',
      refreshDate: '2026-11-19',
      fetchedAt: '2026-11-21T10:00:00.000Z',
    },
    bytes: statSync(file).size,
    chunks: () => createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>,
  }));
}

/** What the join has, in SQL: the same columns by name, without those that are made of several reports. */
function sqlOf(files: readonly File[]): string {
  const parts = files.map(({ definition, path: file }, at) => {
    const joined = JOINED_REPORTS.find(({ report }) => report === definition.name);
    const name = userColumns(definition)?.principalName ?? '';
    const needed = [
      ...(joined?.measures.flatMap(({ from }) => from) ?? []),
      ...(joined?.lastActivity === undefined ? [] : [joined.lastActivity]),
      ...(at === 0 ? definition.columns.slice(2).map((column) => column.name) : []),
    ];
    const columns = [...new Set(needed)].map((column) => `"${column}" AS c${at}_${needed.indexOf(column)}`);
    return `(SELECT ${[`lower("${name}") AS key`, ...columns].join(', ')} FROM read_csv('${file}', header = true)) AS r${at}`;
  });
  return `CREATE OR REPLACE TABLE users AS SELECT * FROM ${parts.join(' FULL JOIN ').replaceAll(/ AS r([1-9]\d*)/g, ' AS r$1 USING (key)')}`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-users-'));
  try {
    const files = await write(folder);
    const sizes = userFiles(files);
    const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
    console.log(`${userCount} users x ${files.length} reports, ${megabytes(bytes)} MB`);
    const ours = await measureJoin(() => openUsersTable(sizes));
    const { table } = ours.result;
    console.log(
      `joined: ${spentText(ours)}, ${table.rowCount} rows x ${table.columns.length} columns; loop p99 ${ours.loopP99.toFixed(1)} ms; ` +
        `memory +${megabytes(ours.most)} MB at most, ${(ours.most / bytes).toFixed(2)} x the files, +${megabytes(ours.after)} MB after`,
    );
    table.dispose();
    const theirs = await measureDuckDb(sqlOf(files), 'SELECT count(*) FROM users');
    console.log(
      `DuckDB: ${spentText(theirs)}, ${theirs.counted} rows; ratio of processor time ${(ours.cpu / theirs.cpu).toFixed(2)}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
