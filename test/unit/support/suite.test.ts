import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import type { Counts } from '../../support/suite.mjs';

/** Two files that pass, fail, skip, and fail in a hook. */
const FILES = {
  'first.test.mjs': `
    describe('first (a)', () => {
      it('passes', () => {});
      describe('inside', () => {
        it('fails', () => { throw new Error('on purpose'); });
        it.skip('is skipped', () => {});
      });
    });`,
  'second.test.mjs': `
    describe('second', () => {
      it('passes', () => {});
      describe('with a hook', () => {
        before(() => { throw new Error('on purpose'); });
        it('is not reached', () => {});
      });
    });`,
};

describe('a suite of tests', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'usage-reports-suite-test-'));
    mkdirSync(path.join(root, 'out/test/unit'), { recursive: true });
    symlinkSync(path.join(checkoutRoot(), 'test'), path.join(root, 'test'), 'dir');
    for (const [name, text] of Object.entries(FILES)) {
      writeFileSync(path.join(root, 'out/test/unit', name), text);
    }
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  /** In a process of its own, as Mocha has globals. */
  async function countsOf(options: object): Promise<Counts> {
    const suite = pathToFileURL(path.join(checkoutRoot(), 'test/support/suite.mjs')).href;
    // Workers take what Node was started with, so that the script is a file.
    const script = path.join(root, 'run.mjs');
    const code = `
      const { runSuite } = await import(${JSON.stringify(suite)});
      const options = ${JSON.stringify({ root, suite: 'unit', ...options })};
      const counts = await runSuite({ ...options, print: () => {} });
      process.stdout.write(JSON.stringify(counts));
      process.exit(0);`;
    writeFileSync(script, code);
    const env = { ...process.env };
    delete env['MOCHA_GREP'];
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    return JSON.parse(stdout) as Counts;
  }

  for (const processes of [1, 2]) {
    it(`is counted, and says what failed, why, and what to run once more (${processes} at a time)`, async () => {
      const { passedTitles, failures, ...numbers } = await countsOf({ processes });
      assert.deepEqual(numbers, { passed: 2, failed: 2, skipped: 1 });
      assert.deepEqual([...passedTitles].sort(), ['first (a) passes', 'second passes']);
      assert.deepEqual(
        [...failures].sort((one, other) => (one.title < other.title ? -1 : 1)),
        [
          { title: 'first (a) inside fails', pattern: '^first \\(a\\)', isHook: false, reason: 'on purpose' },
          {
            title: 'second with a hook "before all" hook for "is not reached"',
            pattern: '^second',
            isHook: true,
            reason: 'on purpose',
          },
        ],
      );
    });

    it(`runs what is named (${processes} at a time)`, async () => {
      const { passedTitles } = await countsOf({ processes, patterns: ['^second'] });
      assert.deepEqual(passedTitles, ['second passes']);
    });
  }
});
