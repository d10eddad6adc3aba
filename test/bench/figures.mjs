import os from 'node:os';
import process from 'node:process';

/**
 * @typedef {object} Summary
 * @property {number} median
 * @property {number} min
 * @property {number} max
 * @property {number} runs
 */

/**
 * One line of the bench's report.
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {'ms' | 'KB'} unit KB are 1024 bytes
 * @property {Summary} value
 * @property {{ readonly name: string, readonly value: Summary }} [baseline] measured in the same run, in turns
 * @property {number} [target] in the same unit; only for comparison
 */

/**
 * The result of a part of the bench. The other properties only go into the file.
 *
 * @typedef {{ readonly figures: readonly Figure[], readonly lines?: readonly string[], readonly [data: string]: unknown }} Result
 */

/**
 * @typedef {object} Machine
 * @property {string} processor
 * @property {number} cores
 * @property {number} memoryGB
 * @property {string} system
 * @property {string} node
 * @property {readonly number[]} load average number of runnable processes in the last 1, 5 and 15 minutes
 */

/**
 * @param {readonly number[]} values at least one
 * @returns {Summary}
 */
export function summaryOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ index) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    runs: sorted.length,
  };
}

/** @returns {Machine} */
export function machine() {
  const processors = os.cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.version()} ${os.release()} ${os.arch()}`,
    node: process.version,
    load: os.loadavg().map((value) => Math.round(value * 10) / 10),
  };
}

/**
 * @param {readonly Figure[]} figures
 * @returns {string} a table for a terminal
 */
export function tableOf(figures) {
  const rows = [['', 'median (min–max)', 'runs', 'baseline', 'difference', 'ratio', 'target'], ...figures.map(cellsOf)];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** With a smaller baseline, a ratio means nothing. */
const MIN_BASELINE = 1;

/**
 * @param {Figure} figure
 * @returns {string[]}
 */
function cellsOf({ name, unit, value, baseline, target }) {
  const base = baseline?.value;
  return [
    name,
    `${spread(value)} ${unit}`,
    String(value.runs),
    baseline && base ? `${baseline.name}: ${spread(base)}` : '',
    base ? short(value.median - base.median) : '',
    base && base.median >= MIN_BASELINE ? `× ${(value.median / base.median).toFixed(2)}` : '',
    target === undefined ? '' : `≤ ${target}`,
  ];
}

/** @param {Summary} summary */
function spread({ median, min, max }) {
  return min === max ? short(median) : `${short(median)} (${short(min)}–${short(max)})`;
}

/** @param {number} value */
function short(value) {
  return value.toFixed(Math.abs(value) < 100 ? 1 : 0);
}
