import { displayLanguage } from './displayLanguage.js';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** `312 MB`, `1.4 GB`: in steps of 1000, as file managers mostly count. */
export function sizeLabel(bytes: number): string {
  // What would be written as 1,000 MB is 1 GB.
  const step = Math.max(
    0,
    UNITS.findLastIndex((_, power) => Math.round(bytes / 1000 ** (power - 1)) >= 1000),
  );
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(displayLanguage(), {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
