import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ColumnDefinition, ReportDefinition } from '../../src/catalog/definition.js';
import { differenceOf } from '../../src/difference/difference.js';
import type { ReportTable } from '../../src/table/table.js';
import { TableBuilder } from '../../src/table/tableBuilder.js';

/** Two snapshots of a large detail report, a tenth of the people exchanged and a third of the others changed: how long, how politely. */
const rowCount = Number(process.argv[2] ?? 200_000);
const columns: ColumnDefinition[] = [
  { name: 'User Principal Name', type: 'text', identity: true },
  ...Array.from({ length: 23 }, (_, at): ColumnDefinition => ({ name: `C${at}`, type: at % 4 === 0 ? 'text' : 'number' })),
];
const definition = { name: 'getExample', kind: 'detail', keys: ['User Principal Name'], columns } as unknown as ReportDefinition;

function snapshot(shift: number): ReportTable {
  const builder = new TableBuilder();
  columns.forEach((column) => builder.addColumn({ name: column.name, definition: column }));
  for (let row = 0; row < rowCount; row++) {
    const person = row + (row % 10 === 0 ? shift * 10_000_000 : 0);
    const cells = Array.from({ length: 23 }, (_, at) => String((row * at + (row % 3 === 0 ? shift : 0)) % 977));
    builder.addRow([`person${person}@northlight.example`, ...cells]);
  }
  return builder.finish(columns.map((_, at) => at), []);
}

async function main(): Promise<void> {
  const [before, after] = [snapshot(0), snapshot(1)];
  // What building them left to collect is not the comparison's.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { changed, added, gone } = await differenceOf(before, after, definition);
  const milliseconds = Math.round(performance.now() - start);
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  console.log(`${rowCount} rows × 24: ${milliseconds} ms (${Math.round((user + system) / 1000)} ms of processor time); the loop was held ${Math.round(delay.max / 1e6)} ms at the longest`);
  console.log(`${changed} changed, ${added} added, ${gone} gone`);
}

void main();
