import { BYTE_UNITS } from './byteScale.js';

/** Bytes in the unit that people read them in. */
export interface ByteAmount {
  readonly amount: number;
  readonly unit: (typeof BYTE_UNITS)[number];
  /** Bytes of the unit. */
  readonly size: number;
  /** As many as the amount is written with, at the most. */
  readonly decimals: number;
}

/** @param figures with which it is written, those before the decimals included */
export function byteAmount(value: number, figures: number): ByteAmount {
  let power = 0;
  // 1,023.96 would be written as "1,024 KB": step up as soon as rounding gets there.
  while (Math.abs(value) / 1024 ** power >= 1023.95 && power < BYTE_UNITS.length - 1) {
    power++;
  }
  const size = 1024 ** power;
  const amount = value / size;
  const whole = Math.abs(amount) >= 100 ? 3 : Math.abs(amount) >= 10 ? 2 : 1;
  return { amount, unit: BYTE_UNITS[power] ?? 'byte', size, decimals: Math.max(0, figures - whole) };
}
