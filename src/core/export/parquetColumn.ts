import type { SchemaElement } from 'hyparquet';
import { parseDay, parseInstant } from '../../base/dates.js';
import type { TimeSlicer } from '../../base/timeSlicer.js';
import { normalizedCsv } from './csvWriter.js';
import { rowsOf, type ExportInput } from './exportInput.js';
import { numberText } from './numberText.js';

/** Rows that are looked at between two looks at the clock. */
const ROWS_PER_STEP = 1024;
const MAX_INT64 = 2n ** 63n - 1n;
const DAY_IN_MICROSECONDS = 86_400_000_000n;
/** Of a second, what a timestamp can tell apart. */
const FRACTION_DIGITS = 6;
const wholeNumber = /^-?\d+$/;

export type ParquetValue = string | number | bigint | boolean | readonly string[] | null;

/** How a column is written. */
export interface ParquetColumn {
  /** One element, or three for a list. */
  readonly schema: readonly SchemaElement[];
  readonly valueAt: (row: number) => ParquetValue;
}

/**
 * How a column of a table is written: with the type that all of its cells fit. A cell that does not fit the type of its column, such as a day that
 * does not exist, makes it a column of texts, so that nothing is lost:
 *
 * - Numbers and durations (in seconds) are `INT64` where all are whole, otherwise, or where the column may have decimals, `DOUBLE`: files of two
 *   months have one type. Whole numbers that neither holds exactly stay texts.
 * - Days are `DATE`; if one of them has a time of day, all are `TIMESTAMP` in UTC.
 * - Blank cells are null, an empty list isn't.
 */
export async function parquetColumn(
  input: ExportInput,
  column: number,
  name: string,
  slicer: TimeSlicer,
): Promise<ParquetColumn> {
  const { table } = input;
  const value = (row: number) => table.value(row, column);
  switch (table.columns[column]?.type) {
    case 'number':
    case 'duration':
      return numberColumn(input, column, name, slicer);
    case 'date':
      return dateColumn(input, column, name, slicer);
    case 'boolean':
      return (await all(input, slicer, (row) => typeof value(row) !== 'string'))
        ? { schema: [{ ...optional(name), type: 'BOOLEAN' }], valueAt: (row) => value(row) }
        : textColumn(input, column, name);
    case 'list':
      return {
        schema: [
          { ...optional(name), num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
          { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
          { ...optional('element'), ...TEXT },
        ],
        valueAt: (row) => {
          const names = value(row);
          return typeof names === 'string' ? [names] : names;
        },
      };
    default:
      return textColumn(input, column, name);
  }
}

const TEXT = {
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
} as const satisfies Partial<SchemaElement>;

function optional(name: string): { readonly name: string; readonly repetition_type: 'OPTIONAL' } {
  return { name, repetition_type: 'OPTIONAL' };
}

/** The texts of normalized CSV. */
function textColumn({ table }: ExportInput, column: number, name: string): ParquetColumn {
  return {
    schema: [{ ...optional(name), ...TEXT }],
    valueAt: (row) => normalizedCsv.cellText(table, row, column),
  };
}

async function numberColumn(
  input: ExportInput,
  column: number,
  name: string,
  slicer: TimeSlicer,
): Promise<ParquetColumn> {
  const { table } = input;
  const found = { fraction: table.columns[column]?.decimals === true, large: false };
  const fits = await all(input, slicer, (row) => {
    const value = table.value(row, column);
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      const isWhole = wholeNumber.test(numberText(table, row, column, value));
      found.fraction ||= !isWhole;
      found.large ||= isWhole;
      // A double has fewer digits than a large whole number.
      return !(found.fraction && found.large) && (!isWhole || isInt64(BigInt(numberText(table, row, column, value))));
    }
    return typeof value !== 'string';
  });
  if (!fits) {
    return textColumn(input, column, name);
  }
  if (found.fraction) {
    return {
      schema: [{ ...optional(name), type: 'DOUBLE' }],
      valueAt: (row) => table.value(row, column),
    };
  }
  return {
    schema: [{ ...optional(name), type: 'INT64' }],
    valueAt: (row) => {
      const value = table.value(row, column) as number | null;
      return value === null ? null : BigInt(found.large ? numberText(table, row, column, value) : value);
    },
  };
}

function isInt64(value: bigint): boolean {
  return value <= MAX_INT64 && value >= -MAX_INT64 - 1n;
}

async function dateColumn(
  input: ExportInput,
  column: number,
  name: string,
  slicer: TimeSlicer,
): Promise<ParquetColumn> {
  const { table } = input;
  const found = { time: false };
  const fits = await all(input, slicer, (row) => {
    const value = table.value(row, column) as string | null;
    if (value === null || !Number.isNaN(parseDay(value))) {
      return true;
    }
    found.time = true;
    return microseconds(value) !== undefined;
  });
  if (!fits) {
    return textColumn(input, column, name);
  }
  return found.time
    ? {
        schema: [
          {
            ...{ ...optional(name), type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
            logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
          },
        ],
        valueAt: (row) => {
          const value = table.value(row, column) as string | null;
          return value === null ? null : (microseconds(value) ?? null);
        },
      }
    : {
        schema: [{ ...optional(name), type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } }],
        valueAt: (row) => {
          const value = table.value(row, column) as string | null;
          return value === null ? null : parseDay(value);
        },
      };
}

/** Since 1970-01-01; `undefined` for what is neither a day nor an instant, or is more exact than microseconds. */
function microseconds(text: string): bigint | undefined {
  const day = parseDay(text);
  if (!Number.isNaN(day)) {
    return BigInt(day) * DAY_IN_MICROSECONDS;
  }
  const [, date, minute, second = '00', fraction = '', zone = 'Z'] =
    /^(.{10})[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  if (parseInstant(text) === undefined || /[1-9]/.test(fraction.slice(FRACTION_DIGITS))) {
    return undefined;
  }
  const milliseconds = Date.parse(`${date}T${minute}:${second}${zone}`);
  return BigInt(milliseconds) * 1000n + BigInt(fraction.slice(0, FRACTION_DIGITS).padEnd(FRACTION_DIGITS, '0'));
}

/** Whether all written rows pass; asks no further after one that does not. */
async function all(input: ExportInput, slicer: TimeSlicer, passes: (row: number) => boolean): Promise<boolean> {
  let count = 0;
  for (const row of rowsOf(input)) {
    if (!passes(row)) {
      return false;
    }
    if (++count % ROWS_PER_STEP === 0) {
      await slicer.spend(ROWS_PER_STEP);
    }
  }
  return true;
}
