import fc from 'fast-check';
import type { Format, ReportDefinition } from '../../../src/core/catalog/definition.js';
import { catalog } from '../../support/catalog.js';
import { fileOf, jsonOf, service } from '../services/sample/support.js';

/** A report as it comes in: what the catalog says about it, and its bytes in chunks; of JSON each chunk is a page. */
export interface ReceivedFile {
  readonly definition: ReportDefinition;
  readonly format: Format;
  readonly chunks: readonly Uint8Array[];
}

/** Prints itself so that a failing input can be read and repeated. */
function received({ definition, format, chunks }: ReceivedFile): ReceivedFile {
  const print = () =>
    `${definition.name} ${format} ${JSON.stringify(chunks.map((chunk) => Buffer.from(chunk).toString('latin1')))}`;
  return Object.defineProperty({ definition, format, chunks }, fc.toStringMethod, { value: print });
}

/** One of each kind, with lists, durations, dates, a summary, nested rows and several report periods. */
const REPORTS = [
  'getTeamsUserActivityCounts',
  'getTeamsUserActivityUserDetail',
  'getOneDriveUsageAccountDetail',
  'getOffice365ActivationsUserDetail',
  'getOffice365ActivationCounts',
  'getMailboxUsageQuotaStatusMailboxCounts',
];

/** Enough for every column to have values, and few enough for many inputs. */
const MAX_LINES = 25;

const good: ReceivedFile[] = [];

/** Fills what {@link receivedFiles} starts from: files of the sample tenant. To be awaited before. */
export async function loadGoodFiles(): Promise<void> {
  const sample = service();
  for (const name of good.length > 0 ? [] : REPORTS) {
    const definition = catalog.find(name)!;
    const period = definition.periods[0];
    const asked = period === undefined ? {} : { period };
    const lines = (await fileOf(sample, name, asked)).split('\n').slice(0, MAX_LINES);
    good.push({ definition, format: 'csv', chunks: [Buffer.from(`${lines.join('\n')}\n`)] });
    if (definition.formats.beta?.includes('json') === true) {
      const { value } = await jsonOf(sample, name, asked);
      const page = (items: readonly unknown[]) => Buffer.from(JSON.stringify({ value: items }));
      good.push({
        definition,
        format: 'json',
        chunks: [page(value.slice(0, MAX_LINES)), page(value.slice(MAX_LINES, 2 * MAX_LINES))],
      });
    }
  }
}

/** What separates, quotes, nests or names something, in either format, and bytes that are no UTF-8. */
const PIECES = [
  ...['"', '""', ',', ';', '\t', '\r', '\n', '\r\n', '\u0000', '\uFEFF', ' ', '\u00A0', '=', "'", '+', '\\'],
  ...['{', '}', '[', ']', ':', '[[[[[[[[', '{"a":'.repeat(50), 'null', 'true', '-', '1e999', '-0', '0x1f', 'NaN'],
  ...['__proto__', 'constructor', 'toString', '"__proto__":{"a":1},', '9999-12-31', '0001-01-01', 'PT1H', 'P-1D'],
  ...[',,,,,,,,,,,,,,,,', '\r\n\r\n\r\n', '"value"', '@odata.nextLink', '\u202E', '\uD83D\uDE00'],
].map((text) => Buffer.from(text));
const NO_UTF8 = [[0xff, 0xfe], [0xfe, 0xff], [0xed, 0xa0, 0x80], [0xc0], [0xf8, 0x88], [0x1f, 0x8b]].map((bytes) =>
  Buffer.from(bytes),
);
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.constantFrom(...NO_UTF8) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) },
);

/** Places and lengths are shares of the file, so that an edit fits files of any size. */
const share = fc.double({ min: 0, max: 1, noNaN: true });
const edit = fc.record({
  at: share,
  /** Of what follows; mostly little. */
  removed: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    share.map((part) => part ** 4),
  ),
  inserted: fc.array(piece, { maxLength: 3 }),
  /** What was removed is put back so often. */
  copies: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20 })),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(bytes: Uint8Array, { at, removed, inserted, copies }: Edit): Uint8Array {
  const start = Math.floor(at * bytes.length);
  const end = start + Math.floor(removed * (bytes.length - start));
  const copied = Array.from({ length: copies }, () => bytes.subarray(start, end));
  return Buffer.concat([bytes.subarray(0, start), ...inserted, ...copied, bytes.subarray(end)]);
}

/** Splits bytes anywhere. */
function cutAt(bytes: Uint8Array, shares: readonly number[]): Uint8Array[] {
  const ends = [...shares.map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}

const damaged = fc
  .record({
    file: fc.nat(),
    edits: fc.array(edit, { maxLength: 4 }),
    kept: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, share),
    cuts: fc.array(share, { maxLength: 6 }),
    otherFormat: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  })
  .map(({ file, edits, kept, cuts, otherFormat }): ReceivedFile => {
    const { definition, format, chunks } = good[file % good.length]!;
    const damage = (bytes: Uint8Array) => {
      const whole = edits.reduce(edited, bytes);
      return whole.slice(0, Math.ceil(kept * whole.length));
    };
    const read = otherFormat ? (format === 'csv' ? 'json' : 'csv') : format;
    // Pages of JSON are not cut: who reads them from the network hands over whole ones.
    return {
      definition,
      format: read,
      chunks: chunks.flatMap((bytes) => (read === 'json' ? [damage(bytes)] : cutAt(damage(bytes), cuts))),
    };
  });

const csvField = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e3',
    '007',
    'True',
    'no',
    '2026-11-18',
    '9999-12-31',
    'PT5M',
    'a+b',
    '"',
    '""',
    '"a',
    'a"b',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
/** Lines of fields, with more or fewer than the header, quoted or not, under the report's own names or others. */
const csvLike = fc
  .record({
    file: fc.nat(),
    ownHeader: fc.boolean(),
    lines: fc.array(fc.array(csvField, { maxLength: 12 }), { maxLength: 12 }),
    separator: fc.constantFrom(',', ',', ',', ';', '\t'),
    lineBreak: fc.constantFrom('\r\n', '\n', '\r'),
    quoted: fc.boolean(),
    bom: fc.boolean(),
    cuts: fc.array(share, { maxLength: 6 }),
  })
  .map(({ file, ownHeader, lines, separator, lineBreak, quoted, bom, cuts }): ReceivedFile => {
    const { definition } = good[file % good.length]!;
    const header = ownHeader ? [definition.columns.map(({ name }) => name)] : [];
    const field = (text: string) => (quoted ? `"${text.replaceAll('"', '""')}"` : text);
    const text = [...header, ...lines].map((fields) => fields.map(field).join(separator) + lineBreak).join('');
    return { definition, format: 'csv', chunks: cutAt(Buffer.from(`${bom ? '\uFEFF' : ''}${text}`), cuts) };
  });

/** Any JSON with the report's own names among its keys. */
const jsonLike = fc
  .record({
    file: fc.nat(),
    pages: fc.array(
      fc.nat().chain((number) => pageOf(number)),
      { maxLength: 3 },
    ),
  })
  .map(({ file, pages }): ReceivedFile => {
    const { definition } = good[file % good.length]!;
    return { definition, format: 'json', chunks: pages.map((page) => Buffer.from(JSON.stringify(page) ?? '')) };
  });

function pageOf(number: number): fc.Arbitrary<unknown> {
  const { definition } = good[number % good.length]!;
  const names = definition.columns.flatMap(({ json }) => (json === undefined ? [] : [json]));
  const key = fc.oneof(
    fc.constantFrom(
      'value',
      'error',
      '@odata.nextLink',
      '__proto__',
      'constructor',
      'length',
      '',
      definition.jsonRows ?? 'rows',
    ),
    ...(names.length > 0 ? [fc.constantFrom(...names)] : []),
    fc.string({ maxLength: 4 }),
  );
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, '', 0, -0, 1e308, '2026-11-18', '9999-12-31', 'PT1M'),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 6 }),
    ),
  }));
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.array(fc.dictionary(key, node, { maxKeys: 6 }), { maxLength: 6 }).map((value) => ({ value })),
    },
    { weight: 1, arbitrary: node.map((value) => ({ value })) },
    { weight: 1, arbitrary: node },
  );
}

const anyBytes = fc
  .record({
    file: fc.nat(),
    format: fc.constantFrom<Format>('csv', 'json'),
    chunks: fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }),
  })
  .map(({ file, ...rest }): ReceivedFile => ({ definition: good[file % good.length]!.definition, ...rest }));

/** Files as a broken, a careless or a hostile service could send them. */
export const receivedFiles: fc.Arbitrary<ReceivedFile> = fc
  .oneof(
    { weight: 5, arbitrary: damaged },
    { weight: 3, arbitrary: csvLike },
    { weight: 3, arbitrary: jsonLike },
    { weight: 1, arbitrary: anyBytes },
  )
  .map(received);
