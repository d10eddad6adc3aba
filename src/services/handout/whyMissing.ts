import type { IsoDate } from '../../base/dates.js';
import type { UsageReportsError } from '../../base/errors.js';
import type { HandoutSpan } from '../../core/handout/document.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { reportsOfColumn } from '../../core/users/joined/columnReports.js';
import { formatText } from '../../shared/format/formatText.js';
import { columnLabel } from '../../shared/report.js';
import type { DayOfReport } from '../archiveQueries/lineage.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';
import type { Sayer } from './sayer.js';
import { isOfGrowth, whyNoGrowth } from './whyNoGrowth.js';

/** Why nothing of a report is of the days. @param nearest the day that its data are of; absent if nothing is archived */
export function outsideText(
  title: string,
  nearest: IsoDate | undefined,
  span: HandoutSpan,
  { options: { texts, format } }: Pick<Sayer, 'options'>,
): string {
  return nearest === undefined
    ? formatText(texts.missing.notArchivedUntil, title, format.day(span.to))
    : formatText(nearest < span.from ? texts.missing.older : texts.missing.later, title, format.day(nearest));
}

/** Why a report that a table is made of is not in it; `undefined` if it is. */
export function whyNotRead(
  report: string,
  { users, storage, outside }: Pick<AskedTable, 'users' | 'storage' | 'outside'>,
  span: HandoutSpan,
  sayer: Sayer,
): string | undefined {
  const { texts } = sayer.options;
  const title = sayer.titleOf(report);
  const source = [...(users?.sources ?? []), ...(storage?.sources ?? [])].find((one) => one.report === report);
  switch (source?.state) {
    case undefined:
    case 'used':
      return undefined;
    case 'missing':
      return outsideText(title, outside?.get(report), span, sayer);
    case 'unreadable':
    case 'otherNames':
      return formatText(texts.quality[source.state], title);
  }
}

/** Why a table has no rows: what it would be made of cannot be read, or is empty. */
export function whyNoRows(report: string, asked: AskedTable, span: HandoutSpan, sayer: Sayer): string {
  const sources = [...(asked.users?.sources ?? []), ...(asked.storage?.sources ?? [])];
  const why = sources
    .filter(({ state }) => state === 'unreadable' || state === 'otherNames')
    .flatMap((source) => whyNotRead(source.report, asked, span, sayer) ?? []);
  return why.length === 0 ? formatText(sayer.options.texts.missing.noRows, sayer.titleOf(report)) : why.join(' ');
}

/** Why a column has no value. @param column as {@link normalizeName} has it */
export function whyBlank(column: string, asked: AskedTable, span: HandoutSpan, sayer: Sayer): string {
  const { table, definition, users, storage, outside } = asked;
  const { texts } = sayer.options;
  const whyGrowth = storage === undefined || !isOfGrowth(column) ? [] : whyNoGrowth(storage, span, sayer);
  if (whyGrowth.length > 0) {
    return whyGrowth.join(' ');
  }
  const info = table.columns.find(({ name }) => normalizeName(name) === column);
  const reports = users === undefined || info === undefined ? [] : reportsOfColumn(info.name);
  // Of reports that were never archived, nobody has to hear each name.
  const told = reports.filter(
    (report) =>
      outside?.has(report) === true ||
      users?.sources.some((one) => one.report === report && (one.state === 'unreadable' || one.state === 'otherNames')),
  );
  const why = told.flatMap((report) => whyNotRead(report, asked, span, sayer) ?? []);
  const label = definition.columns.find(({ name }) => name === info?.name)?.label ?? (info && columnLabel(info));
  return why.length === 0
    ? formatText(texts.missing.allBlank, sayer.titleOf(definition.name), label ?? column)
    : why.join(' ');
}

/** What is not of the last day: the day of all reports, or those of the reports that are older. */
export function dayNotes(reports: readonly DayOfReport[], span: HandoutSpan, sayer: Sayer): readonly string[] {
  const { texts, format } = sayer.options;
  const days = [...new Set(reports.map(({ day }) => day))].sort();
  const [first] = days;
  if (days.length === 1 && first !== undefined) {
    return first < span.to ? [formatText(texts.notes.asOf, format.day(first))] : [];
  }
  return days
    .filter((day) => day < span.to)
    .map((day) => {
      const titles = reports.filter((one) => one.day === day).map(({ report }) => sayer.titleOf(report));
      return formatText(texts.quality.endsOn, titles.join('; '), format.day(day));
    });
}

/** What is wrong with a query, without the place in it, which says nothing to who reads a report. */
export function whatIsWrong({ message, details: { argument } }: UsageReportsError): string {
  const place = argument === 'query' ? 'The query: ' : `The query, ${argument ?? ''}: `;
  return message.startsWith(place) ? message.slice(place.length) : message;
}
