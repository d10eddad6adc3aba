import fc from 'fast-check';
import type { Format, ReportDefinition } from '../../../src/core/catalog/definition.js';
import { catalog } from '../../support/catalog.js';

/** A small file that tries to cost much. */
export interface CostlyFile {
  /** The shape and its numbers, to tell which file it was. */
  readonly name: string;
  readonly definition: ReportDefinition;
  readonly format: Format;
  readonly chunks: readonly Uint8Array[];
}

/** Reports of all kinds: their columns decide what is done with a table. */
const DEFINITIONS = [
  'getTeamsUserActivityUserDetail',
  'getTeamsUserActivityCounts',
  'getOffice365ActivationsUserDetail',
  'getSharePointApiUsageEgress',
  'getMailboxUsageQuotaStatusMailboxCounts',
].map((name) => catalog.find(name)!);

/** About how many characters the long part of a file has. */
const MIN_SIZE = 20_000;
const MAX_SIZE = 120_000;

interface Numbers {
  readonly definition: ReportDefinition;
  readonly size: number;
  /** Columns beside those of the report. */
  readonly columns: number;
  /** Cells of a short row. */
  readonly cells: number;
  readonly text: string;
  readonly chunkBytes: number;
}

const texts = fc.constantFrom(
  '1',
  'x',
  '-',
  ' ',
  '0',
  '2026-11-18',
  'PT1H',
  'True',
  '1e9',
  '"',
  '<PII:',
  'a+b',
  '\u00e9',
  '\u0130',
  '\u00a0',
);

const numbers: fc.Arbitrary<Numbers> = fc.record({
  definition: fc.constantFrom(...DEFINITIONS),
  size: fc.integer({ min: MIN_SIZE, max: MAX_SIZE }),
  columns: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constantFrom(850, 2_000, 10_000)),
  cells: fc.integer({ min: 1, max: 40 }),
  text: texts,
  chunkBytes: fc.constantFrom(1_000, 65_536, 1_000_000),
});

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: Math.max(1, Math.floor(count)) }, (_, index) => line(index));
const field = (text: string) => `"${text.replaceAll('"', '""')}"`;
const headerOf = ({ definition }: Numbers) => definition.columns.map(({ name }) => field(name)).join(',');
const more = (count: number, name: (index: number) => string) => lines(count, (index) => `,${name(index)}`).join('');
const row = (count: number, text: string) => new Array(count).fill(field(text)).join(',');

/** Files of comma-separated values, by shape: the header, then the rows. */
const CSV: Readonly<Record<string, (numbers: Numbers) => string>> = {
  'many columns and short rows': (n) =>
    [
      headerOf(n) + more(n.columns, (at) => `C${at}`),
      ...lines(n.size / (n.cells * 4), () => row(n.cells, n.text)),
    ].join('\r\n'),
  'one wide row among short ones': (n) =>
    [
      headerOf(n) + more(n.columns, (at) => `C${at}`),
      ...lines(n.size / 12, (at) => (at % 400 === 7 ? row(n.columns, n.text) : row(1, String(at)))),
    ].join('\r\n'),
  'equal column names': (n) =>
    [headerOf(n) + more(n.columns, () => n.text.trim() || 'X'), row(3, '1'), ''].join('\r\n'),
  'column names that are numbered already': (n) =>
    [headerOf(n) + more(n.columns, (at) => (at % 2 === 0 ? 'X' : `X (${at})`)), row(3, '1'), ''].join('\r\n'),
  'blank columns': (n) =>
    [
      headerOf(n) + more(n.columns, (at) => `C${at}`),
      ...lines(n.size / n.columns, () => ','.repeat(n.columns)),
      '',
    ].join('\r\n'),
  'rows that get longer': (n) => [headerOf(n), ...lines(Math.sqrt(n.size), (at) => row(at + 1, '1')), ''].join('\n'),
  'rows of alternating length': (n) =>
    [
      headerOf(n) + more(n.columns, (at) => `C${at}`),
      ...lines(n.size / 4, (at) => (at % 2 === 0 ? '1' : '1,2')),
      '',
    ].join('\n'),
  'values that come last': (n) =>
    [headerOf(n) + more(n.columns, (at) => `C${at}`), ...lines(n.size / 2, () => '1'), row(n.columns, '1'), ''].join(
      '\n',
    ),
  'one column with everything': (n) =>
    [headerOf(n), ...lines(n.size / 8, (at) => `,${field(n.text + String(at % 3_000))}`), ''].join('\n'),
  'a long cell': (n) =>
    [headerOf(n), ...lines(4, () => row(n.definition.columns.length, n.text.repeat(n.size / 80))), ''].join('\n'),
  'a long cell with something after it': (n) =>
    [headerOf(n), ...lines(4, () => row(n.definition.columns.length, `${n.text.repeat(n.size / 80)}!`)), ''].join('\n'),
  'a long column name': (n) => [`${headerOf(n)},${field(n.text.repeat(n.size))}`, row(3, '1'), ''].join('\n'),
  'long equal column names': (n) =>
    [headerOf(n) + more(20, () => field(n.text.repeat(n.size / 20))), row(3, '1'), ''].join('\n'),
  'a quote that nothing closes': (n) => `${headerOf(n)}\n"${'x"",'.repeat(n.size / 4)}`,
  'quotes in odd places': (n) => `${headerOf(n)}\n${'a"b","c"d,'.repeat(n.size / 10)}\n`,
  'empty lines': (n) => `${headerOf(n)}\n${'\r\n'.repeat(n.size / 2)}`,
  'the same row over and over': (n) =>
    [headerOf(n), ...lines(n.size / 40, () => row(n.definition.columns.length, n.text)), ''].join('\n'),
  'numbers with many digits': (n) =>
    [
      headerOf(n),
      ...lines(n.size / 400, (at) => row(n.definition.columns.length, `0.${at}${'123456789'.repeat(2)}`)),
      '',
    ].join('\n'),
  'days far apart': (n) =>
    [
      headerOf(n) + more(Math.min(n.columns, 900), (at) => `C${at}`),
      ...lines(
        n.size / 2_000,
        (at) =>
          `${row(n.definition.columns.length, at % 2 === 0 ? '2026-11-18' : '2017-01-01')},${row(300, String(at))}`,
      ),
      '',
    ].join('\n'),
  'many keys on one day': (n) =>
    [
      headerOf(n) + more(50, (at) => `C${at}`),
      ...lines(
        n.size / 400,
        (at) =>
          `${row(n.definition.columns.length, at % 3 === 0 ? '2017-01-01' : '2026-11-18')},K${at},${row(49, String(at))}`,
      ),
      '',
    ].join('\n'),
};

/** Items of the answer as JSON, by shape. */
const JSON_ITEMS: Readonly<Record<string, (numbers: Numbers) => string[]>> = {
  'a new property in each row': (n) => lines(n.size / 12, (at) => `{"p${at}":1}`),
  'properties of a few rows': (n) => lines(n.size / 12, (at) => `{"p${at % Math.min(900, n.columns)}":1}`),
  'spellings of the same property': (n) =>
    lines(n.size / 60, (at) => `{"user${'_'.repeat(at % 40)}Principal${'-'.repeat(Math.floor(at / 40))}Name":"x"}`),
  'many properties in one object': (n) => [`{${lines(n.size / 12, (at) => `"p${at}":1`).join(',')}}`],
  'ignored properties': (n) => [`{${lines(n.size / 20, (at) => `"a@odata.p${at}":1`).join(',')}}`],
  'objects in objects': (n) => ['{"a":'.repeat(n.size / 6) + '1' + '}'.repeat(n.size / 6)],
  'lists in lists': (n) => [`{"userPrincipalName":${'['.repeat(n.size / 2)}${']'.repeat(n.size / 2)}}`],
  'many rows in a wide item': (n) => [
    `{${lines(Math.min(n.columns, 900), (at) => `"p${at}":"x"`).join(',')},"${n.definition.jsonRows ?? 'rows'}":[${lines(n.size / 30, () => '{"reportDate":"2026-11-18"}').join(',')}]}`,
  ],
  'many rows below a long text': (n) => [
    `{"p":"${'x'.repeat(n.size / 2)}","${n.definition.jsonRows ?? 'rows'}":[${lines(n.size / 60, () => '{"reportDate":"2026-11-18"}').join(',')}]}`,
  ],
  'many rows below a long list': (n) => [
    `{"p":[${lines(n.size / 4, () => '1').join(',')}],"${n.definition.jsonRows ?? 'rows'}":[${lines(n.size / 60, () => '{"reportDate":"2026-11-18"}').join(',')}]}`,
  ],
  'lists that are no rows': (n) => lines(n.size / 200, () => `{"a":[${lines(20, () => '{"b":1}').join(',')}]}`),
  'names of the language': (n) =>
    lines(n.size / 60, (at) => `{"__proto__":{"value":1},"constructor":${at},"toString":"x","length":1e9}`),
  'long property names': (n) => lines(4, (at) => `{"${n.text.replaceAll('"', 'q').repeat(n.size / 4)}${at}":1}`),
};

const pieces = (text: string, bytes: number) => {
  const all = Buffer.from(text);
  return Array.from({ length: Math.ceil(all.length / bytes) }, (_, at) =>
    Uint8Array.from(all.subarray(at * bytes, (at + 1) * bytes)),
  );
};

const csvFiles = fc.tuple(fc.constantFrom(...Object.keys(CSV)), numbers).map(([shape, n]): CostlyFile => ({
  name: `CSV with ${shape}, ${JSON.stringify({ ...n, definition: n.definition.name })}`,
  definition: n.definition,
  format: 'csv',
  chunks: pieces(CSV[shape]!(n), n.chunkBytes),
}));

const jsonFiles = fc.tuple(fc.constantFrom(...Object.keys(JSON_ITEMS)), numbers).map(([shape, n]): CostlyFile => ({
  name: `JSON with ${shape}, ${JSON.stringify({ ...n, definition: n.definition.name })}`,
  definition: n.definition,
  format: 'json',
  // Without any documented column it would be refused, and nothing would be done with it.
  chunks: [Buffer.from(`{"value":[${['{"reportRefreshDate":"2026-11-18"}', ...JSON_ITEMS[shape]!(n)].join(',')}]}`)],
}));

export const costlyFiles = fc.oneof({ arbitrary: csvFiles, weight: 2 }, { arbitrary: jsonFiles, weight: 1 });

/** A report as the service writes it, as long as the longest of the others. */
export function honestFile(): CostlyFile {
  const definition = DEFINITIONS[0]!;
  const cell = (at: number, type: string) =>
    type === 'number'
      ? String(at % 97)
      : type === 'date'
        ? '2026-11-18'
        : type === 'duration'
          ? 'PT1H'
          : type === 'boolean'
            ? 'True'
            : `Text ${at}`;
  const rows = lines(MAX_SIZE / 300, (at) => definition.columns.map(({ type }) => cell(at, type)).join(','));
  const names = definition.columns.map(({ name }) => name).join(',');
  return { name: 'honest', definition, format: 'csv', chunks: pieces([names, ...rows, ''].join('\r\n'), 65_536) };
}
