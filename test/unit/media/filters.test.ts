import fc from 'fast-check';
import assert from 'node:assert/strict';
import { createFormat } from '../../../src/shared/format/format.js';
import { cardCharts } from '../../../media/report/cardCharts.js';
import { topValueRows } from '../../../media/common/charts/cards/barCards.js';
import { chartTitle } from '../../../media/common/charts/measures/chartNames.js';
import { amountText, parseAmount } from '../../../media/common/table/filters/amounts.js';
import {
  countedIn,
  replaceCountedFilter,
  replaceFilter,
  fits,
  isSameFilter,
  viewWith,
} from '../../../media/common/table/filters/filters.js';
import { otherFilters, quickFiltersOn, toggleQuickFilter } from '../../../media/common/table/filters/quickFilters.js';
import { filterText } from '../../../media/common/table/filters/filterText.js';
import { quickFilterText } from '../../../media/common/table/filters/quickFilterText.js';
import { distributionByColumn } from '../../../media/common/table/grid/distributions.js';
import { headSummary } from '../../../media/common/table/grid/headSummary.js';
import { formatCell, truncate } from '../../../media/common/base/format/formatCell.js';
import { parsePanelState } from '../../../src/shared/pages/savedPanel.js';
import { reportProtocol } from '../../../src/shared/pages/report.js';
import { parsed } from '../../support/parsed.js';
import type {
  ColumnFilter,
  ColumnInfo,
  QuickFilter,
  TableView,
  TopValuesChart,
  Unit,
} from '../../../src/shared/report.js';
import { dailySeries } from '../../support/webviewHarness/fixtures/daily.js';
import { detail } from '../../support/webviewHarness/fixtures/detail.js';

const format = createFormat('en');
const column = (type: ColumnInfo['type'], rest: Partial<ColumnInfo> = {}): ColumnInfo => ({
  name: 'Name',
  type,
  known: true,
  ...rest,
});
const until: ColumnFilter = { column: 2, kind: 'days', to: '2026-10-19', orBlank: true };
const deleted: ColumnFilter = { column: 3, kind: 'values', values: ['True'] };

describe('amounts as people write them', () => {
  const read = (unit: Unit, texts: readonly string[]) => texts.map((text) => parseAmount(text, unit));

  it('are read in their unit', () => {
    assert.deepEqual(read('bytes', ['1.5 GB', '1,5gb', '500 MB', '2048', '1 KB 1 B', '1,024', '3 TiB']), [
      1_610_612_736,
      1_610_612_736,
      524_288_000,
      2048,
      1025,
      1024,
      3 * 1024 ** 4,
    ]);
    assert.deepEqual(
      read('seconds', ['90', '90 min', '1 h 30 min', '1h30m', '1:30:00', '1:30', '2 d']),
      [90, 5400, 5400, 5400, 5400, 5400, 172_800],
    );
    assert.deepEqual(read('minutes', ['90', '1.5 h', '1:30']), [90, 90, 90]);
    assert.deepEqual(
      read('count', ['1,234', '1.234.567', '1 234', '0.5', '-3', '−3', '1,234.5', '1.234,5']),
      [1234, 1_234_567, 1234, 0.5, -3, -3, 1234.5, 1234.5],
    );
  });

  it('are refused where they say nothing', () => {
    for (const text of ['many', '1 h 30', '5 parsecs', '1.2.3', '1,2,3', '--1', '1 GB 2 h', 'e5', '∞']) {
      assert.equal(parseAmount(text, 'bytes'), undefined, text);
    }
    assert.equal(parseAmount('5 GB', 'count'), undefined);
    assert.equal(parseAmount('  ', 'count'), null);
  });

  it('come back as they were written into the field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Unit>('count', 'bytes', 'minutes', 'seconds'),
        fc.oneof(
          fc.nat(),
          fc.maxSafeNat(),
          fc.nat().map((value) => value / 1000),
          fc.nat(400).map((value) => value * 1024 ** 3),
        ),
        (unit, value) => {
          assert.equal(parseAmount(amountText(value, unit), unit), value);
        },
      ),
      { numRuns: 500 },
    );
    assert.equal(amountText(1_610_612_736, 'bytes'), '1.5 GB');
    assert.equal(amountText(5400, 'seconds'), '1.5 h');
    assert.equal(amountText(1025, 'bytes'), '1025 B');
  });

  it('are in the display language, and English is understood as well', () => {
    const german = (texts: readonly string[], unit: Unit = 'bytes') =>
      texts.map((text) => parseAmount(text, unit, 'de'));
    assert.equal(amountText(1_610_612_736, 'bytes', 'de'), '1,5 GB');
    assert.equal(amountText(5400, 'seconds', 'de'), '1,5 Std.');
    assert.equal(amountText(1_610_612_736, 'bytes', 'ru'), '1,5 ГБ');
    assert.equal(amountText(0.25, 'count', 'de'), '0,25');
    assert.deepEqual(german(['1,5 GB', '1.5 GB', '1.500', '1,500']), [1_610_612_736, 1_610_612_736, 1500, 1.5]);
    assert.deepEqual(german(['1 Std. 30 Min.', '1,5 Stunden', '1 h 30 min'], 'seconds'), [5400, 5400, 5400]);
    assert.deepEqual(german(['5 Parsec', 'viele', '5 Std.']), [undefined, undefined, undefined]);
    for (const language of [
      'ar-EG',
      'bg',
      'cs',
      'de',
      'es',
      'fr',
      'hu',
      'it',
      'ja',
      'ko',
      'pl',
      'pt-BR',
      'ru',
      'tr',
      'zh-CN',
      'zh-TW',
    ]) {
      for (const [value, unit] of [
        [1_610_612_736, 'bytes'],
        [5400, 'seconds'],
        [150, 'minutes'],
        [1234.5, 'count'],
      ] as const) {
        const text = amountText(value, unit, language);
        assert.equal(parseAmount(text, unit, language), value, `${language}: ${text}`);
      }
    }
  });
});

describe('filters of a view', () => {
  it('are one for each column, in the order in which they were set', () => {
    assert.deepEqual(replaceFilter({ filters: [until, deleted] }, 2, { column: 2, kind: 'blank' }), [
      { column: 2, kind: 'blank' },
      deleted,
    ]);
    assert.deepEqual(replaceFilter({ filters: [until] }, 3, deleted), [until, deleted]);
    assert.deepEqual(replaceFilter({ filters: [until, deleted] }, 2, undefined), [deleted]);
    assert.deepEqual(viewWith({ filter: 'a', filters: [until] }, { filters: [] }), { filter: 'a' });
    const sort = [{ column: 1, descending: true }];
    assert.deepEqual(viewWith({ sort, filter: 'a' }, { filter: '' }), { sort });
    assert.deepEqual(viewWith({ sort, filter: 'a' }, { sort: undefined }), { filter: 'a' });
    assert.deepEqual(viewWith({ sort, filter: 'a' }, { sort: [] }), { filter: 'a' });
  });

  it('are one for each column even if a saved view had several', () => {
    const earlier: ColumnFilter = { column: 2, kind: 'notBlank' };
    const other: ColumnFilter = { column: 2, kind: 'blank' };
    assert.deepEqual(replaceFilter({ filters: [earlier, deleted, until] }, 2, other), [other, deleted]);
    assert.deepEqual(replaceFilter({ filters: [earlier, deleted, until] }, 2, undefined), [deleted]);
  });

  it('leave the counted rows, unless others are chosen', () => {
    const counted: ColumnFilter = { column: 9, kind: 'values', values: ['180'], orBlank: true };
    const chosen: ColumnFilter = { column: 9, kind: 'range', to: 30 };
    assert.deepEqual(replaceCountedFilter({}, 3, deleted, undefined), [deleted]);
    assert.deepEqual(replaceCountedFilter({}, 3, deleted, counted), [deleted, counted]);
    assert.deepEqual(replaceCountedFilter({ filters: [chosen] }, 3, deleted, counted), [chosen, deleted]);
    assert.deepEqual(replaceCountedFilter({ filters: [deleted, counted] }, 3, undefined, counted), []);
    assert.deepEqual(replaceCountedFilter({ filters: [deleted, counted, until] }, 3, undefined, counted), [
      counted,
      until,
    ]);
    assert.deepEqual(replaceCountedFilter({ filters: [deleted, chosen] }, 3, undefined, counted), [chosen]);
    assert.deepEqual(replaceCountedFilter({}, 9, chosen, counted), [chosen]);
    assert.deepEqual(countedIn({}, 3, undefined), []);
    assert.deepEqual(countedIn({ filters: [deleted] }, 3, counted), [counted]);
    assert.deepEqual(countedIn({ filters: [deleted, chosen] }, 3, counted), [chosen]);
    assert.deepEqual(countedIn({ filters: [chosen] }, 9, counted), [], 'all periods are there to choose from');
  });

  it('are the same whatever order their parts are in', () => {
    assert.ok(
      isSameFilter(
        { column: 1, kind: 'values', values: ['a', 'b'] },
        { kind: 'values', values: ['b', 'a'], column: 1, orBlank: false },
      ),
    );
    assert.ok(!isSameFilter(until, { ...until, orBlank: false }));
    assert.ok(
      isSameFilter(
        { column: 1, kind: 'range', from: 1, to: undefined },
        {
          column: 1,
          kind: 'range',
          from: 1,
        },
      ),
    );
  });

  it('are dropped where the column has become another', () => {
    assert.ok(fits(until, column('date')));
    assert.ok(!fits(until, column('number')));
    assert.ok(!fits(until, undefined));
    assert.ok(fits({ column: 0, kind: 'blank' }, column('number')));
    assert.ok(fits({ column: 0, kind: 'notBlank' }, column('date')));
    assert.ok(fits({ column: 0, kind: 'values', values: ['7'] }, column('number')), 'of a chart of single numbers');
  });

  it('say what they let pass', () => {
    const text = (filter: ColumnFilter, of: ColumnInfo) => filterText(filter, of, format);
    assert.equal(text(until, column('date')), 'on or before Oct 19, 2026, or blank');
    assert.equal(
      text({ column: 0, kind: 'range', from: 1024 ** 3 }, column('number', { unit: 'bytes' })),
      'at least 1\u00a0GB',
    );
    assert.equal(text({ column: 0, kind: 'range', from: 1, to: 2 }, column('number')), '1 to 2');
    assert.equal(text(deleted, column('boolean')), 'Yes');
    assert.equal(
      text({ column: 0, kind: 'values', values: ['a', 'b', 'c'], orBlank: true }, column('text')),
      'a, b and 2 more',
    );
    assert.equal(text({ column: 0, kind: 'notBlank' }, column('text')), 'not blank');
  });
});

describe('quick filters in the panel', () => {
  const notDeleted: ColumnFilter = { column: 3, kind: 'values', values: ['False'], orBlank: true };
  const licensed: ColumnFilter = { column: 4, kind: 'notBlank' };
  const full: ColumnFilter = { column: 5, kind: 'share', of: [6], above: 0.9 };
  const inactive: QuickFilter = { kind: 'inactive', days: 30, filters: [until, notDeleted], rowCount: 5 };
  const unused: QuickFilter = { kind: 'licensedUnused', days: 30, filters: [licensed, until, notDeleted] };
  const nearQuota: QuickFilter = { kind: 'nearQuota', filters: [full, notDeleted] };
  const gone: QuickFilter = { kind: 'deleted', filters: [deleted] };
  const largest: QuickFilter = { kind: 'largest', sort: [{ column: 6, descending: true }] };
  const all = [inactive, unused, nearQuota, gone, largest];
  const toggle = (quick: QuickFilter, view: TableView) => toggleQuickFilter(quick, view, all);
  const on = (view: TableView) => quickFiltersOn(all, view);

  it('are switched on and off, and take the place of others of their columns', () => {
    const view = toggle(inactive, { filter: 'x', filters: [{ column: 2, kind: 'blank' }, full] });
    assert.deepEqual(view, { filter: 'x', filters: [full, until, notDeleted] });
    assert.deepEqual(toggle(largest, toggle(largest, view)), view);
    assert.deepEqual(on({ sort: [{ column: 6, descending: false }] }), [], 'the smallest are not the largest');
  });

  it('leave the order of rows as it is unless they sort', () => {
    const sort = [{ column: 1, descending: false }];
    const view = toggle(inactive, { sort });
    assert.deepEqual(view, { sort, filters: [until, notDeleted] });
    assert.deepEqual(toggle(inactive, view), { sort });
  });

  it('are one each, and keep what two have in common', () => {
    const both = toggle(nearQuota, toggle(inactive, {}));
    assert.deepEqual(on(both), [inactive, nearQuota]);
    assert.deepEqual(otherFilters(on(both), both), [], 'nothing is left for a chip of its own');
    assert.deepEqual(on(toggle(inactive, both)), [nearQuota]);
    assert.deepEqual(toggle(nearQuota, toggle(inactive, both)), {});
  });

  it('are not on because another one asks for the same and more', () => {
    const view = toggle(unused, {});
    assert.deepEqual(on(view), [unused]);
    assert.deepEqual(toggle(inactive, view), { filters: [until, notDeleted] }, 'the wider one takes its place');
  });

  it('leave their other conditions as filters of their own when one of them is changed', () => {
    const view = toggle(gone, toggle(inactive, {}));
    assert.deepEqual(on(view), [gone], 'who asks for the deleted ones gets them');
    assert.deepEqual(otherFilters(on(view), view), [until]);
  });

  it('leave nothing behind, in whatever order they are switched', () => {
    const filters = fc.uniqueArray(
      fc.constantFrom<ColumnFilter>(until, notDeleted, deleted, licensed, full, { column: 1, kind: 'blank' }),
      { selector: ({ column }) => column },
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 12 }), filters, (clicked, before) => {
        let view: TableView = { filters: before };
        for (const quick of clicked) {
          const wasOn = on(view).includes(quick);
          view = toggle(quick, view);
          // With a condition that was there before, it can be all of a narrower one.
          const isMet = (quick.filters ?? []).every((one) => view.filters?.some((filter) => isSameFilter(one, filter)));
          assert.ok(wasOn ? !on(view).includes(quick) : isMet);
        }
        const shown = on(view);
        const conditions = [...shown.flatMap((quick) => quick.filters ?? []), ...otherFilters(shown, view)];
        assert.deepEqual(
          new Set(conditions.map((filter) => JSON.stringify(filter))),
          new Set((view.filters ?? []).map((filter) => JSON.stringify(filter))),
          'the chips say all that the table is filtered by, and no more',
        );
      }),
    );
  });

  it('say who is included, and since when', () => {
    const { hint } = quickFilterText(inactive, format);
    assert.match(hint, /Oct 19, 2026[\s\S]*or no activity at all\. Without those marked as deleted$/);
    assert.doesNotMatch(quickFilterText(gone, format).hint, /Without/);
    const { hint: withoutNew } = quickFilterText({ ...inactive, minAgeDays: 30 }, format);
    assert.match(withoutNew, /at all\. Without new users, .* before\. Without those marked as deleted$/);
    assert.equal(quickFilterText(unused, format).label, 'Licensed, unused for 30 days');
    assert.equal(
      quickFilterText({ ...unused, subject: 'Exchange' }, format).label,
      'Exchange license, unused for 30 days',
    );
  });
});

describe('header summaries', () => {
  const charts = distributionByColumn(detail.summary.charts);
  const summaryOf = (name: string) => {
    const index = detail.summary.columns.findIndex((one) => one.name === name);
    return headSummary(charts.get(name), detail.summary.columns[index]!, index, detail.summary.rowCount, format);
  };

  it('filter by what they draw, whole numbers without overlap', () => {
    const parts = summaryOf('Private Chat Message Count')?.parts ?? [];
    const ranges = parts.map(({ filter }) => (filter?.kind === 'range' ? [filter.from, filter.to] : []));
    assert.deepEqual(ranges.slice(0, 2), [
      [0, 89],
      [90, 178],
    ]);
    assert.equal(ranges.at(-1)?.[1], 893);
    assert.deepEqual(summaryOf('Is Deleted')?.parts[1]?.filter, { column: 3, kind: 'values', values: ['True'] });
    assert.deepEqual(summaryOf('Last Activity Date')?.blank, { column: 4, kind: 'blank' });
  });

  it('do not filter by what is only the beginning of a value', () => {
    const column: ColumnInfo = { name: 'Department', type: 'text', known: true };
    const chart: TopValuesChart = {
      kind: 'topValues',
      column: 'Department',
      distinct: 2,
      blank: 0,
      values: [
        { label: 'Very lo…', count: 2, cut: true },
        { label: 'Sales', count: 1 },
      ],
    };
    const parts = headSummary(chart, column, 7, 3, format)?.parts;
    assert.deepEqual(
      parts?.map(({ filter }) => filter),
      [undefined, { column: 7, kind: 'values', values: ['Sales'] }],
    );
  });

  it('write a text of the extension as cells, chips, and charts write it, with its days', () => {
    const reason: ColumnInfo = { name: 'Reason', type: 'text', known: true, ownTexts: true };
    const value = 'The user was deleted on 2026-07-10';
    const values = [{ label: value, count: 1 }];
    const chart: TopValuesChart = { kind: 'topValues', column: reason.name, distinct: 1, blank: 0, values };
    const shown = formatCell(value, reason, format).text;
    assert.match(shown, /Jul 10, 2026/);
    assert.equal(headSummary(chart, reason, 0, 1, format)?.parts[0]?.text, shown);
    assert.equal(filterText({ column: 0, kind: 'values', values: [value] }, reason, format), shown);
    assert.equal(topValueRows(chart, reason, 1, format)[0]?.label, shown);
  });

  it('call concealed names concealed', () => {
    assert.equal(summaryOf('User Principal Name')?.kind, 'concealed');
    const hash = '0123456789ABCDEF0123456789ABCDEF';
    const formattedCell = formatCell(hash, column('text', { concealed: true }), format);
    assert.deepEqual([formattedCell.text, formattedCell.concealed], ['01234567…', true]);
    assert.match(formattedCell.title ?? '', new RegExp(hash));
    assert.equal(formatCell('guest@example.com', column('text', { concealed: true }), format).concealed, undefined);
    assert.equal(formatCell(hash, column('text'), format).text, hash);
  });

  it('leave a few cards to details, and all to the rest', () => {
    const cards = ['Storage Used (Byte)', 'Gone', 'Last Activity Date'];
    const titles = (chosen: readonly string[] | undefined) =>
      cardCharts({ ...detail.summary, cards: chosen }).map(chartTitle);
    assert.deepEqual(titles(cards), ['Storage Used (Byte)', 'Last Activity Date']);
    assert.deepEqual(titles(['Gone']), detail.summary.charts.slice(0, 4).map(chartTitle));
    assert.deepEqual(titles(undefined), titles(['Gone']));
    assert.equal(cardCharts(dailySeries.summary), dailySeries.summary.charts);
  });
});

describe('messages about filters', () => {
  const parse = (filters: unknown) =>
    parsed(reportProtocol.requests.getRows.params, { view: { filters }, start: 0, end: 1 });

  it('are understood', () => {
    const filters = [until, deleted, { column: 1, kind: 'range', from: 1.5 }, { column: 0, kind: 'notBlank' }];
    assert.deepEqual(parse(filters), { view: { filters }, start: 0, end: 1 });
    assert.deepEqual(
      parsePanelState({ ref: { connection: 'c', report: 'r' }, view: { filters } })?.view.filters,
      filters,
    );
    assert.ok(parsed(reportProtocol.requests.getTotals.params, { view: {} }));
    assert.ok(parsed(reportProtocol.requests.getValues.params, { column: 2, search: 'a' }));
    assert.ok(parsed(reportProtocol.message, { type: 'copyRows', view: {}, format: 'markdown' }));
    const part = {
      rows: [
        { start: 0, end: 2 },
        { start: 7, end: 900_000 },
      ],
      columns: [3, 1],
      withoutNames: true,
    };
    assert.ok(parsed(reportProtocol.message, { type: 'copyRows', view: {}, ...part }));
  });

  it('are refused beyond their limits', () => {
    const strange = [
      'x',
      [{}],
      [{ column: -1, kind: 'blank' }],
      [{ column: 0, kind: 'regex', text: 'a' }],
      [{ column: 0, kind: 'range', from: Infinity }],
      [{ column: 0, kind: 'range', from: '1' }],
      [{ column: 0, kind: 'days', from: 'yesterday' }],
      [{ column: 0, kind: 'values', values: [1] }],
      [{ column: 0, kind: 'values', values: Array(1001).fill('a') }],
      [{ column: 0, kind: 'values', values: ['x'.repeat(10_001)] }],
      Array(201).fill({ column: 0, kind: 'blank' }),
      [{ column: 0, kind: 'blank', more: 1 }],
    ];
    for (const filters of strange) {
      assert.equal(parse(filters), undefined, JSON.stringify(filters).slice(0, 80));
    }
    assert.equal(parsed(reportProtocol.requests.getValues.params, { column: 2, search: 'a'.repeat(1001) }), undefined);
    assert.equal(parsed(reportProtocol.message, { type: 'copyRows', view: {}, format: 'html' }), undefined);
    // Spans that overlap would be more rows than there are.
    for (const rows of [
      [{ start: 2, end: 2 }],
      [
        { start: 0, end: 9 },
        { start: 8, end: 9 },
      ],
      [{ start: 5, end: 1 }],
    ]) {
      assert.equal(parsed(reportProtocol.message, { type: 'copyRows', view: {}, rows }), undefined);
    }
  });
});

describe('texts on screen', () => {
  it('hold nothing that nobody sees', () => {
    assert.equal(truncate('a\u0000b\u202ec\u2066d\u200fe\u0007', 20), 'abcde');
    assert.equal(truncate('\u202e'.repeat(50) + 'x', 10).length <= 11, true);
    assert.equal(truncate('tab\tand\nline', 20), 'tab\tand\nline');
    assert.equal(truncate('👩‍👩‍👧', 20), '👩‍👩‍👧');
  });
});
