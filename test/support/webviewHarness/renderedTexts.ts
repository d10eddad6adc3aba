import { MAX_FILTER_VALUE } from '../../../src/shared/pages/schemas.js';
import type { Comparison, ReportEvent, ReportSummary } from '../../../src/shared/pages/report.js';
import type { CellValue, ColumnFilter, ColumnInfo, ColumnType, Chart } from '../../../src/shared/report.js';

const types: readonly ColumnType[] = ['text', 'text', 'list', 'boolean', 'date', 'number', 'duration'];

export interface RenderedTexts {
  readonly summary: ReportSummary;
  readonly rows: CellValue[][];
  readonly filters: readonly ColumnFilter[];
  readonly loading: ReportEvent;
  readonly failed: ReportEvent;
  readonly comparisons: readonly Comparison[];
}

/** A report that has one and the same text wherever the panel shows a text that comes from outside. */
export function renderedTexts(text: string): RenderedTexts {
  // Names of columns are unique in a table; the text comes first, so that cutting leaves it.
  const columns = types.map((type, index): ColumnInfo => ({
    name: `${text} ${index}`,
    type,
    known: index % 2 === 0,
    concealed: index === 1,
  }));
  const named = (index: number) => columns[index]?.name ?? '';
  // The extension offers no longer value to filter by, and the page refuses one.
  const value = text.slice(0, MAX_FILTER_VALUE - 1);
  const charts: Chart[] = [
    {
      kind: 'topValues',
      column: named(0),
      distinct: 2,
      blank: 1,
      values: [
        { label: text, count: 2 },
        { label: `${text}!`, count: 1 },
      ],
    },
    { kind: 'topValues', column: named(2), distinct: 1, blank: 0, values: [{ label: text, count: 3 }] },
    { kind: 'topValues', column: named(3), distinct: 1, blank: 0, values: [{ label: text, count: 3 }] },
    {
      kind: 'days',
      column: named(4),
      blank: 1,
      first: '2026-11-01',
      last: '2026-11-10',
      bucketDays: 1,
      counts: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    },
    {
      kind: 'histogram',
      column: named(5),
      unit: 'count',
      blank: 0,
      count: 3,
      sum: 6,
      min: 1,
      median: 2,
      max: 3,
      bins: [
        { from: 1, to: 2, count: 1 },
        { from: 2, to: 3, count: 2 },
      ],
    },
  ];
  const ref = { connection: 'c', report: 'getX', period: 'D7' };
  const notice = { severity: 'warning', text, detail: text, actions: [{ id: text, label: text }] } as const;
  return {
    summary: {
      ref,
      name: text,
      title: text,
      description: text,
      product: text,
      kind: 'detail',
      badges: [text],
      connection: { id: 'c', name: text, isSample: true },
      source: 'network',
      refreshDate: '2026-11-18',
      refreshAgeDays: 2,
      fetchedAt: '2026-11-20T09:41:00.000Z',
      choices: [{ label: '7 days', period: 'D7' }],
      columns,
      rowCount: 3,
      charts,
      notices: [notice],
      quickFilters: [
        {
          kind: 'licensedUnused',
          days: 30,
          subject: text,
          filters: [{ column: 4, kind: 'days', to: '2026-10-19', orBlank: true }],
          rowCount: 1,
        },
        { kind: 'largest', subject: text, sort: [{ column: 5, descending: true }] },
      ],
    },
    rows: Array.from({ length: 3 }, (_, row) =>
      columns.map(({ type }, column) => (row === 1 && column > 2 ? null : type === 'list' ? [text, text] : text)),
    ),
    filters: [
      { column: 0, kind: 'values', values: [value, `${value}!`, '2'] },
      { column: 2, kind: 'values', values: [value] },
      { column: 3, kind: 'values', values: [value], orBlank: true },
      { column: 4, kind: 'notBlank' },
    ],
    loading: { type: 'loading', ref, title: text, step: 'Asking…' },
    failed: { type: 'failed', ref, title: text, notice: { ...notice, severity: 'error' }, keepsData: false },
    comparisons: [
      {
        id: 'd/getX',
        ref: { ...ref, connection: 'd' },
        title: text,
        tenant: text,
        state: 'shown',
        refreshDate: '2026-11-17',
        charts: [seriesOf(`${text} 5`, text)],
      },
      {
        id: 'e/getX',
        ref: { ...ref, connection: 'e' },
        title: text,
        tenant: text,
        state: 'failed',
        refreshDate: null,
        charts: [],
        notice,
      },
    ],
  };
}

function seriesOf(column: string, key: string): Chart {
  const values = [1, null, 3];
  return {
    kind: 'series',
    unit: 'count',
    firstDay: '2026-11-16',
    values,
    latest: { date: '2026-11-18', value: 3 },
    min: null,
    max: null,
    column,
    key,
  };
}

/** Series and bars, which have texts of their own. */
export function chartsEverywhere(text: string): RenderedTexts {
  const everywhere = renderedTexts(text);
  return {
    ...everywhere,
    summary: {
      ...everywhere.summary,
      kind: 'daily-series',
      charts: [
        seriesOf(`${text} 5`, text),
        seriesOf(`${text} 6`, text),
        {
          kind: 'bars',
          label: text,
          unit: 'count',
          bars: [
            { label: text, value: 3 },
            { label: text, value: null },
          ],
        },
        { kind: 'shares', label: text, unit: 'count', shares: [{ label: text, active: 1, whole: 3 }] },
      ],
    },
  };
}
