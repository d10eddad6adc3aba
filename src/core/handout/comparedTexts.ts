import { byteAmount } from '../../shared/format/byteAmount.js';
import type { Format } from '../../shared/format/format.js';
import { roundedRatio } from '../../shared/format/roundedRatio.js';
import type { Unit } from '../../shared/report.js';

/** Figures beyond them are read by nobody. */
const MAX_FIGURES = 7;
const MINUTES = { minutes: 1, seconds: 1 / 60 } as const;

/**
 * Two values as people read them, with as many figures as it takes for the change that stands beside them: nobody believes "+0.5% from 2.68 TB"
 * beside 2.69 TB.
 *
 * @param least figures to begin with; the whole number is three of a count, whatever it is
 */
export function comparedTexts(
  before: number,
  after: number,
  unit: Unit,
  format: Format,
  least = 3,
): { readonly before: string; readonly after: string } {
  const ratio = roundedRatio(after / before - 1);
  let figures = least;
  const isTold = () => roundedRatio(shown(after, unit, figures) / shown(before, unit, figures) - 1) === ratio;
  while (figures < MAX_FIGURES && !isTold()) {
    figures++;
  }
  const write = (value: number) => format.value(unit === 'count' ? shown(value, unit, figures) : value, unit, figures);
  return { before: write(before), after: write(after) };
}

/** What is read of a value that is written with so many figures. */
function shown(value: number, unit: Unit, figures: number): number {
  switch (unit) {
    case 'count':
      return rounded(value, Math.min(2, figures - 3));
    case 'bytes': {
      const { amount, size, decimals } = byteAmount(value, figures);
      return rounded(amount, decimals) * size;
    }
    case 'minutes':
    case 'seconds': {
      const minutes = value * MINUTES[unit];
      return minutes < 1440 ? minutes : rounded(minutes / 60, figures - 3) * 60;
    }
  }
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
