import type { ReportDefinition } from '../../catalog/definition.js';
import { isIsoDate, isoOfSlashes, parseInstant } from '../../../base/dates.js';
import type { FileSpelling, NumberStyle } from '../../../shared/fileSpelling.js';
import { BooleanEvidence } from './booleanSpelling.js';
import { DottedEvidence, isoOfDots } from './dottedDays.js';
import { readHeader } from './header.js';
import { NumberEvidence, plainNumber } from './numberSpelling.js';
import type { CellReaders, Separator } from './separators.js';
import { SlashEvidence, slashReadings } from './slashDays.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `Sep 12, 2026`, as the admin center exports it. */
const NAMED_MONTH = /^([A-Za-z]{3})[a-z]* (\d{1,2}), (\d{4})$/;

/** How the cells of a file are read that the service did not write as it usually does. */
export interface CellSpelling extends FileSpelling {
  readonly readers: CellReaders;
}

/**
 * Finds out how the days and numbers of a file are written: an export of the admin center, or a file that a program saved in the language of
 * its user. All cells of a column are read in one way; what the column leaves open, the other columns of the file decide. What nothing decides
 * is read as the service writes it in a file with commas, and is text in any other.
 */
export class CellSpellings {
  readonly #slashes = new Map<number, SlashEvidence>();
  readonly #numbers = new Map<number, NumberEvidence>();
  readonly #booleans = new Map<number, BooleanEvidence>();
  /** Of columns that the catalog does not know. */
  readonly #dots = new Map<number, DottedEvidence>();
  readonly #names: readonly string[];

  constructor(
    header: readonly string[],
    definition: ReportDefinition,
    private readonly separator: Separator,
  ) {
    const { columns } = readHeader(header, definition);
    this.#names = columns.map(({ name }) => name);
    columns.forEach(({ definition: column, name }, index) => {
      if (column?.type === 'date') {
        this.#slashes.set(index, new SlashEvidence(name));
      } else if (column?.type === 'number' || (column === undefined && separator !== ',')) {
        this.#numbers.set(index, new NumberEvidence(column));
      }
      if (column === undefined && separator !== ',') {
        this.#dots.set(index, new DottedEvidence());
      }
      if (column?.type === 'boolean' || (column === undefined && separator !== ',')) {
        this.#booleans.set(index, new BooleanEvidence(column !== undefined));
      }
    });
  }

  /** @param column its place in the file */
  add(column: number, text: string): void {
    if (text !== '') {
      this.#slashes.get(column)?.add(text.trim());
      this.#numbers.get(column)?.add(text.trim());
      this.#booleans.get(column)?.add(text.trim());
      this.#dots.get(column)?.add(text);
    }
  }

  /** What the cells that were added tell. */
  spelling(): CellSpelling {
    const { readings, dayFirst } = slashReadings(this.#slashes);
    const readers = new Map<number, (text: string) => string>();
    for (const column of this.#slashes.keys()) {
      readers.set(column, (text) => isoDay(text, dayFirst.has(column)));
    }
    for (const [column, { areDays }] of this.#dots) {
      if (areDays) {
        readers.set(column, (text) => isoOfDots(text) ?? text);
      }
    }
    for (const [column, { reader }] of this.#booleans) {
      if (reader !== undefined) {
        readers.set(column, reader);
      }
    }
    const styles = this.#numberStyles();
    for (const [column, style] of styles) {
      if (style !== 'unclear') {
        readers.set(column, (text) => plainNumber(text, style));
      }
    }
    return {
      readers,
      slashDays: readings,
      numbers: [...styles].flatMap(([column, style]) =>
        style === 'point' ? [] : [{ column: this.#names[column] ?? '', style }],
      ),
    };
  }

  #numberStyles(): ReadonlyMap<number, NumberStyle> {
    const proven = new Set([...this.#numbers.values()].flatMap(({ proven: style }) => style ?? []));
    const [first, ...others] = proven;
    const ofFile = others.length === 0 ? first : undefined;
    const fallback = this.separator === ',' ? 'point' : undefined;
    return new Map(
      [...this.#numbers].flatMap(([column, evidence]) => {
        const style = evidence.style(ofFile, fallback);
        return style === undefined ? [] : [[column, style] as const];
      }),
    );
  }
}

function isoDay(text: string, isDayFirst: boolean): string {
  const iso = isDayFirst ? isoOfSlashes(text.trim(), 'day') : undefined;
  if (iso !== undefined) {
    return parseInstant(iso)?.isMidnight === true ? iso.slice(0, 10) : iso;
  }
  const [, month = '', dayOfMonth = '', year = ''] = NAMED_MONTH.exec(text) ?? [];
  const two = (part: number | string) => String(part).padStart(2, '0');
  const day = `${year}-${two(MONTHS.indexOf(month.toLowerCase()) + 1)}-${two(dayOfMonth)}`;
  return isIsoDate(day) ? day : (isoOfDots(text) ?? text);
}
