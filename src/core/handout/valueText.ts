import type { Format } from '../../shared/format/format.js';
import type { HandoutUnit } from './document.js';

/** A number with its unit, as people read it. @param figures see {@link Format.value} */
export function valueText(value: number, unit: HandoutUnit, format: Format, figures?: number): string {
  switch (unit) {
    case 'percent':
      return format.percent(value / 100);
    case 'days':
      return format.days(value);
    default:
      return format.value(value, unit, figures);
  }
}
