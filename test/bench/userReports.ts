// Reports about the users of a large tenant, in files, for the benches of users and of licenses. `USERS` (200,000) and `REPORTS` (12) can be set in the
// environment.
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ColumnDefinition, ReportDefinition } from '../../src/core/catalog/definition.js';
import { JOINED_REPORTS } from '../../src/core/users/joined/joinedReports.js';
import { userColumns } from '../../src/core/catalog/userColumns.js';
import type { SizedUserFile } from '../../src/services/tables/userFile.js';
import { catalog } from '../support/catalog.js';

export const userCount = Number(process.env['USERS'] ?? 200_000);
const reportCount = Number(process.env['REPORTS'] ?? 12);
const ROWS_AT_ONCE = 2000;
/** No common divisor with the number of users: each report has them in an order of its own. */
const STEPS = [7_919, 104_729, 1_299_709, 15_485_863, 32_452_843];
const PRODUCTS = ['MICROSOFT 365 E3', 'MICROSOFT 365 E5', 'MICROSOFT 365 E5+MICROSOFT 365 COPILOT', 'OFFICE 365 F3'];

/** A file, and what it is of. */
export interface ReportFile {
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

async function write(folder: string): Promise<ReportFile[]> {
  const files: ReportFile[] = [];
  for (const [at, definition] of definitions().entries()) {
    const file = path.join(folder, `${definition.name}.csv`);
    await pipeline(Readable.from(linesOf(definition, STEPS[at % STEPS.length] ?? 1)), createWriteStream(file));
    files.push({ definition, path: file });
  }
  return files;
}

export function userFiles(files: readonly ReportFile[]): SizedUserFile[] {
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
export function joinSql(files: readonly ReportFile[]): string {
  const parts = files.map(({ definition, path: file }, at) => {
    const name = userColumns(definition)?.principalName ?? '';
    const needed = neededIn(definition, at);
    const columns = [...new Set(needed)].map((column) => `"${column}" AS ${sqlName(definition, at, column)}`);
    return `(SELECT ${[`lower("${name}") AS key`, ...columns].join(', ')} FROM read_csv('${file}', header = true)) AS r${at}`;
  });
  return `SELECT * FROM ${parts.join(' FULL JOIN ').replaceAll(/ AS r([1-9]\d*)/g, ' AS r$1 USING (key)')}`;
}

/** What a column of a file is called in {@link joinSql}. */
export function sqlName(definition: ReportDefinition, at: number, column: string): string {
  return `c${at}_${neededIn(definition, at).indexOf(column)}`;
}

function neededIn(definition: ReportDefinition, at: number): string[] {
  const joined = JOINED_REPORTS.find(({ report }) => report === definition.name);
  return [
    ...(joined?.measures.flatMap(({ from }) => from) ?? []),
    ...(joined?.lastActivity === undefined ? [] : [joined.lastActivity]),
    ...(at === 0 ? definition.columns.slice(2).map((column) => column.name) : []),
  ];
}

/** Writes the files, and deletes them when `measure` is done. */
export async function withUserFiles(measure: (files: readonly ReportFile[]) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-users-'));
  try {
    await measure(await write(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
