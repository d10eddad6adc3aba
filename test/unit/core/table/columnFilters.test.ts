import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCancelled } from '../../../../src/base/errors.js';
import type { ColumnFilter } from '../../../../src/shared/report.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { viewOf } from '../../../../src/core/table/query/view.js';
import { csv, csvFile, everyType as report } from './support.js';

const header = ['Name', 'Count', 'Day', 'Flag', 'Products', 'Talk'];

function table(...rows: readonly (readonly string[])[]): Promise<ReportTable> {
  return csv(csvFile([header, ...rows]), report);
}

async function rowsOf(of: ReportTable, ...filters: ColumnFilter[]): Promise<number[]> {
  return [...(await viewOf(of, { filters }))];
}

/** The contract of `ColumnFilter`, implemented in the simplest way. */
function passes(of: ReportTable, row: number, filter: ColumnFilter): boolean {
  const type = of.columns[filter.column]?.type;
  const value = of.value(row, filter.column);
  switch (filter.kind) {
    case 'blank':
      return value === null;
    case 'notBlank':
      return value !== null;
    case 'values':
      if (value === null) {
        return filter.orBlank ?? false;
      }
      if (typeof value === 'boolean') {
        return filter.values.includes(value ? 'True' : 'False');
      }
      return (
        filter.values.includes(of.text(row, filter.column)) ||
        (Array.isArray(value) && value.some((member: string) => filter.values.includes(member)))
      );
    case 'range':
      if (value === null) {
        return filter.orBlank ?? false;
      }
      {
        // The value of an integer that a double cannot hold is its text.
        const amount =
          type === 'number' ? Number(value) : type === 'duration' && typeof value === 'number' ? value : Number.NaN;
        return amount >= (filter.from ?? -Infinity) && amount <= (filter.to ?? Infinity);
      }
    case 'share': {
      const numberAt = (at: number) => {
        const [kind, cell] = [of.columns[at]?.type, of.value(row, at)];
        return typeof cell === 'number' && (kind === 'number' || kind === 'duration')
          ? cell
          : kind === 'number' && typeof cell === 'string'
            ? Number(cell)
            : Number.NaN;
      };
      const whole = filter.of.map(numberAt).find((each) => !Number.isNaN(each)) ?? Number.NaN;
      const part = numberAt(filter.column);
      return (
        whole > 0 &&
        part / whole >= (filter.from ?? Number.NEGATIVE_INFINITY) &&
        part / whole > (filter.above ?? Number.NEGATIVE_INFINITY)
      );
    }
    case 'days':
      if (value === null) {
        return filter.orBlank ?? false;
      }
      return (
        type === 'date' &&
        /^\d{4}-\d{2}-\d{2}$/.test(String(value)) &&
        String(value) >= (filter.from ?? '') &&
        String(value) <= (filter.to ?? '~')
      );
  }
}

const cells = {
  name: fc.constantFrom('', 'Ann', 'Bob', 'ann', 'Ödön', '+', 'True'),
  count: fc.constantFrom('', '0', '1', '-5', '2.5', '1000', 'many', '9007199254740993'),
  day: fc.constantFrom('', '2026-01-01', '2026-02-28', '2025-12-31T00:00:00Z', 'soon'),
  flag: fc.constantFrom('', 'True', 'No', 'yes', 'false', 'maybe'),
  products: fc.constantFrom('', 'A', 'A+B', 'B+C', 'EMS + SECURITY+A'),
  talk: fc.constantFrom('', 'PT0S', 'PT1H', 'PT90S', 'for ages'),
};
const rows = fc.array(fc.tuple(cells.name, cells.count, cells.day, cells.flag, cells.products, cells.talk), {
  maxLength: 25,
});
const amount = fc.option(fc.constantFrom(-5, 0, 1, 2.5, 90, 3600), { nil: undefined });
const day = fc.option(fc.constantFrom('2025-12-31', '2026-01-01', '2026-02-01'), { nil: undefined });
const text = fc.constantFrom(
  'Ann',
  'Bob',
  'A',
  'B',
  'A+B',
  'True',
  'False',
  'yes',
  'maybe',
  'many',
  '1',
  '2026-01-01',
  'PT1H',
  'EMS + SECURITY',
  '',
);
const column = fc.nat(5);
const orBlank = fc.option(fc.boolean(), { nil: undefined });
const filter: fc.Arbitrary<ColumnFilter> = fc.oneof(
  fc.record({ column, kind: fc.constant('range' as const), from: amount, to: amount, orBlank }),
  fc.record({ column, kind: fc.constant('days' as const), from: day, to: day, orBlank }),
  fc.record({ column, kind: fc.constant('values' as const), values: fc.array(text, { maxLength: 4 }), orBlank }),
  fc.record({
    column,
    kind: fc.constant('share' as const),
    of: fc.array(fc.nat(6), { maxLength: 3 }),
    from: fc.option(fc.constantFrom(0, 0.5, 1), { nil: undefined }),
    above: fc.option(fc.constantFrom(0, 0.5, 1), { nil: undefined }),
  }),
  fc.record({ column, kind: fc.constantFrom('blank' as const, 'notBlank' as const) }),
);

describe('column filters', () => {
  it('pass what their contract says, for any column', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(filter, { maxLength: 3 }), async (of, filters) => {
        const made = await table(...of);
        const expected = of.map((_, row) => row).filter((row) => filters.every((one) => passes(made, row, one)));
        assert.deepEqual(await rowsOf(made, ...filters), expected);
      }),
      { numRuns: 400 },
    );
  });

  it('work together with the text filter and the sort order', async () => {
    const people = await table(
      ['Ann', '3', '', '', '', ''],
      ['Bob', '1', '', '', '', ''],
      ['Anna', '2', '', '', '', ''],
      ['Annika', '', '', '', '', ''],
    );
    const view = await viewOf(people, {
      filter: 'ann',
      sort: [{ column: 1, descending: false }],
      filters: [{ column: 1, kind: 'notBlank' }],
    });
    assert.deepEqual([...view], [2, 0]);
  });

  it('pass every row for a missing column, and none for a bound that is not a day', async () => {
    const people = await table(['Ann', '3', '2026-01-01', '', '', '']);
    assert.deepEqual(await rowsOf(people, { column: 99, kind: 'blank' }), [0]);
    assert.deepEqual(await rowsOf(people, { column: 2, kind: 'days', from: '2026-02-31' }), []);
  });

  it('include both bounds', async () => {
    const people = await table(...['1', '2', '3', '4'].map((count) => ['', count, `2026-01-0${count}`, '', '', '']));
    assert.deepEqual(await rowsOf(people, { column: 1, kind: 'range', from: 2, to: 3 }), [1, 2]);
    assert.deepEqual(await rowsOf(people, { column: 2, kind: 'days', from: '2026-01-02', to: '2026-01-03' }), [1, 2]);
  });

  it('stop when canceled', async () => {
    const abort = new AbortController();
    const big = await csv(`Name\r\n${Array.from({ length: 250_000 }, (_, row) => `n${row % 7}`).join('\r\n')}\r\n`);
    const view = viewOf(big, { filters: [{ column: 0, kind: 'notBlank' }] }, { signal: abort.signal });
    setImmediate(() => abort.abort());
    await assert.rejects(view, isCancelled);
  });
});
