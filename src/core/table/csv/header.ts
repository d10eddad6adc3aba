import type { ColumnDefinition, ReportDefinition } from '../../catalog/definition.js';
import type { TableWarning } from '../../../shared/report.js';
import { normalizeName, UniqueNames } from '../store/columnNames.js';
import { MAX_COLUMNS, MAX_NAME_CHARACTERS, tooLarge } from '../store/limits.js';
import { missingColumnWarnings } from '../store/missingColumns.js';

/** A column of a file, as its header names it. */
export interface HeaderColumn {
  /** The catalog's spelling, or the file's, made unique, if the catalog does not have the column. */
  readonly name: string;
  readonly definition?: ColumnDefinition;
  /** True if the header has no name for the column. */
  readonly unnamed: boolean;
}

export interface Header {
  /** In the file's order. */
  readonly columns: readonly HeaderColumn[];
  /** The unique names of columns whose own name occurs more than once. */
  readonly duplicates: readonly string[];
  /** About columns that every version of the report is documented to have, but this file does not. */
  readonly missing: readonly TableWarning[];
}

/**
 * Matches a file's header with the catalog by name, then by alias, never by position.
 *
 * @throws UsageReportsError `tooLarge` if there are too many columns, or one has a name that is too long
 */
export function readHeader(names: readonly string[], definition: ReportDefinition | undefined): Header {
  checkColumnCount(names.length);
  if (names.some(({ length }) => length > MAX_NAME_CHARACTERS)) {
    throw tooLarge('nameCharacters', MAX_NAME_CHARACTERS);
  }
  const definitions = definition?.columns ?? [];
  const matched = matchNames(names.map(normalizeName), definitions);
  const uniqueNames = new UniqueNames();
  const found = new Set(matched);
  for (const column of found) {
    if (column !== undefined) {
      uniqueNames.take(column.name);
    }
  }
  const duplicates: string[] = [];
  const columns = names.map((raw, at): HeaderColumn => {
    const column = matched[at];
    if (column !== undefined) {
      return { name: column.name, definition: column, unnamed: false };
    }
    const tidy = raw.replace(/\s+/g, ' ').trim();
    if (tidy === '') {
      return { name: uniqueNames.make(`Column ${at + 1}`), unnamed: true };
    }
    const name = uniqueNames.make(tidy);
    if (name !== tidy) {
      duplicates.push(name);
    }
    return { name, unnamed: false };
  });
  const missing = missingColumnWarnings(
    definitions.filter(({ versions, optional }) => versions === undefined && optional !== true),
    (column) => found.has(column),
  );
  return { columns, duplicates, missing };
}

/** @throws UsageReportsError `tooLarge` */
export function checkColumnCount(count: number): void {
  if (count > MAX_COLUMNS) {
    throw tooLarge('columns', MAX_COLUMNS, count);
  }
}

/** One definition or none per name. Each definition is used once; a column's own name goes before any alias. */
function matchNames(
  names: readonly string[],
  definitions: readonly ColumnDefinition[],
): (ColumnDefinition | undefined)[] {
  const matched = names.map((): ColumnDefinition | undefined => undefined);
  const free = new Set(definitions);
  for (const spellings of [ownName, aliases]) {
    const byName = new Map<string, ColumnDefinition>();
    for (const column of free) {
      for (const spelling of spellings(column)) {
        byName.set(normalizeName(spelling), column);
      }
    }
    names.forEach((name, at) => {
      const column = byName.get(name);
      if (matched[at] === undefined && column !== undefined && free.delete(column)) {
        matched[at] = column;
      }
    });
  }
  return matched;
}

function ownName(column: ColumnDefinition): readonly string[] {
  return [column.name];
}

function aliases(column: ColumnDefinition): readonly string[] {
  return column.aliases ?? [];
}
