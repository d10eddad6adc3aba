// node test/support/runSuite.mjs unit|ui [time limit per test in milliseconds]
import process from 'node:process';
import { checkoutRoot } from './host/checkout.mjs';
import { runSuite } from './suite.mjs';

process.setSourceMapsEnabled(true);
const [suite = 'unit', timeout] = process.argv.slice(2);
try {
  const { failed } = await runSuite({ root: checkoutRoot(), suite, timeout: timeout ? Number(timeout) : undefined });
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
