import fc from 'fast-check';
import { fuzzSeed } from './fuzzSeed.mjs';

/** `USAGE_REPORTS_FUZZ_RUNS` multiplies the inputs of each test, for a long search by hand. */
const FACTOR = Number(process.env['USAGE_REPORTS_FUZZ_RUNS'] ?? 1);

/** A run that takes longer hangs. It fails with its input, which mocha's limit for the whole test could not name. */
const HANGS_AFTER_MS = 30_000;

/** The budget as `fc.assert` takes it, for a property test that needs more than {@link fuzz}. */
export function budget(runs: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: Math.max(1, Math.round(runs * FACTOR)), seed: fuzzSeed };
}

/**
 * A test that tries generated inputs: as many as it says, from a seed that its title names. The time it takes ends nothing, because what
 * was not tried then would read as passed.
 *
 * @param inputs arbitrary of fast-check
 * @param check throws, or returns false, for an input that is not dealt with well
 */
export function fuzz<T>(
  title: string,
  runs: number,
  inputs: fc.Arbitrary<T>,
  check: (input: T) => Promise<boolean | void> | boolean | void,
): Mocha.Test {
  const { numRuns, seed } = budget(runs);
  const test = it(`${title} (${numRuns} inputs, seed ${seed})`, async () => {
    const property = fc.asyncProperty(inputs, async (input) => (await check(input)) !== false);
    await fc.assert(property, { numRuns, seed, timeout: HANGS_AFTER_MS });
  });
  // All inputs together, on a machine that does other things meanwhile.
  test.timeout(60_000 + 60_000 * FACTOR);
  return test;
}
