import type { AttributeColumn, UserKeys } from './attributesFile.js';
import { ATTRIBUTES, KEY_SPELLINGS, PERSONAL_NAMES, spellingOf } from './knownColumns.js';

/** What the columns of a file are, as far as their names and first values tell. */
export interface RecognizedColumns {
  /** Empty where no column tells whom a row is about: somebody has to say it. */
  readonly keys: UserKeys;
  /** Columns whose values could tell it, the likeliest first; all others where none looks like it. */
  readonly possibleKeys: readonly string[];
  /** Columns that are known by name, and are used unless somebody says otherwise. */
  readonly known: readonly AttributeColumn[];
  /** All others with a name, which somebody can choose. */
  readonly others: readonly AttributeColumn[];
}

const guid = /^\{?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}?$/i;
const address = /^[^\s@]+@[^\s@]+$/;
/** So many of the first values have to fit: people leave cells blank, or write "none". */
const MIN_SHARE = 0.5;

/**
 * @param names of the columns, in the file's order
 * @param rows the first rows, as texts; none where the file has no more than a header
 * @param userColumn the column that somebody said tells whom a row is about
 */
export function recognizeColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  userColumn?: string,
): RecognizedColumns {
  const hasMostly = (name: string, form: RegExp) => {
    const column = names.indexOf(name);
    const values = rows.map((row) => row[column]?.trim() ?? '').filter((value) => value !== '');
    return rows.length === 0 || values.filter((value) => form.test(value)).length > values.length * MIN_SHARE;
  };
  const fitting = (spellings: readonly string[], form: RegExp) =>
    spellings
      .flatMap((spelling) => names.find((name) => spellingOf(name) === spelling) ?? [])
      .find((name) => hasMostly(name, form));
  const keys = keysOf(names, rows.length > 0, hasMostly, fitting, userColumn);
  const known: AttributeColumn[] = [];
  const others: AttributeColumn[] = [];
  const taken = new Set<string>([keys.id, keys.principalName].filter((name) => name !== undefined));
  const attributes = new Map<string, string>();
  for (const [attribute, { english, local }] of Object.entries(ATTRIBUTES)) {
    const column = [...english, ...local]
      .flatMap((spelling) => names.find((name) => spellingOf(name) === spelling) ?? [])
      .find((name) => !taken.has(name));
    if (column !== undefined) {
      attributes.set(column, attribute);
      taken.add(column);
    }
  }
  for (const column of new Set(names)) {
    const attribute = attributes.get(column);
    if (attribute !== undefined) {
      const isLocal = ATTRIBUTES[attribute]?.local.includes(spellingOf(column)) === true;
      known.push({ column, name: attribute, ...(isLocal ? { label: column.trim() } : {}) });
    } else if (!taken.has(column) && column.trim() !== '' && !namesPerson(column)) {
      others.push({ column, name: column.trim() });
    }
  }
  const addresses = names.filter((name) => hasMostly(name, address) || hasMostly(name, guid));
  return { keys, possibleKeys: rows.length === 0 || addresses.length === 0 ? names : addresses, known, others };
}

function keysOf(
  names: readonly string[],
  hasRows: boolean,
  hasMostly: (name: string, form: RegExp) => boolean,
  fitting: (spellings: readonly string[], form: RegExp) => string | undefined,
  userColumn: string | undefined,
): UserKeys {
  const said = names.find((name) => userColumn !== undefined && spellingOf(name) === spellingOf(userColumn));
  if (said !== undefined) {
    return hasRows && hasMostly(said, guid) ? { id: said } : { principalName: said };
  }
  const id = fitting(KEY_SPELLINGS.id, guid);
  const named = fitting(KEY_SPELLINGS.principalName, address) ?? fitting(KEY_SPELLINGS.mail, address);
  const addresses = hasRows ? names.filter((name) => hasMostly(name, address)) : [];
  // The only column of addresses is whose they are, unless it is known to be somebody else's.
  const [only] = addresses.length === 1 && id === undefined ? addresses : [];
  const principalName = named ?? (only !== undefined && !isAttribute(only) ? only : undefined);
  return { ...(id === undefined ? {} : { id }), ...(principalName === undefined ? {} : { principalName }) };
}

function isAttribute(name: string): boolean {
  const spelling = spellingOf(name);
  return Object.values(ATTRIBUTES).some(({ english, local }) => [...english, ...local].includes(spelling));
}

function namesPerson(name: string): boolean {
  const spelling = spellingOf(name);
  return [...PERSONAL_NAMES, ...Object.values(KEY_SPELLINGS).flat()].includes(spelling);
}
