import assert from 'node:assert/strict';
import { aboutSheet } from '../../../src/l10n/aboutTexts.js';
import { filterTexts, sortText } from '../../../src/l10n/filterTexts.js';
import type { ColumnFilter, ColumnInfo } from '../../../src/shared/report.js';
import { HandMadeTable, inputOf } from '../core/export/handMadeTable.js';

const facts = inputOf(new HandMadeTable([], []));
const columns: readonly ColumnInfo[] = [
  { name: 'User Principal Name', type: 'text', known: true, concealed: true },
  { name: 'Department', type: 'text', known: false },
  { name: 'Storage Used (Byte)', label: 'Storage used', type: 'number', unit: 'bytes', known: true },
  { name: 'Last Activity Date', type: 'date', known: true },
  { name: 'Price', type: 'number', known: true, currency: 'EUR' },
];
const pairs = (...args: Parameters<typeof aboutSheet>) =>
  Object.fromEntries(aboutSheet(...args).facts.map(({ label, value }) => [label, value]));

describe('what a workbook says of itself', () => {
  it('is whose report it has, and of which days', () => {
    assert.deepEqual(pairs(facts), {
      Tenant: 'Contoso',
      Report: 'Teams user activity',
      Name: 'getTeamsUserActivityCounts',
      Period: 'Last 7 days',
      'Refresh date': { day: '2026-11-18' },
      Fetched: { instant: '2026-11-20T08:00:00.000Z' },
      Rows: 'All',
    });
    const history = pairs({ ...facts, period: 'history', refreshDate: null });
    assert.deepEqual([history['Period'], history['Refresh date']], ['All archived days', 'unknown']);
  });

  it('is which rows it has, and what has to be known of them', () => {
    const said = pairs(
      { ...facts, asShown: true, view: 'Mine', groupedBy: ['Department', 'Domain'], hiddenGroups: 1234 },
      {
        columns,
        view: {
          filter: 'ann',
          filters: [{ column: 1, kind: 'values', values: ['HR'] }],
          sort: [{ column: 3, descending: true }],
        },
        warnings: [{ kind: 'noRows' }],
        notes: ['A column is gone.'],
      },
    );
    assert.deepEqual(
      ['View', 'Rows', 'Filters', 'Sorted by', 'Grouped by', 'Smaller groups, not shown', 'Concealed names'].map(
        (label) => said[label],
      ),
      [
        'Mine',
        'As displayed',
        'Rows with "ann"\nDepartment: HR',
        'Last Activity Date (descending)',
        'Department, Domain',
        '1,234',
        'User Principal Name',
      ],
    );
    assert.equal(said['Warnings'], 'A column is gone.\nMicrosoft Graph sent this report without any rows.');
    assert.equal(said['Currency'], 'EUR');
    const bytes = said['Bytes'];
    assert.match(typeof bytes === 'string' ? bytes : '', /1,000,000,000 bytes/);
  });

  it('is which snapshots it is joined from, and which they are compared with', () => {
    const joined = [
      {
        ...{ title: 'Mailbox usage', report: 'getMailboxUsageDetail', period: 'D7', refreshDate: '2026-11-18' },
        ...{ fetchedAt: '2026-11-20T08:00:00.000Z', rowCount: 1234, comparedWith: ['2026-10-18', '2026-11-01'] },
      },
      {
        ...{ title: 'Activations', report: 'getOffice365ActivationsUserDetail', refreshDate: null },
        ...{ fetchedAt: '2026-11-19T08:00:00.000Z', rowCount: 1 },
      },
    ];
    const { facts: said, list } = aboutSheet({ ...facts, period: undefined, joined });
    assert.equal(
      said.some(({ label }) => label === 'Period'),
      false,
    );
    assert.equal(list?.columns[0], 'Joined from');
    assert.deepEqual(list?.rows, [
      [
        ...['Mailbox usage', 'getMailboxUsageDetail', 'Last 7 days', { day: '2026-11-18' }],
        ...[{ instant: '2026-11-20T08:00:00.000Z' }, { count: 1234 }, '2026-10-18, 2026-11-01'],
      ],
      [
        ...['Activations', 'getOffice365ActivationsUserDetail', 'Current state', 'unknown'],
        ...[{ instant: '2026-11-19T08:00:00.000Z' }, { count: 1 }, ''],
      ],
    ]);
  });

  it('is which rows of the report its groups are of', () => {
    const of = { view: { filter: 'ann', filters: [{ column: 1, kind: 'notBlank' }] }, columns } as const;
    const groups = [{ name: 'Count', type: 'number', known: true }] as const;
    const said = pairs(
      { ...facts, asShown: true, groupedBy: ['Department'] },
      { columns: groups, of, view: { sort: [{ column: 0, descending: true }] } },
    );
    assert.deepEqual(
      [said['Filters'], said['Sorted by'], said['Grouped by']],
      ['Rows with "ann"\nDepartment: not blank', 'Count (descending)', 'Department'],
    );
  });

  it('says every kind of filter in words', () => {
    const filters: readonly (readonly [ColumnFilter, string])[] = [
      [{ column: 1, kind: 'blank' }, 'Department: blank'],
      [{ column: 1, kind: 'notBlank' }, 'Department: not blank'],
      [{ column: 1, kind: 'values', values: ['HR', 'IT'], orBlank: true }, 'Department: HR, IT, (blank)'],
      [{ column: 1, kind: 'values', values: [] }, 'Department: nothing'],
      [{ column: 2, kind: 'range', from: 1_500_000_000 }, 'Storage used: at least 1,500,000,000 bytes'],
      [{ column: 2, kind: 'range', to: 2, orBlank: true }, 'Storage used: at most 2 bytes, or blank'],
      [{ column: 2, kind: 'range', from: 1, to: 2 }, 'Storage used: 1 byte to 2 bytes'],
      [{ column: 2, kind: 'share', of: [4], from: 0.9 }, 'Storage used: at least 90% of the quota'],
      [{ column: 2, kind: 'share', of: [4], above: 1 }, 'Storage used: more than 100% of the quota'],
      [{ column: 3, kind: 'days', from: '2026-01-01' }, 'Last Activity Date: on or after 2026-01-01'],
      [{ column: 3, kind: 'days', to: '2026-01-01' }, 'Last Activity Date: on or before 2026-01-01'],
      [{ column: 3, kind: 'days', from: '2026-01-01', to: '2026-01-01' }, 'Last Activity Date: 2026-01-01'],
      [{ column: 3, kind: 'days' }, 'Last Activity Date: not blank'],
    ];
    assert.deepEqual(
      filterTexts({ filters: filters.map(([filter]) => filter) }, columns),
      filters.map(([, text]) => text),
    );
  });

  it('names no column that the table does not have', () => {
    const view = { filters: [{ column: 9, kind: 'blank' }], sort: [{ column: 9, descending: false }] } as const;
    assert.deepEqual([filterTexts(view, columns), sortText(view, columns)], [[], '']);
  });
});
