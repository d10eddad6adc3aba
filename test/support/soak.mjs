// npm run soak [-- rounds]: the soak of the unit tests, with so many rounds that a slow leak is seen.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { checkoutRoot } from './host/checkout.mjs';

const [rounds = '2000'] = process.argv.slice(2);
const run = (/** @type {string[]} */ ...args) =>
  spawnSync(process.execPath, args, {
    cwd: checkoutRoot(),
    env: { ...process.env, USAGE_REPORTS_SOAK_ROUNDS: rounds },
    stdio: 'inherit',
  }).status ?? 1;

process.exitCode =
  run('esbuild.config.mjs', '--only-tests') ||
  run('node_modules/mocha/bin/mocha.js', 'out/test/unit/soak/soak.test.mjs');
