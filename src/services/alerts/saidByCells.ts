import type { NotJudged } from '../../core/alerts/judgement.js';
import type { Query } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';
import { blankColumns, unsaid } from '../archiveQueries/blankColumns.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';

/** What a rule is judged by. */
export interface SaidByCells {
  /** What is not known because a column is blank in all rows that are asked, or in all of a report; absent if there is none. */
  readonly lack?: NotJudged;
  /** Reports whose rows have values in all columns. */
  readonly reports: readonly string[];
}

/** By the cells of which reports a rule is judged, and what they lack. @throws UsageReportsError as `firstRow` */
export async function saidByCells(
  query: Query,
  asked: AskedTable,
  reports: readonly string[],
  firstRow: (query: Query) => Promise<readonly CellValue[]>,
): Promise<SaidByCells> {
  const { choosing, parts } = await blankColumns(query, asked, reports, firstRow);
  const chooses = unsaid(choosing);
  const blank = chooses ?? parts.map((part) => unsaid(part.blank)).find((one) => one !== undefined);
  if (blank === undefined) {
    return { reports };
  }
  const said = parts.filter((part) => chooses === undefined && unsaid(part.blank) === undefined && part.rows > 0);
  return {
    lack: blank.why === 'fewSnapshots' ? { kind: 'noEarlierSnapshot' } : { kind: 'blankColumn', column: blank.column },
    reports: reports.filter((report) => said.some((part) => part.report === report)),
  };
}
