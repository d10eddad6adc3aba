// A report of a million rows: runs each part of scale.ts in its own process, and prints the figures beside their baselines.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const ROWS = process.env['ROWS'] ?? '1000000';

/**
 * @param {string} script built from `scale.ts`
 * @param {string} folder for the report, which is generated if it is not there
 * @returns {Promise<import('./figures.mjs').Result>}
 */
export async function measureScale(script, folder) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `scale-${ROWS}.csv`);
  const part = (/** @type {string} */ name, origin = '', of = file) => partOf(script, name, of, origin);
  await part('generate').result;
  const server = part('serve');
  const { origin } = await server.result;
  const small = path.join(folder, 'small.csv');
  await partOf(script, 'generate', small, '', { ROWS: '2000' }).result;
  const smallServer = part('serve', '', small);
  const smallOrigin = (await smallServer.result).origin;
  try {
    const open = await part('open', origin).result;
    const here = await part('here').result;
    const cancel = await part('cancel', origin).result;
    const few = await part('small', smallOrigin).result;
    const decoders = await part('decoders').result;
    return { figures: [], lines: linesOf({ open, here, cancel, few, decoders }), open, here, cancel, few, decoders };
  } finally {
    server.child.kill();
    smallServer.child.kill();
  }
}

/**
 * @param {string} script
 * @param {string} name
 * @param {string} file
 * @param {string} origin
 * @param {Record<string, string>} [environment]
 */
function partOf(script, name, file, origin, environment = {}) {
  const child = spawn(process.execPath, ['--expose-gc', script, name, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ROWS, ORIGIN: origin, ...environment },
  });
  /** @type {Promise<any>} The first line of output. A server goes on running after it. */
  const result = new Promise((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += String(text);
      if (output.includes('\n')) {
        resolve(JSON.parse(output.slice(0, output.indexOf('\n'))));
      }
    });
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`The part “${name}” of the measure ended with ${code}.`)));
  });
  return { child, result };
}

/** @param {Record<string, any>} parts */
function linesOf({ open, here, cancel, few, decoders }) {
  const ms = (/** @type {number} */ value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  const rate = (/** @type {string} */ name) => decoders.megabytes / (decoders.ms[name] / 1000);
  const speed = (/** @type {string} */ name) =>
    `${rate(name).toFixed(1)} MB/s (× ${(rate(name) / rate('csvParse')).toFixed(2)})`;
  const delays = (/** @type {{ p99: number, max: number }} */ { p99, max }) => `p99 ${ms(p99)}, longest ${ms(max)}`;
  const { memory } = open;
  const times = (/** @type {number} */ megabytes) =>
    `${megabytes} MB (× ${(megabytes / open.megabytes).toFixed(2)} of the file)`;
  /** @type {readonly (readonly [string, string, string])[]} */
  const rows = [
    ['', 'measured', 'baseline of the same run, or target'],
    [`report`, `${open.rows} rows × 24, ${open.megabytes.toFixed(0)} MB`, ''],
    ['first rows after the first byte', ms(open.firstRowsMs), `whole report: ${ms(open.openMs)}; target 1,000 ms`],
    ['event loop of the host while loading', delays(open.delays), `idle: ${delays(open.idle)}; target p99 50 ms`],
    ['  decoded on the host’s own thread', delays(here.delays), ''],
    [
      'event loop of the host during requests',
      delays(open.askingDelays),
      `charts on its own thread: ${delays(here.chartsDelays)}`,
    ],
    ['csv-parse alone', speed('csvParse'), ''],
    ['into a table', speed('table'), 'target × 0.90'],
    ['csv-parse into a table', speed('lenientTable'), 'for a loosely written file'],
    ['papaparse', speed('papaparse'), ''],
    ['udsv', speed('udsv'), ''],
    ['from the archive', ms(open.fromArchiveMs), ''],
    ['resident memory while loading, peak', times(memory.peakLoading), `before: ${memory.before} MB; target × 2`],
    [
      'resident memory after all views, peak',
      times(memory.peakAll),
      `on the host’s own thread: ${here.memory.peakAll} MB`,
    ],
    ['filter by a name', ms(open.filterNameMs), 'target 500 ms'],
    ['filter by digits', ms(open.filterNumberMs), 'target 500 ms'],
    ['sort a count', ms(open.sortCountMs), 'target 2,000 ms'],
    ['sort bytes', ms(open.sortBytesMs), 'target 2,000 ms'],
    ['sort a million names', ms(open.sortNamesMs), 'target 2,000 ms'],
    ['sort a million IDs', ms(open.sortIdsMs), 'target 2,000 ms'],
    ['sort products', ms(open.sortProductsMs), 'target 2,000 ms'],
    ['any 100 rows', `${ms(open.awayMedianMs)}, longest ${ms(open.awayLongestMs)}`, 'target 100 ms'],
    ['charts', ms(open.chartsMs), ''],
    ['canceled at half: rejected', ms(cancel.rejectedMs), 'target 1,000 ms'],
    ['canceled at half: thread ended', ms(cancel.workerGoneMs), 'target 1,000 ms'],
    [
      'canceled at half: memory freed',
      ms(cancel.backMs),
      `${cancel.memory.before} MB before, ${cancel.memory.atCancel} then, ${cancel.memory.after} after`,
    ],
    ['threads, scripts for a small report', `${few.workers}, ${few.scripts}`, 'target 0, 0'],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(
    ([name, measured, beside]) => `${name.padEnd(widths[0] ?? 0)}  ${measured.padEnd(widths[1] ?? 0)}  ${beside}`,
  );
}
