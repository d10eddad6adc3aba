import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} passedTitles full titles
 * @property {readonly Failure[]} failures
 * @property {readonly string[]} [flaky] titles of tests that failed and passed when they were tried once more
 */

/**
 * @typedef {object} Failure
 * @property {string} title
 * @property {string} pattern of the full titles to run once more: all of the outermost suite, as its tests share a window
 * @property {boolean} isHook
 * @property {string} [reason] what the test said
 */

/**
 * Each suite is the tests of a folder under `out/test/`, all of them or these files. How an extension is loaded differs between
 * versions of VS Code, so the oldest runs what shows that; the newest runs everything. The files that take longest begin first, so that
 * no process is left with one of them at the end.
 *
 * @type {Record<string, { folder: string, files?: readonly string[], first?: readonly string[] } | undefined>}
 */
const SUITES = {
  unit: { folder: 'unit' },
  webview: { folder: 'webview' },
  host: { folder: 'host' },
  ui: { folder: 'ui', first: ['appearance', 'connections', 'walkthrough', 'overview', 'tree'] },
  'host-oldest': { folder: 'host', files: ['activation', 'api', 'appOnly', 'export'] },
  'ui-oldest': { folder: 'ui', files: ['package'] },
};

/** In characters. */
const MAX_REASON = 600;

/**
 * Where a suite leaves its counts for the sum at the end of `npm test`.
 *
 * @param {string} root folder of the checkout
 * @param {string} suite
 * @returns {string}
 */
export function countsFile(root, suite) {
  return path.join(root, 'out', 'counts', `${suite}.json`);
}

/**
 * Runs the files of a suite and leaves the counts in the suite's file.
 *
 * @param {object} options
 * @param {string} options.root folder of the checkout
 * @param {string} options.suite
 * @param {number} [options.timeout] per test, in milliseconds
 * @param {readonly string[]} [options.patterns] of the full titles to run; default: all
 * @param {object} [options.context] what every test finds in its `this`
 * @param {number} [options.processes] that take the files in turn; default: all files are run in this process. Excludes `context`
 * @param {(...args: unknown[]) => void} [options.print] takes the report's lines, a format and its arguments; default: console.log
 * @returns {Promise<Counts>}
 * @throws {Error} when there is no test to run
 */
export async function runSuite({ root, suite, timeout = 2000, patterns, context, processes = 1, print }) {
  const record = countsFile(root, suite);
  rmSync(record, { force: true });
  const parallel = processes > 1;
  const mocha = new Mocha({
    ui: 'bdd',
    color: process.stdout.isTTY,
    timeout,
    forbidOnly: Boolean(process.env['CI']),
    ...(parallel && { parallel, jobs: processes, require: [path.join(root, 'test/support/sourceMaps.mjs')] }),
  });
  if (print) {
    Mocha.reporters.Base.consoleLog = print;
  }
  if (context) {
    mocha.rootHooks({
      beforeAll() {
        Object.assign(this, context);
      },
    });
  }
  const wanted = patterns?.join('|') ?? process.env['MOCHA_GREP'];
  if (wanted) {
    mocha.grep(wanted);
  }
  const { folder = suite, files, first = [] } = SUITES[suite] ?? {};
  for (const file of testFiles(path.join(root, 'out', 'test', folder), files, first)) {
    mocha.addFile(file);
  }
  if (!parallel) {
    await mocha.loadFilesAsync();
  }
  const counts = await run(mocha);
  writeCounts(root, suite, counts);
  if (counts.passed + counts.failed === 0) {
    throw new Error(`The suite “${suite}” executed no test.`);
  }
  return counts;
}

/**
 * @param {string} root folder of the checkout
 * @param {string} suite
 * @param {Counts} counts
 */
export function writeCounts(root, suite, counts) {
  const record = countsFile(root, suite);
  mkdirSync(path.dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(counts));
}

/**
 * @param {string} root folder of the checkout
 * @param {string} suite
 * @returns {Counts | undefined} undefined where the suite did not come to its end
 */
export function readCounts(root, suite) {
  const record = countsFile(root, suite);
  return existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : undefined;
}

/**
 * @param {Mocha} mocha
 * @returns {Promise<Counts>}
 */
function run(mocha) {
  return new Promise((resolve) => {
    /** @type {string[]} */
    const passedTitles = [];
    /** @type {Failure[]} */
    const failures = [];
    const runner = mocha.run(() => {
      const { passes = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed, skipped: pending, passedTitles, failures });
    });
    runner.on('pass', (test) => passedTitles.push(test.fullTitle()));
    runner.on('fail', (test, error) => failures.push({ ...failureOf(test), reason: reasonOf(error) }));
  });
}

/**
 * @param {Mocha.Test | Mocha.Hook} test
 * @returns {Failure}
 */
function failureOf(test) {
  const [outermost = '', ...inner] = test.titlePath();
  // A hook of all files has no suite around it.
  const pattern = inner.length > 0 ? `^${escape(outermost)}` : '^';
  return { title: test.fullTitle(), pattern, isHook: test.type === 'hook' };
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function reasonOf(error) {
  // That of a test in another process comes as an object with the texts of an error, and is none.
  const said = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  // Those of assertions and of Playwright have the whole of what they compared, in hundreds of lines: they are where the test is run.
  return String(said).slice(0, MAX_REASON);
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * @param {string} folder
 * @param {readonly string[] | undefined} wanted their names without the ending; all where absent
 * @param {readonly string[]} first names of those that come first, in this order; the others come by name
 * @returns {string[]}
 */
function testFiles(folder, wanted, first) {
  /** @param {string} name */
  const bare = (name) => path.basename(name, '.test.mjs');
  /** @param {string} name */
  const rank = (name) => (first.includes(bare(name)) ? first.indexOf(bare(name)) : first.length);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.mjs') && (wanted?.includes(bare(name)) ?? true))
    .sort()
    .sort((one, other) => rank(one) - rank(other))
    .map((name) => path.join(folder, name));
}
