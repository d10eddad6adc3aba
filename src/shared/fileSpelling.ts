import type { SlashOrder } from '../base/dates.js';

/** How the days and numbers of a file are read, where people or other programs may read them otherwise. Columns have the names of the table. */
export interface FileSpelling {
  readonly slashDays: readonly SlashReading[];
  readonly numbers: readonly NumberReading[];
}

/** How the days with slashes of a column are read. */
export interface SlashReading {
  readonly column: string;
  /**
   * - `day`: the day comes first; some day of the file can be read in no other order.
   * - `month`: the month comes first, as the service writes it, although all days of the column can be read in both orders.
   * - `text`: some can only be read with the day first, and others only with the month first, so none is read as a day.
   */
  readonly order: SlashOrder | 'text';
}

export interface NumberReading {
  readonly column: string;
  readonly style: Exclude<NumberStyle, 'point'>;
}

/**
 * How the numbers of a column are written.
 *
 * - `point`: `1,234.5`, as the service and the admin center write them
 * - `comma`: `1.234,5`
 * - `grouped`: whole numbers, with either sign between thousands
 * - `unclear`: nothing tells which, so the column is one of texts
 */
export type NumberStyle = 'point' | 'comma' | 'grouped' | 'unclear';
