/**
 * How long it takes to open the history of a daily series that was fetched every day for five years: with the index that the first reading
 * writes, with one new snapshot, and without an index; beside a plain walk through the same folders (names and modification times).
 *
 * `SNAPSHOTS` (1,800) and `ROUNDS` (7) can be set in the environment.
 */
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchedFolder } from '../../src/services/archive/names.js';
import { Archive } from '../../src/services/archive/archive.js';
import type { ReportDefinition } from '../../src/core/catalog/definition.js';
import { readHistory } from '../../src/services/reports/historyReader.js';

const snapshots = Number(process.env['SNAPSHOTS'] ?? 1800);
const rounds = Number(process.env['ROUNDS'] ?? 7);
const measures = [
  'Team Chat Messages',
  'Private Chat Messages',
  'Calls',
  'Meetings',
  'Other Actions',
  'Meetings Organized',
  'Meetings Attended',
];

const definition: ReportDefinition = {
  name: 'getTeamsUserActivityCounts',
  title: 'Bench',
  description: '',
  product: 'teams',
  kind: 'daily-series',
  versions: ['v1.0'],
  periods: ['D7', 'D30', 'D90', 'D180'],
  acceptsDate: false,
  formats: { 'v1.0': ['csv'] },
  formatOption: [],
  ifNoneMatch: [],
  keys: ['Report Date'],
  clouds: ['global'],
  columns: [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'Report Date', type: 'date' },
    { name: 'Report Period', type: 'number' },
    ...measures.map((name) => ({ name, type: 'number' as const })),
  ],
};

const dayOf = (number: number) => new Date(Date.UTC(2021, 0, 1 + number)).toISOString().slice(0, 10);

/** The last two days are revised once, like Microsoft's. */
function file(refreshDay: number): string {
  const header = ['Report Refresh Date', 'Report Date', 'Report Period', ...measures].join(',');
  const lines = Array.from({ length: 180 }, (_, back) => {
    const day = refreshDay - back;
    const values = measures.map(
      (_, index) => 1000 * (index + 1) + ((day * 7919 + index * 104_729) % 977) - (back < 2 ? 5 - back : 0),
    );
    return [dayOf(refreshDay), dayOf(day), 180, ...values].join(',');
  });
  return `\uFEFF${[header, ...lines].join('\r\n')}\r\n`;
}

/** Writes a snapshot in the archive's layout. Not with the archive, which syncs every write and would take minutes for five years. */
async function put(folder: string, refreshDay: number): Promise<void> {
  const refreshDate = dayOf(refreshDay);
  const text = Buffer.from(file(refreshDay));
  const instant = `${refreshDate}T08:00:00.000Z`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const target = path.join(
    folder,
    'tenant=contoso',
    `report=${definition.name}`,
    'period=D180',
    `refresh=${refreshDate}`,
    fetchedFolder({ fetchedAt: instant, sha256 }),
  );
  const meta = {
    formatVersion: 3,
    sha256,
    fetchedAt: instant,
    checkedAt: instant,
    version: 'v1.0',
    format: 'csv',
    bytes: text.length,
    parts: [{ file: 'part.csv', bytes: text.length }],
    rowCount: 180,
    columns: definition.columns.map(({ name }) => name),
    refreshDate: { day: refreshDate, from: 'report' },
  };
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, 'part.csv'), text);
  await writeFile(path.join(target, 'meta.json'), JSON.stringify(meta, undefined, 2));
  await utimes(path.join(target, 'meta.json'), new Date(instant), new Date(instant));
}

async function walk(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) {
      await stat(path.join(entry.parentPath, entry.name));
    }
  }
}

async function timed(step: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await step();
  return performance.now() - before;
}

function median(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, middle, most] = [sorted[0] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
  return `${middle.toFixed(0)} ms (${least.toFixed(0)}–${most.toFixed(0)})`;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'history-bench-'));
  try {
    for (let number = 0; number < snapshots; number++) {
      await put(folder, 180 + number);
    }
    const read = async () => {
      const history = await readHistory(
        await new Archive(folder).reportFolder('contoso', definition.name),
        definition,
        { indexKey: 'key' },
      );
      const table = history?.open();
      const charts = history?.charts().length ?? 0;
      table?.dispose();
      return { days: history?.facts.archivedDays ?? 0, revised: history?.facts.revisedValues ?? 0, charts };
    };
    const first = await timed(read);
    const found = await read();
    const [walks, again, added]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      walks.push(await timed(() => walk(folder)));
      again.push(await timed(read));
      await put(folder, 180 + snapshots + round);
      added.push(await timed(read));
    }
    console.log(
      `${snapshots} daily snapshots of 180 days, ${found.days} days, ${found.charts} charts, ${found.revised} revised values`,
    );
    console.log(`history with its index             ${median(again)}, at most 300`);
    console.log(`history with one new snapshot      ${median(added)}, at most 300`);
    console.log(`plain walk, names and times        ${median(walks)}`);
    console.log(`history without an index, once     ${first.toFixed(0)} ms`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
