// npm test: everything, or the parts that are named: node test/run.mjs [types] [webview] [lint] [unit] [host] [host-oldest] [ui-oldest] [ui]
// Ends with a line “N passed, N failed” over all tests, and with 0 only if every part went well and every suite ran a test.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { checkoutRoot } from './support/host/checkout.mjs';
import { ensureChromium } from './support/host/chromium.mjs';
import { atExit } from './support/host/processes.mjs';
import { MAX_FLAKY } from './support/secondTry.mjs';
import { countsFile, readCounts } from './support/suite.mjs';

const root = checkoutRoot();

/** @param {string} name */
const bin = (name) => path.join(root, 'node_modules', '.bin', name);

/**
 * A part that is `alone` takes all cores by itself.
 *
 * @typedef {{ name: string, commands: string[][], suite?: boolean, alone?: boolean, env?: Record<string, string> }} Part
 */

/** The VS Code of `engines.vscode`, see `install.mjs`. */
const OLDEST = { USAGE_REPORTS_HOST: 'oldest' };

/**
 * In the order in which they begin, two at a time: so both end at about the same time.
 *
 * @type {Part[]}
 */
const PARTS = [
  { name: 'types', commands: ['src', 'media', 'test'].map((project) => [bin('tsc'), '-p', project]) },
  { name: 'webview', suite: true, commands: [[process.execPath, 'test/webview/run.mjs']] },
  {
    name: 'lint',
    commands: [
      [bin('eslint'), '.', '--max-warnings', '0'],
      [bin('prettier'), '--check', '.', '--log-level', 'warn'],
    ],
  },
  { name: 'unit', suite: true, commands: [[process.execPath, 'test/support/runSuite.mjs', 'unit', '20000']] },
  { name: 'host', suite: true, commands: [[process.execPath, 'test/host/run.mjs']] },
  { name: 'host-oldest', suite: true, commands: [[process.execPath, 'test/host/run.mjs', 'host-oldest']], env: OLDEST },
  { name: 'ui-oldest', suite: true, commands: [[process.execPath, 'test/ui/run.mjs', 'ui-oldest']], env: OLDEST },
  { name: 'ui', suite: true, alone: true, commands: [[process.execPath, 'test/ui/run.mjs']] },
];

/**
 * @param {readonly string[]} command
 * @param {Record<string, string>} [env]
 * @param {Buffer[]} [output] collects what it prints; absent where that is printed at once
 * @returns {Promise<boolean>} whether it ended with 0
 */
function succeeds([program = '', ...args], env = {}, output) {
  return new Promise((resolve) => {
    const out = output === undefined ? 'inherit' : 'pipe';
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', out, out] });
    child.stdout?.on('data', (chunk) => output?.push(chunk));
    child.stderr?.on('data', (chunk) => output?.push(chunk));
    const forget = atExit(() => child.kill('SIGTERM'));
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', (code) => {
      forget();
      resolve(code === 0);
    });
  });
}

/**
 * @param {Part} part
 * @param {Buffer[]} [output]
 * @returns {Promise<boolean>} whether all went well; all are run in any case
 */
async function allSucceed({ commands, env }, output) {
  let good = true;
  for (const command of commands) {
    good = (await succeeds(command, env, output)) && good;
  }
  return good;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${PARTS.map((part) => part.name).join(', ')}.`);
  process.exit(2);
}
const parts = PARTS.filter((part) => wanted.length === 0 || wanted.includes(part.name));
const sum = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const flaky = [];
/** @type {import('./support/suite.mjs').Failure[]} */
const failures = [];
/** @type {string[]} */
const broken = [];

// The unit tests need no built extension, and the webview tests build the pages themselves: they can be run while it does not build.
const needsExtension = parts.some(({ name, suite }) => suite && name !== 'unit' && name !== 'webview');
const build = [process.execPath, 'esbuild.config.mjs', needsExtension ? '--tests' : '--only-tests'];
if (parts.some((part) => part.suite) && !(await succeeds(build))) {
  broken.push('build');
}

/**
 * @param {Part} part
 * @param {boolean} [beside] whether another part prints meanwhile, so that this one prints when it has ended
 */
async function run(part, beside = false) {
  const { name, suite } = part;
  const start = performance.now();
  /** @type {Buffer[] | undefined} */
  const output = beside ? [] : undefined;
  if (!beside) {
    console.log(`\n── ${name}`);
  }
  rmSync(countsFile(root, name), { force: true });
  let good = !(suite && broken.includes('build')) && (await allSucceed(part, output));
  if (output !== undefined) {
    console.log(`\n── ${name}\n${Buffer.concat(output).toString()}`);
  }
  if (suite) {
    const counts = readCounts(root, name);
    flaky.push(...(counts?.flaky ?? []));
    failures.push(...(counts?.failures ?? []));
    sum.passed += counts?.passed ?? 0;
    sum.failed += counts?.failed ?? 0;
    sum.skipped += counts?.skipped ?? 0;
    good &&= counts !== undefined && counts.passed + counts.failed > 0;
  }
  if (!good) {
    broken.push(name);
  }
  console.log(`── ${name}: ${good ? 'good' : 'FAILED'} after ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/**
 * Takes parts from the list until it is empty.
 *
 * @param {Part[]} list
 * @param {boolean} beside whether another does so at the same time
 */
async function runInTurn(list, beside = false) {
  for (let part = list.shift(); part !== undefined; part = list.shift()) {
    await run(part, beside);
  }
}

// Two that install it at once would be in each other's way. Where there is none, the parts that need one say so.
if (parts.some(({ suite, name }) => suite && name !== 'unit')) {
  await ensureChromium().catch(() => undefined);
}

// Each of them takes about one core.
const small = parts.filter(({ alone }) => !alone);
const lanes = Math.min(2, os.availableParallelism(), small.length);
await Promise.all(Array.from({ length: lanes }, () => runInTurn(small, lanes > 1)));
await runInTurn(parts.filter(({ alone }) => alone));

// Once more at the end: whoever has only that of a long log must see what to mend.
for (const { title, reason = '' } of failures) {
  console.log(`\nFailed: ${title}\n${reason}`);
}
for (const title of flaky) {
  console.log(`\nFlaky, passed at the second try: ${title}`);
}
if (flaky.length > MAX_FLAKY) {
  broken.push(`more than ${MAX_FLAKY} flaky tests`);
}
if (broken.length > 0) {
  console.log(`\nNot good: ${broken.join(', ')}`);
}
// A part that fails without a failing test (a type error, a host that cannot be installed) must not read as none failed.
const failed = Math.max(sum.failed, broken.length > 0 ? 1 : 0);
console.log(`\n${sum.passed} passed, ${failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
