/**
 * Deterministic pseudorandom numbers: the same input has the same result, in any order and on any computer. Not cryptographic.
 */

/** A 32-bit seed from a text, for example a metric's name. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return finish(hash);
}

/** The `n`th seed derived from another seed. */
export function mix(seed: number, n: number): number {
  return finish(Math.imul(seed ^ Math.imul(n | 0, 0x9e3779b1), 0x85ebca6b));
}

/** At least 0, less than 1. */
export function randomFraction(seed: number, n: number): number {
  return mix(seed, n) / 0x100000000;
}

/** One of the choices, with equal probability. */
export function pick<T>(choices: readonly T[], seed: number, n: number): T {
  const choice = choices[Math.floor(randomFraction(seed, n) * choices.length)];
  if (choice === undefined) {
    throw new RangeError('Nothing to pick from.');
  }
  return choice;
}

/** Uppercase hexadecimal digits. */
export function hexOf(seed: number, digits: number): string {
  let text = '';
  for (let n = 0; text.length < digits; n++) {
    text += mix(seed, n).toString(16).padStart(8, '0');
  }
  return text.slice(0, digits).toUpperCase();
}

/** A lowercase version 4 GUID. */
export function guidOf(seed: number): string {
  const hex = hexOf(seed, 32).toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The finalizer of MurmurHash3: every bit of the input changes about half of the output bits. */
function finish(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
