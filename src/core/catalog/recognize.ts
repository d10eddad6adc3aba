import type { ColumnDefinition, ReportDefinition } from './definition.js';
import { isPeriod } from './period.js';

/** What a file says of the report that it holds. */
export interface FileTraits {
  /** Columns of its header, or properties of its JSON. */
  readonly names: readonly string[];
  /** Its own name, without the folder. */
  readonly fileName: string;
  /** `Report Period` of its first rows, such as `D7`. */
  readonly periods?: readonly string[];
  /** `Site Type` of its first rows, such as `OneDrive`. */
  readonly siteTypes?: readonly string[];
}

/** Columns that so many reports have that they tell none. */
const COMMON: ReadonlySet<string> = new Set(
  [
    ...['Report Date', 'Date', 'User Principal Name', 'Display Name'],
    ...['Last Activity Date', 'Is Deleted', 'Deleted Date'],
  ].map(spelling),
);
/** Columns about the report itself. A file without them is complete. */
const METADATA: ReadonlySet<string> = new Set(['Report Refresh Date', 'Report Period'].map(spelling));

/** What the admin center calls a column in each of its exports, by the spelling of its name. */
const EXPORTED_AS: Readonly<Record<string, readonly string[]>> = {
  [spelling('User Principal Name')]: ['username'],
};

/** Least share of the file's columns that the report has, and of the report's columns that the file has. */
const MIN_KNOWN = 0.6;
const MIN_PRESENT = 0.5;
/** The admin center exports the columns that somebody chose: so many tell the report, however few of its columns they are. */
const MANY_TELLING = 3;

/**
 * Finds the report that a file holds by the columns that both have, whatever their order, case and blanks. Several reports of the service
 * have the same columns: what the rows say and the name of the file decide between them.
 *
 * @returns the reports that fit equally well, in the order of `definitions`; empty where none fits
 */
export function recognize(traits: FileTraits, definitions: readonly ReportDefinition[]): readonly ReportDefinition[] {
  const all = traits.names.map(spelling).filter((name) => name !== '');
  const names = new Set(all.filter((name) => !METADATA.has(name)));
  const isService = names.size < new Set(all).size;
  const matches = definitions.map((definition) => matchOf(definition, names, isService));
  // A report that explains more of the file is never passed over for one that explains less.
  const known = Math.max(...matches.map((match) => match.known));
  const fitting = matches.filter((match) => match.fits && match.known === known);
  const present = Math.max(...fitting.map((match) => match.present));
  return decided(
    fitting.filter((match) => match.present === present).map(({ definition }) => definition),
    traits,
  );
}

/**
 * The definition with the names that the file has for its columns, so that a decoder finds them.
 * @param names columns of the file's header, or properties of its JSON
 */
export function withFileNames(definition: ReportDefinition, names: readonly string[]): ReportDefinition {
  return {
    ...definition,
    columns: definition.columns.map((column) => {
      const spellings = new Set(spellingsOf(column));
      const own = new Set([column.name, ...(column.aliases ?? [])].map((name) => name.toLowerCase()));
      const others = names.filter((name) => spellings.has(spelling(name)) && !own.has(name.trim().toLowerCase()));
      return others.length === 0 ? column : { ...column, aliases: [...(column.aliases ?? []), ...others] };
    }),
  };
}

/** What a file and a report have in common. */
interface Match {
  readonly definition: ReportDefinition;
  /** How many of the file's columns the report has. */
  readonly known: number;
  /** The share of the report's columns that the file has. */
  readonly present: number;
  /** Whether that is enough to take the file for the report. */
  readonly fits: boolean;
}

/** @param isService whether the file says of which report period or refresh date it is, as only the service's files do */
function matchOf(definition: ReportDefinition, names: ReadonlySet<string>, isService: boolean): Match {
  const own = definition.columns.filter(({ name }) => !METADATA.has(spelling(name)));
  const matched = own.filter((column) => spellingsOf(column).some((name) => names.has(name)));
  const known = new Set(matched.flatMap(spellingsOf).filter((name) => names.has(name))).size;
  const present = matched.filter(isAlwaysSent).length / own.filter(isAlwaysSent).length;
  const telling = matched.filter(({ name }) => !COMMON.has(spelling(name))).length;
  const isLike =
    known >= names.size * MIN_KNOWN &&
    (telling >= MANY_TELLING || (isService && telling > 0 && present >= MIN_PRESENT));
  return { definition, known, present, fits: isLike || (known > 1 && known === names.size && present === 1) };
}

function isAlwaysSent({ versions, since, optional, onlyJson }: ColumnDefinition): boolean {
  return versions === undefined && since === undefined && optional === undefined && onlyJson === undefined;
}

/** Those of the fitting reports that nothing in the file speaks against. */
function decided(
  fitting: readonly ReportDefinition[],
  { fileName, periods = [], siteTypes = [] }: FileTraits,
): readonly ReportDefinition[] {
  const sites = siteTypes.map(spelling);
  const named = spelling(fileName);
  const hasPeriods = ({ periods: offered, formerPeriods = [] }: ReportDefinition) =>
    periods.every((period) => !isPeriod(period) || [...offered, ...formerPeriods].includes(period));
  const nameLength = ({ name }: ReportDefinition) => {
    const own = spelling(name.replace(/^get/, ''));
    return named.includes(own) ? own.length : 0;
  };
  const byRows = orAll(orAll(fitting, hasPeriods), ({ product }) => sites.includes(product));
  const longest = Math.max(0, ...byRows.map(nameLength));
  return byRows.filter((definition) => nameLength(definition) === longest);
}

function orAll<T>(all: readonly T[], passes: (one: T) => boolean): readonly T[] {
  const passing = all.filter(passes);
  return passing.length === 0 ? all : passing;
}

/** The spellings of a column in files: its names in CSV and JSON, and what people read. */
function spellingsOf({ name, aliases = [], label, json }: ColumnDefinition): readonly string[] {
  const spelled = spelling(name);
  return [
    spelled,
    ...aliases.map(spelling),
    ...(label === undefined ? [] : [spelling(label)]),
    ...(json === undefined ? [] : [spelling(json)]),
    ...(EXPORTED_AS[spelled] ?? []),
  ];
}

/** Letters and digits alone. The admin center says of a day that it is in UTC. */
function spelling(name: string): string {
  return name
    .replace(/\(UTC\)\s*$/i, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
