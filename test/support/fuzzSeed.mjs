import process from 'node:process';

/** With this seed a suite tries the same inputs in every run, here and in CI. */
const USUAL_SEED = 365;

/** `USAGE_REPORTS_FUZZ_SEED` sets another one: a number, or `random`. */
export const fuzzSeed = seedFrom(process.env['USAGE_REPORTS_FUZZ_SEED']);

// A random one is the same for everything that asks in this run.
process.env['USAGE_REPORTS_FUZZ_SEED'] = String(fuzzSeed);

/** @param {string} [chosen] */
function seedFrom(chosen = String(USUAL_SEED)) {
  const seed = chosen === 'random' ? Date.now() % 2 ** 31 : Number(chosen);
  if (!Number.isInteger(seed)) {
    throw new Error(`USAGE_REPORTS_FUZZ_SEED=${chosen} is neither a whole number nor "random".`);
  }
  return seed;
}
