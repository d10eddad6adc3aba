import type { ColumnDefinition, ReportDefinition } from '../../catalog/definition.js';
import { isIsoDate } from '../../../base/dates.js';
import { readHeader } from './header.js';
import type { CellReaders } from './separators.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `Sep 12, 2026`, as the admin center exports it. */
const NAMED_MONTH = /^([A-Za-z]{3})[a-z]* (\d{1,2}), (\d{4})$/;
/** `12.09.2026`. With slashes, the decoder takes the month first, as the service writes it. */
const WITH_DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
/** `1,048`, as the admin center exports it. */
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/**
 * Readers for the days and numbers of a file that the service did not write as it usually does: an export of the admin center, or a file that
 * a spreadsheet saved. What they do not know stays as it is.
 */
export function cellReaders(header: readonly string[], definition: ReportDefinition): CellReaders {
  return new Map(
    readHeader(header, definition).columns.flatMap(({ definition: column }, index) => {
      const read = column && READERS[column.type];
      return read === undefined ? [] : [[index, read] as const];
    }),
  );
}

const READERS: Readonly<Partial<Record<ColumnDefinition['type'], (text: string) => string>>> = {
  date: isoDay,
  number: (text) => (GROUPED.test(text) ? text.replaceAll(',', '') : text),
};

function isoDay(text: string): string {
  const [, month = '', dayOfMonth = '', year = ''] = NAMED_MONTH.exec(text) ?? [];
  const [, dottedDay = '', dottedMonth = '', dottedYear = ''] = WITH_DOTS.exec(text) ?? [];
  const two = (part: number | string) => String(part).padStart(2, '0');
  const day =
    year === ''
      ? `${dottedYear}-${two(dottedMonth)}-${two(dottedDay)}`
      : `${year}-${two(MONTHS.indexOf(month.toLowerCase()) + 1)}-${two(dayOfMonth)}`;
  return isIsoDate(day) ? day : text;
}
