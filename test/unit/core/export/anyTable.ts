import fc from 'fast-check';
import type { CellValue, ColumnType } from '../../../../src/shared/report.js';
import { HandMadeTable } from './handMadeTable.js';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    '+x',
    '-x',
    '@x',
    '\tx',
    '\rx',
    'a,b',
    '"',
    '""',
    'a\nb',
    '\r\n',
    '|',
    '`',
    '<b>',
    ' ',
    "'",
    '-5',
  ),
);
const cellOf: Record<ColumnType, fc.Arbitrary<CellValue>> = {
  text: anyText,
  number: fc.oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc.integer({ min: -1e9, max: 1e9 }).map((x) => x / 1000 + 0),
  ),
  date: fc.nat(40_000).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  boolean: fc.boolean(),
  duration: fc.nat(1e6),
  list: fc.array(fc.constantFrom('E5', 'A + B', 'Ü'), { maxLength: 3 }),
};
const anyCell = (type: ColumnType) =>
  fc.oneof(
    { weight: 6, arbitrary: cellOf[type] },
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: anyText },
  );
const anyType = fc.constantFrom<ColumnType>('text', 'number', 'date', 'boolean', 'duration', 'list');
/** Any table: columns of every type; cells that fit, are blank, or do not fit their type. */
export const anyTable = fc
  .array(fc.tuple(anyText, anyType), { minLength: 1, maxLength: 6 })
  .chain((columns) =>
    fc
      .array(fc.tuple(...columns.map(([, type]) => anyCell(type))), { maxLength: 8 })
      .map((rows) => new HandMadeTable(columns, rows)),
  );
