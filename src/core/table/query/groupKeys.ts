import { dataDayLimits, formatDay, type IsoDate, type IsoInstant, parseDay } from '../../../base/dates.js';
import { composedText } from '../../../base/composedText.js';
import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { UsageReportsError } from '../../../base/errors.js';
import { keyNames } from '../../../shared/query/groupColumnNames.js';
import { invalidQuery } from '../../../shared/query/invalidQuery.js';
import type { ActiveWithinGroupKey, GroupKey, PlainGroupKey, RangeGroupKey } from '../../../shared/query/query.js';
import type { ColumnInfo } from '../../../shared/report.js';
import type { DictionaryColumn } from '../store/column.js';
import { MAX_ROWS, tooLarge } from '../store/limits.js';
import { splitList } from '../store/lists.js';
import { CodesOfTexts, dictionaryCodes, type KeyCodes, NO_CODE, numberKeyCodes, valueCodes } from './keyCodes.js';
import type { FoundColumn } from './queryColumns.js';

/** The key of each row. */
export interface GroupedKeys extends KeyCodes {
  /** Which of the given rows the codes are about: positions that come several times, or all in their order if absent. */
  readonly positions?: Uint32Array;
  /** One or two columns of the result; the text of a cell follows from the key's. */
  readonly columns: readonly KeyColumn[];
}

export interface KeyColumn {
  readonly info: ColumnInfo;
  readonly textOf: (key: string) => string;
}

export interface KeyOptions {
  /** The report refresh date, which days are counted back from. */
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt?: IsoInstant;
  readonly slicer: TimeSlicer;
}

/**
 * The group key of each row.
 *
 * @param path of the key in the query, for errors
 * @throws UsageReportsError `invalidRequest` where the column has no such key, `tooLarge`; the slicer's `AbortError`
 */
export async function keysOf(
  key: GroupKey,
  { column, info }: FoundColumn,
  rows: Uint32Array,
  path: string,
  { refreshDate, fetchedAt, slicer }: KeyOptions,
): Promise<GroupedKeys> {
  const { name, type } = info;
  const [keyName = name] = keyNames(key, name);
  switch (key.by) {
    case undefined: {
      const { label, ...rest } = info;
      const keyInfo: ColumnInfo = {
        ...rest,
        ...(key.name === undefined ? (label === undefined ? {} : { label }) : { name: key.name }),
        // A duration is counted in seconds.
        ...(type === 'duration' ? { type: 'number', unit: 'seconds' } : {}),
      };
      return { ...(await valueCodes({ column, name, type }, rows, slicer)), columns: [plain(keyInfo)] };
    }
    case 'domain': {
      if (column.storage !== 'dictionary' || type !== 'text') {
        throw wrongType(path, info, 'A domain is of a column with addresses');
      }
      if (info.concealed === true) {
        throw invalidQuery(
          path,
          `The names in "${name}" are concealed by the tenant's privacy setting, so they have no domain.`,
        );
      }
      const made = new CodesOfTexts();
      const codeOf = (text: string) => {
        const at = text.lastIndexOf('@');
        const domain = text
          .slice(at + 1)
          .trim()
          .toLowerCase();
        return text === '' ? 0 : at < 0 || domain === '' ? NO_CODE : made.codeOf(domain);
      };
      const codes = await dictionaryCodes(column, rows, slicer, made, codeOf);
      return { ...codes, columns: [plain(derived(keyName, 'text'))] };
    }
    case 'member':
      if (column.storage !== 'dictionary' || type !== 'list') {
        throw wrongType(path, info, 'Members are of a column with lists');
      }
      return { ...(await memberCodes(column, rows, slicer)), columns: [plain(derived(keyName, 'text'))] };
    case 'month':
    case 'week':
    case 'weekday':
    case 'activeWithin': {
      if (column.storage !== 'scalar' || type !== 'date') {
        throw wrongType(path, info, `The key "${key.by}" is of a column with days`);
      }
      const { first, last } = dataDayLimits(fetchedAt);
      const keyOfDay = dayKey(key, path, refreshDate);
      // A service writes a day such as 0001-01-01 where there is none.
      const keyOf = (day: number) => (day < first ? '' : day > last ? undefined : keyOfDay(day));
      const codes = await numberKeyCodes(column, rows, slicer, keyOf);
      return { ...codes, columns: [plain(dayKeyInfo(key, keyName))] };
    }
    case 'range': {
      if (column.storage !== 'scalar' || (type !== 'number' && type !== 'duration')) {
        throw wrongType(path, info, 'A range is of a column with numbers');
      }
      const codes = await numberKeyCodes(column, rows, slicer, rangeKey(key, path));
      const { unit } = info;
      const bound = (boundName: string, at: number): KeyColumn => ({
        info: {
          name: boundName,
          type: 'number',
          // Durations are stored in seconds.
          ...(type === 'duration' ? { unit: 'seconds' as const } : unit === undefined ? {} : { unit }),
          known: true,
        },
        textOf: (text) => text.split(' ')[at] ?? '',
      });
      return { ...codes, columns: keyNames(key, name).map(bound) };
    }
  }
}

function plain(info: ColumnInfo): KeyColumn {
  return { info, textOf: (key) => key };
}

function derived(name: string, type: ColumnInfo['type']): ColumnInfo {
  return { name, type, known: true };
}

type DayKey = PlainGroupKey | ActiveWithinGroupKey;

function dayKeyInfo({ by }: DayKey, name: string): ColumnInfo {
  return derived(name, by === 'week' ? 'date' : by === 'weekday' ? 'number' : 'text');
}

/** @returns from days since 1970-01-01 to the text of the key */
function dayKey(key: DayKey, path: string, refreshDate: IsoDate | null): (day: number) => string {
  switch (key.by) {
    case 'week':
      return (day) => formatDay(day - weekday(day) + 1);
    case 'weekday':
      return (day) => String(weekday(day));
    case 'activeWithin': {
      if (refreshDate === null) {
        throw invalidQuery(path, 'The table has no report refresh date that days could be counted back from.');
      }
      const end = parseDay(refreshDate);
      const days = [...key.days].sort((one, other) => one - other);
      return (day) => String(days.find((within) => day > end - within) ?? 'longer');
    }
    default:
      return (day) => formatDay(day).slice(0, 7);
  }
}

/** @returns 1 for Monday to 7 for Sunday; 1970-01-01 was a Thursday */
function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Both bounds in one text; an open one is empty. A value is in the range by the bounds that the result has, whatever multiplying rounds. */
function rangeKey({ step, bounds: given = [] }: RangeGroupKey, path: string): (value: number) => string {
  if (step !== undefined) {
    return (value) => {
      const times = timesOf(value, step);
      const [from, below] = [exact(times * step), exact((times + 1) * step)];
      if (!(from <= value && value < below)) {
        throw invalidQuery(
          `${path}.step`,
          `Ranges of ${step} are too narrow for the number ${value}. Use a larger step.`,
        );
      }
      return `${from} ${below}`;
    };
  }
  const bounds = [...new Set(given)].sort((one, other) => one - other);
  return (value) => {
    const above = bounds.findIndex((bound) => value < bound);
    const from = above < 0 ? bounds.at(-1) : bounds[above - 1];
    return `${from ?? ''} ${above < 0 ? '' : (bounds[above] ?? '')}`;
  };
}

/** How many steps are below a value. The quotient of 0.3 and 0.1 is less than 3, and that of 0.6 and 0.2 is not. */
function timesOf(value: number, step: number): number {
  const times = Math.floor(value / step);
  return exact((times + 1) * step) <= value ? times + 1 : exact(times * step) > value ? times - 1 : times;
}

/** Without what multiplying adds behind the fifteenth digit: 0.1 · 3 is 0.3. Larger numbers have no decimals that it could add. */
function exact(value: number): number {
  return Math.abs(value) < 1e15 ? Number(value.toPrecision(15)) + 0 : value;
}

/** A row comes once for each member of its list, however often the list names it. */
async function memberCodes(
  { codes: stored, texts }: DictionaryColumn,
  rows: Uint32Array,
  slicer: TimeSlicer,
): Promise<KeyCodes & { readonly positions: Uint32Array }> {
  const made = new CodesOfTexts();
  const members: (readonly number[] | undefined)[] = [];
  const membersAt = (at: number) => {
    const code = stored[rows[at] ?? 0] ?? 0;
    return (members[code] ??= membersOf(texts.at(code) ?? '', made));
  };
  let pairs = 0;
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      pairs += membersAt(at).length;
    }
  });
  if (pairs > MAX_ROWS) {
    throw tooLarge('rows', MAX_ROWS, pairs);
  }
  const [positions, codes] = [new Uint32Array(pairs), new Uint32Array(pairs)];
  let pair = 0;
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      for (const code of membersAt(at)) {
        positions[pair] = at;
        codes[pair++] = code;
      }
    }
  });
  return { positions, codes, texts: made.texts };
}

function membersOf(text: string, made: CodesOfTexts): readonly number[] {
  const codes = splitList(text).map((member) => made.codeOf(composedText(member)));
  return codes.length === 0 ? [0] : [...new Set(codes)];
}

function wrongType(path: string, { name, type }: ColumnInfo, rule: string): UsageReportsError {
  return invalidQuery(path, `${rule}; "${name}" has the type ${type}.`);
}
