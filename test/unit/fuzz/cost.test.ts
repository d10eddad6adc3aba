import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { budget } from '../../support/fuzz.js';
import type { Cost } from './costProcess.js';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./costProcess.mjs', import.meta.url));

/** How many times the processor time of an honest file of 120 KB another one of that size may take. A file that costs too much takes hundreds. */
const MAX_CPU_FACTOR = 20;
/** The same for the time without a turn of the event loop. */
const MAX_LONGEST_FACTOR = 10;
/** What a file of 120 KB may take. One that costs too much takes a gigabyte. */
const MAX_MEMORY_MB = 120;

const { numRuns, seed } = budget(60);

describe('a small file', () => {
  it(`takes time and memory for its bytes, whatever is in it (${numRuns} inputs, seed ${seed})`, async function () {
    this.timeout(60_000 + numRuns * 5_000);
    const { stdout } = await run(process.execPath, ['--expose-gc', script, String(seed), String(numRuns)], {
      maxBuffer: 1 << 26,
    });
    const [honest, ...files] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Cost);
    assert.ok(honest !== undefined && files.length === numRuns);
    for (const file of files) {
      const size = Math.max(1, file.bytes / honest.bytes);
      const what = JSON.stringify({ ...file, honest });
      assert.ok(file.cpuMs <= honest.cpuMs * size * MAX_CPU_FACTOR, `processor time: ${what}`);
      assert.ok(file.longestMs <= honest.cpuMs * size * MAX_LONGEST_FACTOR, `without a turn: ${what}`);
      assert.ok(file.memoryMb <= size * MAX_MEMORY_MB, `memory: ${what}`);
    }
  });
});
