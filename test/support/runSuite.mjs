// node test/support/runSuite.mjs unit|ui [time limit per test in milliseconds]
import process from 'node:process';
import fc from 'fast-check';
import { fuzzSeed } from './fuzzSeed.mjs';
import { removeFolder } from './host/cache.mjs';
import { checkoutRoot } from './host/checkout.mjs';
import { atExit } from './host/processes.mjs';
import { memoryFolder } from './memoryFolder.mjs';
import { runSuite } from './suite.mjs';

process.setSourceMapsEnabled(true);
// A folder that somebody has chosen stays.
const scratch = process.env['TMPDIR'] ? undefined : memoryFolder();
if (scratch !== undefined) {
  process.env['TMPDIR'] = scratch;
  atExit(() => removeFolder(scratch));
}
// Every property test of a suite begins with this seed: what fails fails again.
fc.configureGlobal({ seed: fuzzSeed });
console.log(`Generated inputs have the seed ${fuzzSeed}.`);
const [suite = 'unit', timeout] = process.argv.slice(2);
try {
  const { failed } = await runSuite({ root: checkoutRoot(), suite, timeout: timeout ? Number(timeout) : undefined });
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
