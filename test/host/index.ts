import { format } from 'node:util';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { runSuite } from '../support/suite.mjs';

/** A sign-in, a large report or a busy machine take their time; a test that hangs is found all the same. */
const TIMEOUT_MS = 30_000;

/** Called by VS Code inside the extension host; a rejection is a failed run. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const mark = process.env['USAGE_REPORTS_OUTPUT_MARK'];
  const print = mark === undefined ? undefined : (...args: unknown[]) => printMarked(mark, format(...args));
  const { failed } = await runSuite({
    root: checkoutRoot(),
    suite: process.env['USAGE_REPORTS_SUITE'] ?? 'host',
    timeout: TIMEOUT_MS,
    print,
  });
  if (failed > 0) {
    throw new Error(`${failed} in-host ${failed === 1 ? 'test' : 'tests'} failed.`);
  }
}

/** Some hosts mix the tests' output with the window's own log; a mark before each line lets them tell the two apart. */
function printMarked(mark: string, text: string): void {
  for (const line of text.split('\n')) {
    console.log(mark + line);
  }
}
