import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isIsoDate } from '../../../../src/base/dates.js';
import { columnLabels } from '../../../../src/core/catalog/columnLabels.js';
import { firstRecords } from '../../../../src/core/table/csv/separators.js';
import { fileNotices } from '../../../../src/l10n/fileNotices.js';
import type { CellValue } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { opened } from '../../../support/openedFile.js';
import { sampleFile } from '../../../support/sampleFiles.js';

/** Columns by their names, each with its cells. */
type Columns = Readonly<Record<string, readonly string[]>>;
type Separator = ',' | ';' | '\t';

function csvOf(columns: Columns, separator: Separator): string {
  const names = Object.keys(columns);
  const count = Math.max(...Object.values(columns).map((cells) => cells.length));
  const rows = Array.from({ length: count }, (_, row) => names.map((name) => columns[name]?.[row] ?? ''));
  const quoted = (cell: string) => (cell.includes(separator) ? `"${cell}"` : cell);
  return [names, ...rows].map((cells) => `${cells.map(quoted).join(separator)}\r\n`).join('');
}

/** Values by column, and what is said of the file. */
async function read(columns: Columns, separator: Separator, report?: string) {
  return opened(csvOf(columns, separator), async ({ table, definition, file }) => {
    if (report !== undefined) {
      assert.equal(definition.name, report);
    }
    const { rows } = await table.rows({}, 0, table.rowCount);
    const notices = fileNotices(file ?? assert.fail(), definition, table.warnings, columnLabels(definition));
    return {
      valuesOf: (name: string): readonly CellValue[] => {
        const index = table.columns.findIndex((column) => column.name === name);
        assert.ok(index >= 0, name);
        return rows.map((row) => row[index] ?? null);
      },
      typeOf: (name: string) => table.columns.find((column) => column.name === name)?.type,
      said: notices.map(({ text }) => text).join('\n'),
    };
  });
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const two = (part: number) => String(part).padStart(2, '0');
const isoOf = ({ year, month, day }: Day) => `${year}-${two(month)}-${two(day)}`;
const slashed = ({ year, month, day }: Day, first: 'day' | 'month') =>
  first === 'day' ? `${two(day)}/${two(month)}/${year}` : `${two(month)}/${two(day)}/${year}`;

const days = fc.record({
  year: fc.integer({ min: 2020, max: 2026 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
});
const orders = fc.constantFrom('day', 'month');
const separators = fc.constantFrom<Separator>(',', ';', '\t');
const DATES = ['Deleted Date', 'Created Date', 'Last Activity Date'] as const;
const mailboxes = (dates: Columns): Columns => ({
  'Report Refresh Date': Array.from({ length: 9 }, () => '2026-11-20'),
  'User Principal Name': [],
  'Display Name': [],
  'Is Deleted': [],
  ...dates,
  'Item Count': ['1'],
  'Storage Used (Byte)': ['1'],
  'Issue Warning Quota (Byte)': [],
  'Prohibit Send Quota (Byte)': [],
  'Deleted Item Count': [],
  'Report Period': [],
});
const MAILBOXES = 'getMailboxUsageDetail';

describe('Days with slashes in a file', () => {
  it('are all read in the order in which a program wrote them, if one of them tells it', async () => {
    const columns = fc.tuple(
      ...DATES.map(() => fc.array(fc.option(days, { nil: undefined }), { minLength: 1, maxLength: 8 })),
    );
    await fc.assert(
      fc.asyncProperty(columns, orders, separators, async (cells, order, separator) => {
        const telling: Day = { year: 2026, month: 9, day: 25 };
        const written = cells.map((column, index) => (index === 1 ? [...column, telling] : column));
        const file = Object.fromEntries(
          DATES.map((name, index) => [
            name,
            (written[index] ?? []).map((day) => (day === undefined ? '' : slashed(day, order))),
          ]),
        );
        const { valuesOf } = await read(mailboxes(file), separator, MAILBOXES);
        DATES.forEach((name, index) => {
          const expected = (written[index] ?? []).map((day) => (day === undefined ? null : isoOf(day)));
          const values = valuesOf(name).slice(0, expected.length);
          assert.deepEqual(values, expected, name);
        });
      }),
    );
  });

  it('are never read in two orders within a column, nor some of them only, whatever the column has', async () => {
    const cells = fc.oneof(
      fc.tuple(days, orders).map(([day, order]) => slashed(day, order)),
      fc.constantFrom('45/45/2026', '31/02/2026', 'soon', '', '2026-11-02'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { minLength: 1, maxLength: 9 }),
        fc.array(cells, { minLength: 1, maxLength: 9 }),
        separators,
        async (first, second, separator) => {
          const file = { 'Deleted Date': [], 'Created Date': first, 'Last Activity Date': second };
          const { valuesOf } = await read(mailboxes(file), separator, MAILBOXES);
          for (const [name, texts] of [['Created Date', first] as const, ['Last Activity Date', second] as const]) {
            const values = valuesOf(name).slice(0, texts.length);
            const isDay = (text: string, order: 'day' | 'month') =>
              expectedValue(text, order) !== expectedValue(text, 'text');
            const readAs = (order: 'day' | 'month' | 'text') =>
              texts.every((text, row) => values[row] === expectedValue(text, order)) &&
              // A day that is left as text because it is one of the other order would be a column in two orders.
              (order === 'text' ||
                texts.every((text) => isDay(text, order) || !isDay(text, order === 'day' ? 'month' : 'day')));
            assert.ok(
              (['day', 'month', 'text'] as const).some(readAs),
              `${texts.join(' | ')} read as ${values.join(' | ')}`,
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are read with the month first where all of them fit both orders, and the panel says so', async () => {
    const file = {
      'Deleted Date': [],
      'Created Date': ['03/04/2026', '1/2/2026'],
      'Last Activity Date': ['2026-11-02'],
    };
    for (const separator of [',', ';'] as const) {
      const { valuesOf, said } = await read(mailboxes(file), separator, MAILBOXES);
      assert.deepEqual(valuesOf('Created Date').slice(0, 2), ['2026-03-04', '2026-01-02']);
      assert.match(said, /read as month\/day\/year: "Created Date"/);
    }
  });

  it('are said to be read with the day first, or not at all; of what can be read in one way only, nothing is said', async () => {
    const file = (created: readonly string[]) => mailboxes({ 'Deleted Date': ['1/2/2026'], 'Created Date': created });
    const dayFirst = await read(file(['25/09/2026']), ',');
    assert.match(dayFirst.said, /read as day\/month\/year: "Deleted Date", "Created Date"/);
    const both = await read(file(['25/09/2026', '09/25/2026']), ',');
    assert.match(both.said, /aren't read as dates, but shown as received: "Created Date"/);
    assert.deepEqual(both.valuesOf('Created Date').slice(0, 2), ['25/09/2026', '09/25/2026']);
    assert.doesNotMatch((await read(file(['09/25/2026']), ',')).said, /read as/);
  });

  it('keep their time of day', async () => {
    const file = mailboxes({ 'Deleted Date': [], 'Created Date': ['25/09/2026 14:30', '03/04/2026 00:00'] });
    const { valuesOf } = await read(file, ';', MAILBOXES);
    assert.deepEqual(valuesOf('Created Date').slice(0, 2), ['2026-09-25T14:30:00', '2026-04-03']);
  });
});

/** What a cell of a column with days is worth if the column is read in an order. */
function expectedValue(text: string, order: 'day' | 'month' | 'text'): CellValue {
  const [, one = '', other = '', year = ''] = /^(\d+)\/(\d+)\/(\d+)$/.exec(text) ?? [];
  const iso = order === 'day' ? `${year}-${other}-${one}` : `${year}-${one}-${other}`;
  return text === '' ? null : order !== 'text' && isIsoDate(iso) ? iso : text;
}

const COPILOT = 'getMicrosoft365CopilotUserCountSummary';
const WHOLE = 'Total prompts submitted';
const AVERAGE = 'Average prompts submitted';
const UNKNOWN = 'Cost';
const prompts = (cells: Columns): Columns => ({
  'Report Period': ['D7'],
  'Any App Enabled Users': [],
  'Any App Active Users': [],
  'Word Active Users': [],
  'Excel Active Users': [],
  ...cells,
});

describe('Numbers in a file', () => {
  it('that a program wrote in its language are read as they were meant, or are texts, and the panel says which', async () => {
    const decimals = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((number) => number / 1000);
    const wholes = fc.integer({ min: -2_000_000, max: 2_000_000 });
    const lists = <T>(cells: fc.Arbitrary<T>) => fc.array(cells, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ whole: lists(wholes), average: lists(decimals), unknown: lists(decimals) }),
        fc.constantFrom('de-DE', 'en-US'),
        fc.boolean(),
        fc.constantFrom<Separator>(';', '\t'),
        async ({ whole, average, unknown }, language, useGrouping, separator) => {
          const format = new Intl.NumberFormat(language, { useGrouping, maximumFractionDigits: 3 });
          const texts = (numbers: readonly number[]) => numbers.map((number) => format.format(number));
          const file: Columns = { [WHOLE]: texts(whole), [AVERAGE]: texts(average), [UNKNOWN]: texts(unknown) };
          const { valuesOf, typeOf, said } = await read(prompts(file), separator, COPILOT);
          const numbers: readonly (readonly [string, readonly number[]])[] = [
            [WHOLE, whole],
            [AVERAGE, average],
            [UNKNOWN, unknown],
          ];
          for (const [name, meant] of numbers) {
            const values = valuesOf(name).slice(0, meant.length);
            if (typeOf(name) === 'text') {
              assert.deepEqual(values, file[name]);
              assert.ok(name !== WHOLE, 'a whole number can only be meant in one way');
            } else {
              assert.deepEqual(
                values,
                meant.map((number) => number + 0),
                `${name} of ${language}: ${texts(meant).join(' | ')}`,
              );
            }
            if (name === AVERAGE && typeOf(name) === 'text') {
              assert.match(said, /aren't read as numbers, but shown as received: .*"Average prompts submitted"/);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are decided by the column and the file, never by one cell', async () => {
    const valuesOf = async (average: readonly string[], unknown: readonly string[], separator: Separator) => {
      const found = await read(prompts({ [AVERAGE]: average, [UNKNOWN]: unknown }), separator, COPILOT);
      return [AVERAGE, UNKNOWN].map((name) => found.valuesOf(name).slice(0, 2));
    };
    assert.deepEqual(await valuesOf(['1.234', '2'], ['1.234', '2'], ';'), [
      ['1.234', '2'],
      ['1.234', '2'],
    ]);
    assert.deepEqual(await valuesOf(['1.234', '2'], ['3,5', '2'], ';'), [
      [1234, 2],
      [3.5, 2],
    ]);
    assert.deepEqual(await valuesOf(['1.234', '2.5'], ['1.234', '2'], ';'), [
      [1.234, 2.5],
      [1.234, 2],
    ]);
    // As the service writes it.
    assert.deepEqual(await valuesOf(['1.234', '2'], ['1.234', '2'], ','), [
      [1.234, 2],
      [1.234, 2],
    ]);
    assert.deepEqual(await valuesOf(['1,5', '2.5'], ['a,b', '1.234'], ';'), [
      ['1,5', '2.5'],
      ['a,b', '1.234'],
    ]);
  });

  it('that look like numbers with separators are left alone in a column that nobody knows, where they can be something else', async () => {
    const found = await read(prompts({ [UNKNOWN]: ['101,202', '303'], Release: ['1.2.3', '1.234'] }), ';', COPILOT);
    assert.deepEqual(found.valuesOf(UNKNOWN).slice(0, 2), ['101,202', '303']);
    assert.deepEqual(found.valuesOf('Release').slice(0, 2), ['1.2.3', '1.234']);
  });

  it('are said to be read with a decimal comma, or with separators between thousands', async () => {
    const { said } = await read(prompts({ [WHOLE]: ['1.048'], [AVERAGE]: ['3,5'] }), ';', COPILOT);
    assert.match(said, /read with a decimal comma: "Average prompts submitted"/);
    assert.match(said, /read as a thousands separator: "Total prompts submitted"/);
  });
});

describe('A file of a report that Excel saved in a language of its own', () => {
  const WORDS = [
    ['WAHR', 'FALSCH'],
    ['VRAI', 'FAUX'],
    ['VERDADERO', 'FALSO'],
    ['VERO', 'FALSO'],
    ['WAAR', 'ONWAAR'],
    ['DOĞRU', 'YANLIŞ'],
  ] as const;
  const cellOf =
    ([isTrue, isFalse]: readonly [string, string]) =>
    (cell: string) => {
      const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell) ?? [];
      return year === '' ? ({ True: isTrue, False: isFalse }[cell] ?? cell) : `${day}.${month}.${year}`;
    };
  const chips = (csv: string) =>
    opened(csv, async ({ table, definition }) => ({ report: definition.name, quick: await table.quickFilters() }));

  it('has the quick filters of the original, with their counts', async () => {
    for (const report of ['getOffice365ActiveUserDetail', 'getMailboxUsageDetail', 'getTeamsUserActivityUserDetail']) {
      const csv = (await sampleFile(catalog.find(report) ?? assert.fail(), 'csv', 'D30')) ?? assert.fail();
      const wanted = await chips(csv);
      assert.ok(wanted.quick.some(({ rowCount = 0 }) => rowCount > 0));
      for (const words of WORDS) {
        const spell = cellOf(words);
        const quoted = (cell: string) => (/[;,"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
        for (const separator of [';', ',']) {
          const spelled = firstRecords(csv, ',', true)
            .map((cells) => `${cells.map((cell) => quoted(spell(cell))).join(separator)}\r\n`)
            .join('');
          assert.deepEqual(await chips(spelled), wanted, `${report} ${words.join()} ${separator}`);
        }
      }
    }
  });

  it('is read alike with commas and the names of the service, also where its booleans alone are spelled otherwise', async () => {
    const csv =
      (await sampleFile(catalog.find('getMailboxUsageDetail') ?? assert.fail(), 'csv', 'D30')) ?? assert.fail();
    const wanted = await chips(csv);
    for (const [isTrue, isFalse] of WORDS) {
      for (const spell of [(word: string) => word, (word: string) => word.toLocaleLowerCase('en')]) {
        const spelled = csv.replaceAll(/\b(True|False)\b/g, (word) => spell(word === 'True' ? isTrue : isFalse));
        assert.deepEqual(await chips(spelled), wanted, isTrue);
      }
    }
  });

  it('has no quick filter of a column that cannot be read, and the others with their counts', async () => {
    const csv =
      (await sampleFile(catalog.find('getMailboxUsageDetail') ?? assert.fail(), 'csv', 'D30')) ?? assert.fail();
    const kindsOf = async (text: string) => (await chips(text)).quick.map(({ kind }) => kind);
    const all = await kindsOf(csv);
    assert.ok(all.includes('deleted') && all.includes('inactive'));
    const strange = csv.replaceAll(/\b(True|False)\b/g, (word) => (word === 'True' ? 'ano' : 'ne'));
    const { quick } = await chips(strange);
    assert.deepEqual(
      quick.map(({ kind }) => kind),
      all.filter((kind) => kind !== 'deleted'),
    );
    assert.ok(quick.some(({ kind, rowCount = 0 }) => kind === 'inactive' && rowCount > 0));
  });

  it('has days and booleans in columns that nobody knows, decided by all of their cells', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(days, { minLength: 2, maxLength: 6 }),
        fc.constantFrom(...WORDS),
        fc.boolean(),
        async (written, [isTrue, isFalse], hasOther) => {
          const other = hasOther ? ['-'] : [];
          const { valuesOf, typeOf } = await read(
            {
              Eintritt: [...written.map(({ year, month, day }) => `${two(day)}.${two(month)}.${year}`), ...other],
              Aktiv: [...written.map((_, at) => (at % 2 === 0 ? isTrue : isFalse)), ...other],
              Name: written.map(() => isTrue),
            },
            ';',
          );
          assert.deepEqual(
            [typeOf('Eintritt'), typeOf('Aktiv'), typeOf('Name')],
            hasOther ? ['text', 'text', 'text'] : ['date', 'boolean', 'text'],
          );
          if (!hasOther) {
            assert.deepEqual(valuesOf('Eintritt'), written.map(isoOf));
            assert.deepEqual(
              valuesOf('Aktiv'),
              written.map((_, at) => at % 2 === 0),
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
