import { quickFiltersOf } from '../../../src/core/table/query/quickFilters.js';
import type { RevisedValue } from '../../../src/shared/history.js';
import type { Comparison, PeriodChoice, ReportSummary } from '../../../src/shared/pages/report.js';
import type { Notice } from '../../../src/shared/pages/common.js';
import type { CellValue, ColumnInfo, DatedValue, Chart, SeriesChart, Unit } from '../../../src/shared/report.js';

/** A report with rows made on demand, so that a million cost nothing. */
export interface Fixture {
  readonly summary: ReportSummary;
  row(index: number): CellValue[];
}

const lastDay = '2026-11-18';
const dayBefore = (days: number) =>
  new Date(Date.parse(`${lastDay}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Numbers that look random and are the same in every run. */
const noise = (seed: number) => {
  const wave = Math.sin(seed * 12.9898 + 78.233) * 43758.5453;
  return wave - Math.floor(wave);
};

const periods: PeriodChoice[] = [7, 30, 90, 180].map((days) => ({ label: `${days} days`, period: `D${days}` }));
const dates: PeriodChoice[] = Array.from({ length: 28 }, (_, index) => ({
  label: dayBefore(index),
  date: dayBefore(index),
}));

const base = {
  badges: [],
  connection: { id: 'sample', name: 'Contoso Manufacturing', isSample: true },
  source: 'sample',
  refreshDate: lastDay,
  refreshAgeDays: 2,
  fetchedAt: '2026-11-20T09:41:00.000Z',
  choices: periods,
  notices: [],
} as const satisfies Partial<ReportSummary>;

const number = (name: string, unit: Unit = 'count'): ColumnInfo => ({ name, type: 'number', unit, known: true });
const text = (name: string): ColumnInfo => ({ name, type: 'text', known: true });
const date = (name: string): ColumnInfo => ({ name, type: 'date', known: true });

export const concealedNotice: Notice = {
  severity: 'info',
  text: 'This tenant conceals names of people, groups and sites in its reports.',
  detail:
    'A global administrator changes this in the admin centre under Settings, Org settings, Reports. It applies from the next refresh on.',
  actions: [{ id: 'showHow', label: 'Show How to Change It' }],
};

export const throttledNotice: Notice = {
  severity: 'error',
  text: 'Microsoft Graph answers no further requests for this report right now (429). It may be asked again in 4 minutes.',
  detail:
    'The service allows 14 requests per function in ten minutes.\nRequest id: 5b1b7c4e-53a7-4b6f-8a40-6f1b3c1d7e02',
  actions: [
    { id: 'retry', label: 'Retry' },
    { id: 'showLog', label: 'Show Log' },
  ],
};

export function series(column: string, unit: Unit, values: readonly (number | null)[], key?: string): SeriesChart {
  const known = values.flatMap((value, index): DatedValue[] =>
    value === null ? [] : [{ date: dayBefore(values.length - 1 - index), value }],
  );
  const first = known[0] ?? null;
  const latest = known.at(-1) ?? null;
  const byValue = [...known].sort((left, right) => left.value - right.value);
  const absolute = (latest?.value ?? 0) - (first?.value ?? 0);
  return {
    kind: 'series',
    column,
    key,
    unit,
    firstDay: dayBefore(values.length - 1),
    values,
    latest,
    min: byValue[0] ?? null,
    max: byValue.at(-1) ?? null,
    change:
      first === null || latest === null || known.length < 2
        ? null
        : { absolute, ratio: first.value === 0 ? null : absolute / first.value },
  };
}

const seriesColumns: readonly (readonly [string, Unit, number])[] = [
  ['Team Chat Messages', 'count', 1840],
  ['Private Chat Messages', 'count', 9250],
  ['Calls', 'count', 640],
  ['Meetings', 'count', 730],
  ['Post Messages', 'count', 310],
  ['Reply Messages', 'count', 520],
  ['Meetings Organized Count', 'count', 295],
  ['Meetings Attended Count', 'count', 1480],
  ['Audio Duration', 'seconds', 5_400_000],
  ['Video Duration', 'seconds', 1_900_000],
  ['Screen Share Duration', 'seconds', 850_000],
  ['Urgent Messages', 'count', 4],
  ['Ad Hoc Meetings', 'count', 61],
  ['Has Other Action', 'count', 0],
];

const weekly = (index: number) => {
  const weekday = new Date(`${dayBefore(29 - index)}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? 0.06 : weekday === 6 ? 0.09 : weekday === 5 ? 0.82 : 1;
};

export const dailySeries: Fixture = (() => {
  const table = seriesColumns.map(([, , size], column) =>
    Array.from({ length: 30 }, (_, index) => {
      if (
        (column === 2 && index > 11 && index < 16) ||
        (column === 5 && [4, 6, 7, 9, 20].includes(index)) ||
        (column === 12 && index % 2 === 1)
      ) {
        return null;
      }
      return Math.round(size * weekly(index) * (0.85 + 0.3 * noise(column * 100 + index)) * (1 + index / 200));
    }),
  );
  return {
    summary: {
      ...base,
      ref: { connection: 'sample', report: 'getTeamsUserActivityCounts', period: 'D30' },
      name: 'getTeamsUserActivityCounts',
      title: 'Teams activity by type',
      description:
        'How many messages, calls and meetings there were in Microsoft Teams on each day, and how long people spoke, showed video and shared screens.',
      product: 'Microsoft Teams',
      kind: 'daily-series',
      choices: [...periods],
      columns: [
        date('Report Refresh Date'),
        date('Report Date'),
        ...seriesColumns.map(([name, unit]) => number(name, unit)),
        number('Report Period'),
      ],
      rowCount: 30,
      charts: seriesColumns.map(([name, unit], column) => series(name, unit, table[column] ?? [])),
    },
    row: (index) => [lastDay, dayBefore(index), ...table.map((values) => values[29 - index] ?? null), 30],
  };
})();

export const keyedSeries: Fixture = (() => {
  const values = (seed: number, size: number) =>
    Array.from({ length: 90 }, (_, index) =>
      index === 40 ? null : Math.round(size * (1 + index * 0.004 + 0.01 * noise(seed + index))),
    );
  const all = values(1, 52_700_000_000_000);
  const drive = values(500, 31_200_000_000_000);
  return {
    summary: {
      ...base,
      connection: { id: 'c1', name: 'Fabrikam GmbH', isSample: false },
      source: 'archive',
      ref: { connection: 'c1', report: 'getOneDriveUsageStorage', period: 'D90' },
      name: 'getOneDriveUsageStorage',
      title: 'OneDrive storage over time',
      description: 'Storage that OneDrive takes up in the tenant on each day.',
      product: 'OneDrive',
      kind: 'daily-series',
      badges: ['Beta only'],
      columns: [
        date('Report Refresh Date'),
        text('Site Type'),
        number('Storage Used (Byte)', 'bytes'),
        date('Report Date'),
        number('Report Period'),
      ],
      rowCount: 180,
      charts: [
        series('Storage Used (Byte)', 'bytes', all, 'All'),
        series('Storage Used (Byte)', 'bytes', drive, 'OneDrive'),
      ],
    },
    row: (index) => [
      lastDay,
      index % 2 === 0 ? 'All' : 'OneDrive',
      (index % 2 === 0 ? all : drive)[89 - (index >> 1)] ?? null,
      dayBefore(index >> 1),
      90,
    ],
  };
})();

export const distribution: Fixture = (() => {
  const services = ['Exchange', 'OneDrive', 'SharePoint', 'Skype For Business', 'Yammer', 'Teams', 'Office 365'];
  const bars = services.flatMap((service, index) => [
    {
      label: `${service} Active`,
      value: service === 'Skype For Business' ? null : Math.round(900 * noise(index) + 300),
    },
    {
      label: `${service} Inactive`,
      value: service === 'Skype For Business' ? null : Math.round(250 * noise(index + 50)),
    },
  ]);
  return {
    summary: {
      ...base,
      ref: { connection: 'sample', report: 'getOffice365ServicesUserCounts', period: 'D7' },
      name: 'getOffice365ServicesUserCounts',
      title: 'Active and inactive people by service',
      description: 'How many people with a licence used each service in the period, and how many did not.',
      product: 'Microsoft 365',
      kind: 'distribution',
      columns: [date('Report Refresh Date'), ...bars.map((bar) => number(bar.label)), number('Report Period')],
      rowCount: 1,
      charts: [{ kind: 'bars', label: '', unit: 'count', bars }],
    },
    row: () => [lastDay, ...bars.map((bar) => bar.value), 7],
  };
})();

export const snapshot: Fixture = (() => {
  const products = ['MICROSOFT 365 E5', 'MICROSOFT 365 APPS FOR ENTERPRISE', 'VISIO PLAN 2', 'PROJECT PLAN 5'];
  const platforms = ['Windows', 'Mac', 'Android', 'iOS', 'Windows 10 Mobile'];
  const value = (product: number, platform: number) =>
    platform === 4 ? (product === 2 ? null : 0) : Math.round(noise(product * 7 + platform) * 800);
  return {
    summary: {
      ...base,
      ref: { connection: 'sample', report: 'getOffice365ActivationCounts' },
      name: 'getOffice365ActivationCounts',
      title: 'Activations by product and platform',
      description: 'On how many devices each product is activated at present.',
      product: 'Microsoft 365 Apps',
      kind: 'current-state',
      choices: [{ label: 'Now' }],
      columns: [date('Report Refresh Date'), text('Product Type'), ...platforms.map((name) => number(name))],
      rowCount: products.length,
      charts: products.map((label, product) => ({
        kind: 'bars',
        label,
        unit: 'count',
        bars: platforms.map((platform, index) => ({ label: platform, value: value(product, index) })),
      })),
    },
    row: (index) => [lastDay, products[index] ?? null, ...platforms.map((_, platform) => value(index, platform))],
  };
})();

const flags = [
  'Exchange',
  'OneDrive',
  'SharePoint',
  'Teams',
  'Yammer',
  'Forms',
  'Planner',
  'Stream',
  'Sway',
  'To Do',
  'Loop',
  'Whiteboard',
  'Visio',
  'Project',
  'Viva',
  'Clipchamp',
  'Bookings',
  'Lists',
  'Copilot',
  'Power BI',
];
const names = [
  'Amélie Dûbois',
  'Bjørn Åkesson',
  'Chidi Okafor',
  'Дарья Иванова',
  'Emre Yıldız',
  '藤原 美咲',
  'Grace O’Neill',
  'Håkon Lie',
  'Inés Muñoz',
  'João Peçanha',
];
const products = [
  'MICROSOFT 365 E5',
  'ENTERPRISE MOBILITY + SECURITY E5',
  'VISIO PLAN 2',
  'POWER BI PRO',
  'MICROSOFT 365 COPILOT',
];

const detailColumns: ColumnInfo[] = [
  date('Report Refresh Date'),
  { ...text('User Principal Name'), concealed: true },
  text('Display Name'),
  { name: 'Is Deleted', type: 'boolean', known: true },
  date('Last Activity Date'),
  number('Private Chat Message Count'),
  number('Storage Used (Byte)', 'bytes'),
  { name: 'Audio Duration', type: 'duration', unit: 'seconds', known: true },
  number('Meeting Minutes', 'minutes'),
  { name: 'Assigned Products', type: 'list', known: true },
  { name: 'Recipient Type', type: 'text', known: false },
  ...flags.map((flag): ColumnInfo => ({ name: `Has ${flag} License`, type: 'boolean', known: true })),
  ...Array.from({ length: 10 }, (_, index) => number(`Other Action ${index + 1} Count`)),
  number('Report Period'),
];

export function detailRow(index: number): CellValue[] {
  const active = noise(index + 3) > 0.2;
  const hash = Array.from({ length: 4 }, (_, part) =>
    Math.floor(noise(index * 4 + part + 9000) * 0xffffffff)
      .toString(16)
      .padStart(8, '0'),
  )
    .join('')
    .toUpperCase();
  return [
    lastDay,
    hash,
    `${names[index % names.length]} ${Math.floor(index / names.length) + 1}`,
    noise(index + 40) > 0.96,
    active ? dayBefore(Math.floor(noise(index) ** 3 * 60)) : null,
    active ? Math.floor(noise(index + 1) ** 4 * 900) : null,
    active ? Math.floor(noise(index + 2) ** 5 * 900_000_000_000) : 0,
    active ? Math.floor(noise(index + 5) * 40_000) : 0,
    active ? Math.floor(noise(index + 6) * 2_000) : null,
    products.filter((_, product) => noise(index * 5 + product) > 0.6),
    index % 7 === 0 ? null : 'Regular',
    ...flags.map((_, flag) => noise(index * 31 + flag) > 0.3),
    ...Array.from({ length: 10 }, (_, other) => Math.floor(noise(index * 17 + other) * 50)),
    30,
  ];
}

const detailCharts: Chart[] = [
  {
    kind: 'days',
    column: 'Last Activity Date',
    blank: 36,
    first: dayBefore(59),
    last: lastDay,
    bucketDays: 2,
    counts: Array.from({ length: 30 }, (_, index) => Math.round(index ** 3 / 800)),
  },
  {
    kind: 'histogram',
    column: 'Private Chat Message Count',
    unit: 'count',
    blank: 36,
    count: 144,
    sum: 28_411,
    min: 0,
    median: 61,
    max: 893,
    bins: [82, 22, 10, 9, 6, 5, 4, 0, 3, 3].map((count, index) => ({
      from: index * 89.3,
      to: (index + 1) * 89.3,
      count,
    })),
  },
  {
    kind: 'histogram',
    column: 'Storage Used (Byte)',
    unit: 'bytes',
    blank: 0,
    count: 180,
    sum: 21_990_232_555_520,
    min: 0,
    median: 3_221_225_472,
    max: 850_000_000_000,
    bins: [140, 22, 6, 5, 3, 1, 1, 1, 0, 1].map((count, index) => ({
      from: index * 85e9,
      to: (index + 1) * 85e9,
      count,
    })),
  },
  {
    kind: 'histogram',
    column: 'Audio Duration',
    unit: 'seconds',
    blank: 0,
    count: 180,
    sum: 2_881_004,
    min: 0,
    median: 14_203,
    max: 39_871,
    bins: Array.from({ length: 12 }, (_, index) => ({
      from: index * 3300,
      to: (index + 1) * 3300,
      count: Math.round(noise(index) * 30),
    })),
  },
  {
    kind: 'topValues',
    column: 'Assigned Products',
    distinct: 5,
    blank: 12,
    values: products.map((label, index) => ({ label, count: 120 - index * 21 })),
  },
  {
    kind: 'topValues',
    column: 'Is Deleted',
    distinct: 2,
    blank: 0,
    values: [
      { label: 'False', count: 174 },
      { label: 'True', count: 6 },
    ],
  },
  { kind: 'topValues', column: 'Recipient Type', distinct: 1, blank: 26, values: [{ label: 'Regular', count: 154 }] },
  ...flags.map((flag, index): Chart => ({
    kind: 'topValues',
    column: `Has ${flag} License`,
    distinct: 2,
    blank: 0,
    values: [
      { label: 'True', count: 150 - index * 3 },
      { label: 'False', count: 30 + index * 3 },
    ],
  })),
  ...Array.from({ length: 12 }, (_, index): Chart => ({
    kind: 'histogram',
    column: `Other Action ${index + 1} Count`,
    unit: 'count',
    blank: 0,
    count: 180,
    sum: 4_400,
    min: 0,
    median: 25,
    max: 49,
    bins: Array.from({ length: 10 }, (_, bin) => ({
      from: bin * 5,
      to: bin * 5 + 5,
      count: Math.round(noise(index * 10 + bin) * 25),
    })),
  })),
];

const detailSummary = (rowCount: number): ReportSummary => ({
  ...base,
  connection: { id: 'c1', name: 'Fabrikam GmbH', isSample: false },
  source: 'network',
  ref: { connection: 'c1', report: 'getTeamsUserActivityUserDetail', period: 'D30' },
  name: 'getTeamsUserActivityUserDetail',
  title: 'Teams activity by person',
  description: 'What each person did in Microsoft Teams in the period, with the day of the last activity.',
  product: 'Microsoft Teams',
  kind: 'detail',
  choices: [...periods, ...dates],
  columns: detailColumns,
  rowCount,
  charts: detailCharts,
  cards: ['Last Activity Date', 'Private Chat Message Count', 'Storage Used (Byte)', 'Assigned Products'],
  notices: [concealedNotice],
  quickFilters: quickFiltersOf(detailColumns, lastDay).map((quick, index) =>
    quick.filters === undefined ? quick : { ...quick, rowCount: 61 - index * 9 },
  ),
});

export const detail: Fixture = { summary: detailSummary(180), row: detailRow };
export const million: Fixture = {
  summary: detailSummary(1_000_000),
  row: (index) => detailRow(index).map((cell, column) => (column === 2 ? `Person ${index}` : cell)),
};

export const noRows: Fixture = {
  summary: {
    ...base,
    ref: { connection: 'c1', report: 'getSkypeForBusinessActivityCounts', period: 'D7' },
    name: 'getSkypeForBusinessActivityCounts',
    title: 'Skype for Business activity',
    description: 'Peer-to-peer, organised and joined conferences per day.',
    product: 'Skype for Business',
    kind: 'daily-series',
    badges: ['Retired service'],
    refreshDate: null,
    refreshAgeDays: null,
    columns: [date('Report Refresh Date'), number('Peer-to-peer')],
    rowCount: 0,
    charts: [],
    notices: [
      {
        severity: 'info',
        text: 'Skype for Business Online was retired in 2021; its reports are usually empty.',
        actions: [],
      },
    ],
  },
  row: () => [],
};

/** Texts that want to be more than text, and one that is far too long. */
export const hostile: Fixture = (() => {
  const attack = '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script>';
  const columns: ColumnInfo[] = [
    text(attack),
    { ...text('<b>bold</b>'), known: false },
    text('Long'),
    text('Right to left'),
  ];
  return {
    summary: {
      ...base,
      ref: { connection: 'sample', report: 'getX', period: 'D7' },
      name: attack,
      title: attack,
      description: attack,
      product: attack,
      kind: 'detail',
      badges: [attack],
      connection: { id: 'x', name: attack, isSample: true },
      columns,
      rowCount: 3,
      charts: [
        { kind: 'topValues', column: attack, distinct: 1, blank: 0, values: [{ label: attack, count: 3 }] },
        series(attack, 'count', [1, null, 3], attack),
        series('Only blanks', 'count', [null, null]),
      ],
      notices: [{ severity: 'warning', text: attack, detail: attack, actions: [{ id: attack, label: attack }] }],
    },
    row: (index) => [attack, index === 1 ? '' : 'a\nb\r\nc', 'x'.repeat(1_000_000), '\u202Eevil\u202C שלום'],
  };
})();

/** Everything kept: two years, with two holes, put together from monthly snapshots. */
export const history: Fixture = (() => {
  const days = 640;
  const isMissing = (index: number) => (index > 200 && index < 231) || index === 402;
  const values = (size: number, seed: number) =>
    Array.from({ length: days }, (_, index) =>
      isMissing(index)
        ? null
        : Math.round(size * (1 + index / 500 + 0.2 * Math.sin(index / 29) + 0.1 * noise(seed + index))),
    );
  const charts = seriesColumns
    .slice(0, 4)
    .map(([name, unit, size], column) => series(name, unit, values(size, column * 1000)));
  const dayAt = (index: number) => dayBefore(days - 1 - index);
  return {
    summary: {
      ...dailySeries.summary,
      ref: { connection: 'sample', report: 'getTeamsUserActivityCounts', history: true },
      choices: [...periods, { label: 'All archived days (609)', history: true }],
      columns: [
        date('Report Refresh Date'),
        date('Report Date'),
        ...seriesColumns.slice(0, 4).map(([name, unit]) => number(name, unit)),
      ],
      rowCount: 609,
      charts,
      history: {
        days: { from: dayAt(0), to: lastDay },
        archivedDays: 609,
        missingDays: 31,
        missingRanges: [
          { from: dayAt(201), to: dayAt(230) },
          { from: dayAt(402), to: dayAt(402) },
        ],
        snapshotBoundaries: [90, 180, 231, 320, 403, 460].map((index) => ({
          day: dayAt(index),
          newer: dayAt(index + 179),
          older: dayAt(index + 90),
        })),
        snapshots: 7,
        revisedValues: 1_204,
      },
    },
    row: (index) => [lastDay, dayBefore(index), ...charts.map((chart) => chart.values[days - 1 - index] ?? null)],
  };
})();

export const revisedValues: readonly RevisedValue[] = Array.from({ length: 40 }, (_, index) => ({
  day: dayBefore(index >> 1),
  key: '',
  column: index % 2 === 0 ? 'Team Chat Messages' : 'Private Chat Messages',
  before: index === 3 ? null : String(18_000 - index * 31),
  after: String(18_200 - index * 29),
  beforeLastSeen: dayBefore(2),
  afterFirstSeen: lastDay,
}));

const before = (chart: SeriesChart, days = chart.values.length): SeriesChart => ({
  ...chart,
  previous: {
    firstDay: dayBefore(chart.values.length + days - 1),
    values: Array.from({ length: days }, (_, index) => {
      const value = chart.values[(chart.values.length - days + index + 2) % chart.values.length];
      return typeof value === 'number' ? Math.round(value * 0.87) : null;
    }),
  },
});

/** The archive knows the period before: of most measures all of it, of one only the last days, of one nothing. */
export const withPrevious: Fixture = {
  ...dailySeries,
  summary: {
    ...dailySeries.summary,
    charts: dailySeries.summary.charts.map((chart, index) =>
      chart.kind !== 'series' || index === 3 ? chart : index === 4 ? before(chart, 5) : before(chart),
    ),
  },
};

/** The same report of another tenant, whose data ends two days earlier. */
export const otherTenant: Comparison = {
  id: 'c1/getTeamsUserActivityCounts',
  ref: { connection: 'c1', report: 'getTeamsUserActivityCounts', period: 'D30' },
  title: dailySeries.summary.title,
  tenant: 'Fabrikam GmbH',
  state: 'shown',
  refreshDate: dayBefore(2),
  charts: dailySeries.summary.charts.map((chart) =>
    chart.kind !== 'series'
      ? chart
      : {
          ...chart,
          firstDay: dayBefore(31),
          values: chart.values.map((value) => (value === null ? null : Math.round(value * 0.6))),
        },
  ),
};

export const otherReport: Comparison = {
  id: 'sample/getEmailActivityCounts',
  ref: { connection: 'sample', report: 'getEmailActivityCounts', period: 'D30' },
  title: 'Viva Engage activity, daily',
  tenant: 'Contoso Manufacturing',
  state: 'shown',
  refreshDate: lastDay,
  charts: ['Send', 'Receive', 'Read'].map((name, seed) =>
    series(
      name,
      'count',
      Array.from({ length: 30 }, (_, index) =>
        Math.round(5000 * (seed + 1) * weekly(index) * (0.85 + 0.3 * noise(seed * 77 + index))),
      ),
    ),
  ),
};

export const refused: Comparison = {
  id: 'c2/getTeamsUserActivityCounts',
  ref: { connection: 'c2', report: 'getTeamsUserActivityCounts', period: 'D30' },
  title: dailySeries.summary.title,
  tenant: 'Woodgrove Bank',
  state: 'failed',
  refreshDate: null,
  charts: [],
  notice: {
    severity: 'error',
    text: 'This account may not read usage reports (403).',
    actions: [
      { id: 'retry', label: 'Retry' },
      { id: 'roleHelp', label: 'Who Can Read Reports?' },
    ],
  },
};

/** Shares as the service counts them, with the sample tenant's and another one's numbers. */
const sharesChart = (seed: number, size: number): Chart => ({
  kind: 'shares',
  label: '',
  unit: 'count',
  shares: ['Exchange', 'Teams', 'OneDrive', 'SharePoint', 'Office 365', 'Yammer', 'Skype For Business']
    .map((label, index) => {
      const blank = label === 'Skype For Business';
      const whole = Math.round(size * (0.9 + 0.1 * noise(seed + index)));
      return {
        label,
        active: blank ? null : Math.round(whole * noise(seed + 20 + index)),
        whole: blank ? null : whole,
      };
    })
    .sort((left, right) => (right.active ?? -1) - (left.active ?? -1)),
});

export const shares: Fixture = {
  ...distribution,
  summary: { ...distribution.summary, charts: [sharesChart(1, 1280)] },
};

export const otherShares: Comparison = {
  ...otherTenant,
  id: 'c1/getOffice365ServicesUserCounts',
  ref: { connection: 'c1', report: 'getOffice365ServicesUserCounts', period: 'D7' },
  title: distribution.summary.title,
  charts: [sharesChart(5, 640)],
};

export const stale: Fixture = {
  ...dailySeries,
  summary: {
    ...dailySeries.summary,
    connection: { id: 'c1', name: 'Fabrikam GmbH', isSample: false },
    source: 'archive',
    refreshAgeDays: 17,
    fetchedAt: '2026-11-19T06:12:00.000Z',
  },
};

export const fixtures = {
  history,
  withPrevious,
  shares,
  stale,
  dailySeries,
  keyedSeries,
  distribution,
  snapshot,
  detail,
  million,
  noRows,
  hostile,
};
export type FixtureName = keyof typeof fixtures;
