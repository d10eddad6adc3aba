/** What `Intl` calls the units that people write. */
const INTL_UNITS: Readonly<Record<string, string>> = {
  PB: 'petabyte',
  TB: 'terabyte',
  GB: 'gigabyte',
  MB: 'megabyte',
  KB: 'kilobyte',
  B: 'byte',
  d: 'day',
  h: 'hour',
  min: 'minute',
  s: 'second',
};
/** One number for each plural category that some language has. */
const QUANTITIES = [0, 1, 2, 3, 5, 11, 100, 1.5];

/** How a language writes numbers, and what it calls units. */
export interface AmountNames {
  readonly decimalMark: string;
  /** A number without groups, with all its decimals. */
  digits(value: number): string;
  toEnglishDigits(text: string): string;
  /** The short name of a unit, by its English symbol, after this number. */
  nameOf(symbol: string, value: number): string;
  /** Whether the language calls the unit so, in any form; in lower case. */
  areNamed(symbol: string, name: string): boolean;
}

export function createAmountNames(language: string): AmountNames {
  const plain = new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 });
  const decimalMark = plain.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const digits = new Map([...plain.format(9_876_543_210)].map((digit, index) => [digit, String(9 - index)]));
  const isEnglish = /^en\b/.test(language);
  const unitName = (symbol: string, value: number, unitDisplay: 'short' | 'long' | 'narrow') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: INTL_UNITS[symbol] ?? symbol, unitDisplay })
      .formatToParts(value)
      .find(({ type }) => type === 'unit')?.value ?? symbol;
  const names = new Map<string, ReadonlySet<string>>();
  const namesOf = (symbol: string): ReadonlySet<string> => {
    const all = new Set(
      (['short', 'long', 'narrow'] as const).flatMap((display) =>
        QUANTITIES.map((quantity) => unitName(symbol, quantity, display).toLowerCase()),
      ),
    );
    names.set(symbol, all);
    return all;
  };
  return {
    decimalMark,
    digits: (value) => plain.format(value),
    toEnglishDigits: (text) =>
      [...text]
        .map((character) => digits.get(character) ?? (character === decimalMark && character !== ',' ? '.' : character))
        .join(''),
    nameOf: (symbol, value) => (isEnglish ? symbol : unitName(symbol, value, 'short')),
    areNamed: (symbol, name) => (names.get(symbol) ?? namesOf(symbol)).has(name),
  };
}
