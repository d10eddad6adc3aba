import type { Format } from '../core/catalog/definition.js';
import type { DirectoryDataset } from '../core/directory/names.js';
import type { SqlEngine } from '../services/sqlViews/engines.js';
import type { Limits } from '../services/throttling/limits.js';
import type { ReportArguments } from './reportArguments.js';
import type { OutputFormat } from './writers.js';

/** The parsed command line. Holds no secret. */
export type Arguments =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'status'; readonly archive: string; readonly shared: boolean }
  | ExportArguments
  | UsersArguments
  | LicensesArguments
  | StorageArguments
  | CheckArguments
  | ViewsArguments
  | ReportArguments
  | CollectArguments;

export interface CollectArguments {
  readonly command: 'collect';
  readonly archive: string;
  readonly set: string;
  readonly format: Format;
  readonly limits: Limits;
  readonly freshHours: number;
  /** Of how many past months the last snapshot of each detail report stays. */
  readonly monthEnds: number;
  readonly sample: boolean;
  /** Also as of the end of past months, in the sample tenant. */
  readonly pastMonths: boolean;
  readonly dryRun: boolean;
  /** Other accounts of this computer may read what is archived. */
  readonly shared: boolean;
  readonly maxMinutes?: number;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly graphEndpoint?: string;
  /** What is read of the directory after the reports. */
  readonly directory: readonly DirectoryDataset[];
}

export interface ExportArguments {
  readonly command: 'export';
  readonly archive: string;
  readonly report: string;
  readonly period?: string;
  readonly date?: string;
  readonly format: OutputFormat;
  /** The file that is written. */
  readonly out: string;
  /** Name of a saved view of the report. */
  readonly view?: string;
  /** The file that the view is in. */
  readonly views: string;
  /** Users, or rows, of the smallest group of the view that is written. */
  readonly minimumGroup: number;
  /** A CSV file with attributes of users, whose columns are written as well. */
  readonly attributes?: string;
  /** The column of that file that says which user a row is about; absent where it is recognized. */
  readonly attributesUser?: string;
  /** As the archive names it; absent where it has one alone. */
  readonly tenant?: string;
  readonly shared: boolean;
}

export interface UsersArguments extends WritingArguments {
  readonly command: 'users';
}

export interface StorageArguments extends WritingArguments {
  readonly command: 'storage';
}

export interface CheckArguments {
  readonly command: 'check';
  readonly archive: string;
  /** The file with the rules. */
  readonly rules: string;
  readonly format: 'text' | 'md';
  /** Only alerts that were raised, or have worsened, by this check. */
  readonly onlyNew: boolean;
  /** A JSON file with what a license of each product costs a month. */
  readonly prices?: string;
  readonly currency: string;
  /** As the archive names it; absent where it has one alone. */
  readonly tenant?: string;
  /** What people call it. */
  readonly tenantName?: string;
  readonly shared: boolean;
}

export interface ViewsArguments {
  readonly command: 'views';
  readonly archive: string;
  readonly engine: SqlEngine;
  /** The file that is written. */
  readonly out: string;
  readonly shared: boolean;
}

/** What of whom is written where. */
export interface WritingArguments {
  readonly archive: string;
  readonly format: OutputFormat;
  /** The file that is written. */
  readonly out: string;
  /** A CSV file with attributes of users, whose columns are written as well. */
  readonly attributes?: string;
  /** The column of that file that says which user a row is about; absent where it is recognized. */
  readonly attributesUser?: string;
  /** As the archive names it; absent where it has one alone. */
  readonly tenant?: string;
  readonly shared: boolean;
}

export interface LicensesArguments extends Omit<UsersArguments, 'command'> {
  readonly command: 'licenses';
  /** The list of unused licenses, not the table of products. */
  readonly unused: boolean;
  /** These alone; all where there are none. */
  readonly products: readonly string[];
  /** A JSON file with what a license of each product costs a month, as the setting has it. */
  readonly prices?: string;
  /** Of the prices. */
  readonly currency: string;
}
