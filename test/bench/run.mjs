// npm run bench [-- part …]: measures all parts, or the named ones. `npm run bench -- --help` lists them.
// Prints each figure beside a baseline of the same run, and writes all of them to out/bench.json. No figure makes it fail.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ensureChromium } from '../support/host/chromium.mjs';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { ensureHost } from '../support/host/install.mjs';
import { measureActivation } from './activation.mjs';
import { machine, tableOf } from './figures.mjs';
import { runInOwnProcess } from './ownProcess.mjs';
import { buildTests, packageExtension } from './package.mjs';
import { measureScale } from './scale.mjs';
import { measureSize } from './size.mjs';

/** @typedef {import('./figures.mjs').Result} Result */

const root = checkoutRoot();
const HOSTS = Number(process.env['BENCH_HOSTS'] ?? 7);
const REPETITIONS = Number(process.env['BENCH_REPETITIONS'] ?? 12);

/** @type {Record<string, (packaged: import('./package.mjs').Packaged) => Promise<Result>>} */
const PARTS = {
  size: async (packaged) => ({ figures: measureSize(packaged) }),
  activation: async ({ folder }) => {
    await ensureHost();
    await ensureChromium();
    return { figures: await measureActivation(folder, HOSTS) };
  },
  panel: async ({ folder }) => {
    await ensureHost();
    await ensureChromium();
    process.env['USAGE_REPORTS_EXTENSION'] = folder;
    return (await built('panel')).measurePanel(REPETITIONS);
  },
  decode: () => runInOwnProcess(path.join(root, 'out/test/bench/decode.mjs')),
  archive: async () => (await built('archive')).measureArchive(),
  history: () => runInOwnProcess(path.join(root, 'out/test/bench/history.mjs')),
  snapshots: () => runInOwnProcess(path.join(root, 'out/test/bench/snapshots.mjs')),
  query: () => runInOwnProcess(path.join(root, 'out/test/bench/query.mjs')),
  grid: async () => {
    await ensureChromium();
    return (await built('grid')).measureGrid();
  },
  exports: () => runInOwnProcess(path.join(root, 'out/test/bench/exports.mjs')),
  find: () => runInOwnProcess(path.join(root, 'out/test/bench/find.mjs')),
  users: () => runInOwnProcess(path.join(root, 'out/test/bench/users.mjs')),
  licenses: () => runInOwnProcess(path.join(root, 'out/test/bench/licenses.mjs')),
  directory: () => runInOwnProcess(path.join(root, 'out/test/bench/directory.mjs')),
  storage: () => runInOwnProcess(path.join(root, 'out/test/bench/storage.mjs')),
  scale: () => measureScale(path.join(root, 'out/test/bench/scale.mjs'), path.join(root, 'out/bench')),
};

/** @param {string} name */
function built(name) {
  return import(pathToFileURL(path.join(root, 'out/test/bench', `${name}.mjs`)).href);
}

const wanted = process.argv.slice(2);
if (wanted.includes('--help')) {
  console.log(`npm run bench -- [part …]; parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(0);
}
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

const before = machine();
console.log(
  `${before.cores} × ${before.processor}, ${before.memoryGB} GB, ${before.system}, Node ${before.node}, load ${before.load.join(' ')}`,
);
const packaged = await packageExtension(root);
buildTests(root);

/** @type {Record<string, Result>} */
const results = {};
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length === 0 || wanted.includes(name)) {
    console.log(`\n── ${name}`);
    const result = await measure(packaged);
    if (result.figures.length > 0) {
      console.log(tableOf(result.figures));
    }
    for (const line of result.lines ?? []) {
      console.log(line);
    }
    results[name] = result;
  }
}

const file = path.join(root, 'out/bench.json');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(
  file,
  JSON.stringify(
    { at: new Date().toISOString(), machine: before, loadAtEnd: machine().load, ...results },
    undefined,
    2,
  ),
);
console.log(`\nLoad at the end: ${machine().load.join(' ')}. Figures: ${path.relative(root, file)}`);
process.exit(0);
