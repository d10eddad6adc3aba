import type { ReportDefinition } from '../catalog/definition.js';

/** What of an archive gets views: a report, with what its snapshots are like. */
export interface ArchivedReport {
  /** As its folder names it. */
  readonly name: string;
  /** Absent for a report that nobody knows any more. Its columns are texts. */
  readonly definition?: ReportDefinition;
  readonly periods: readonly ArchivedPeriod[];
}

export interface ArchivedPeriod {
  /** As its folder names it: `D7`, `NONE`; `day` stands for all single days. */
  readonly period: string;
  readonly hasCsv: boolean;
  /** Whether CSV is compressed, and whether it is not: it can be both. */
  readonly hasPacked: boolean;
  readonly hasPlain: boolean;
  readonly hasJson: boolean;
  /** Whether somebody added files, which may have other separators than those of the service. */
  readonly hasFiles: boolean;
  /** Names of columns as the headers of CSV spell them, each once. */
  readonly spellings: readonly string[];
}

/** {@link ArchivedPeriod.period} of single days. */
export const SINGLE_DAYS = 'day';
/** The folder of a report without a period. */
export const NO_PERIOD = 'NONE';
