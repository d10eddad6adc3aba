import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReportDefinition } from '../../../../../src/core/catalog/definition.js';
import type { Chart, SeriesChart } from '../../../../../src/shared/report.js';
import { definition } from '../support.js';
import { charts, date, number, text } from './support.js';

const header = ['Report Date', 'App', 'Good', 'Warned', 'Stopped', 'Size'];
const report = (more: Partial<ReportDefinition> = {}) =>
  definition(
    [date('Report Date'), text('App'), number('Good'), number('Warned'), number('Stopped'), number('Size', 'bytes')],
    {
      kind: 'daily-series',
      keys: ['Report Date', 'App'],
      ...more,
    },
  );
const totals = [{ name: 'Bad', columns: ['Warned', 'Stopped'] }];
const named = (all: readonly Chart[], column: string) =>
  all.filter((chart): chart is SeriesChart => chart.kind === 'series' && chart.column === column);
const cell = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { freq: 5, nil: undefined });

describe('the total of a day', () => {
  it('is the sum of its columns over all rows of the day, and blank where a cell is', async () => {
    const row = fc.record({
      day: fc.integer({ min: 1, max: 9 }),
      app: fc.constantFrom('a', 'b', 'c'),
      warned: cell,
      stopped: cell,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(row, { minLength: 1, maxLength: 20, selector: ({ day, app }) => `${day}${app}` }),
        async (rows) => {
          const cells = rows.map(({ day, app, warned, stopped }) => [
            ...[`2026-11-0${day}`, app, '5', `${warned ?? ''}`, `${stopped ?? ''}`, '1'],
          ]);
          const [chart, ...more] = named(await charts(header, cells, report({ totals })), 'Bad');
          assert.deepEqual(more, []);
          assert.ok(chart !== undefined && chart.key === undefined);
          const first = Math.min(...rows.map(({ day }) => day));
          chart.values.forEach((value, at) => {
            const ofDay = rows
              .filter(({ day }) => day === first + at)
              .flatMap(({ warned, stopped }) => [warned, stopped]);
            const known = ofDay.filter((one) => one !== undefined);
            const expected =
              ofDay.length === 0 || known.length < ofDay.length ? null : known.reduce((sum, one) => sum + one, 0);
            assert.equal(value, expected);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is drawn under its label, and not at all where a column is missing or of another unit', async () => {
    const rows = [['2026-11-01', 'a', '1', '2', '3', '4']];
    const drawn = async (total: NonNullable<ReportDefinition['totals']>[number]) =>
      named(await charts(header, rows, report({ totals: [total] })), total.name);
    const [labeled] = await drawn({ name: 'Bad', label: 'Schlecht', columns: ['Warned', 'Stopped'] });
    assert.deepEqual([labeled?.column, labeled?.columnLabel, labeled?.values], ['Bad', 'Schlecht', [5]]);
    const [plain] = await drawn({ name: 'Bad', label: 'Bad', columns: ['Warned'] });
    assert.ok(plain !== undefined && !('columnLabel' in plain));
    assert.deepEqual(await drawn({ name: 'Bad', columns: ['Warned', 'Gone'] }), []);
    assert.deepEqual(await drawn({ name: 'Bad', columns: ['Warned', 'Size'] }), []);
  });
});

describe('the charts of a daily series', () => {
  const columns = ['Good', 'Warned', 'Stopped', 'Size', 'Bad'];

  it('begin with the measures that lead, in their order; the others keep theirs, with wholes last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(columns), async (leads) => {
        const shares = [{ label: '', part: 'Warned', whole: 'Good' }];
        const drawn = await charts(
          header,
          [['2026-11-01', 'a', '1', '2', '3', '4']],
          report({ totals, leads, shares }),
        );
        const others = ['Warned', 'Stopped', 'Size', 'Good', 'Bad'].filter((name) => !leads.includes(name));
        assert.deepEqual(
          drawn.map((chart) => chart.kind === 'series' && chart.column),
          [...leads, ...others],
        );
      }),
    );
  });
});
