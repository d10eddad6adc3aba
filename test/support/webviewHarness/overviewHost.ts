import { type WeeksChange, weeksChange } from '../../../src/shared/weeksChange.js';
import type {
  OverviewCard,
  OverviewEvent,
  OverviewLayout,
  OverviewMessage,
} from '../../../src/shared/pages/overview.js';
import type { Highlight } from '../../../src/shared/highlight.js';
import type { DailyMeasure } from '../../../src/shared/dailyMeasure.js';
import type { PageEnvelope } from '../../../src/shared/pages/channel.js';
import { applyThemeOf } from './applyTheme.js';
import { inLongerTexts } from './longerTexts.js';

/** Plays the extension host for the overview's page: `?state=overview&theme=dark`. */
const address = new URLSearchParams(location.search);
applyThemeOf(address);

const noise = (seed: number) => {
  const wave = Math.sin(seed * 12.9898 + 78.233) * 43758.5453;
  return wave - Math.floor(wave);
};
const attack = '<img src=x onerror="document.title=\'broken\'">';
const products = [
  { id: 'teams', title: 'Microsoft Teams', icon: 'comment-discussion' },
  { id: 'exchange', title: 'Exchange', icon: 'mail' },
  { id: 'sharepoint', title: 'SharePoint', icon: 'library' },
  {
    id: 'skype',
    title: 'Skype for Business',
    icon: 'call-outgoing',
    retired: 'Skype for Business Online was shut down.',
  },
];
const reports = [
  'Groups activity, daily',
  'Device usage, daily (licensed users)',
  'Email activity, daily',
  'Mailbox storage, daily',
  'OneDrive file activity, daily',
  'Pages viewed per day',
  attack,
  'Conferences organized, daily',
  'Peer-to-peer sessions, daily',
].map((title, index) => ({
  ...{ report: `getReport${index}`, title },
  product: products[index > 6 ? 3 : Math.min(2, index >> 1)]?.id ?? '',
}));

function measure(
  column: string,
  seed: number,
  size: number,
  unit: DailyMeasure['unit'],
  trend: number,
  key?: string,
): DailyMeasure {
  const values = Array.from({ length: 91 }, (_, index) => {
    const weekday = (index + 3) % 7;
    const weekend = unit === 'bytes' ? 1 : weekday === 5 ? 0.12 : weekday === 6 ? 0.08 : 1;
    return seed === 4 && index > 40 && index < 50
      ? null
      : Math.round(size * weekend * (1 + (trend * index) / 91) * (0.9 + 0.2 * noise(seed * 100 + index)));
  });
  const days = { unit, firstDay: '2026-08-20', values };
  return {
    column,
    key,
    ...days,
    latest: { date: '2026-11-18', value: values.at(-1) ?? 0 },
    change: weeksChange(days),
  };
}

const cards: OverviewCard[] = reports.map(({ report, title, product }, index) => ({
  report,
  title,
  product,
  refreshDate: index === 3 ? '2026-11-09' : '2026-11-18',
  checkedAt: '2026-11-20T09:00:00.000Z',
  archivedDays: 180 + index * 47,
  measures:
    index === 5
      ? []
      : index > 6
        ? [{ ...measure('IM', index, index === 7 ? 0 : 4, 'count', 0), isSmall: true }]
        : [
            {
              ...measure(
                index === 6 ? attack : index === 3 ? 'Storage Used (Byte)' : 'Team Chat Messages',
                index,
                index === 3 ? 5e13 : 1800,
                index === 3 ? 'bytes' : 'count',
                index % 2 === 0 ? 0.6 : -0.3,
              ),
              ...(index === 2 ? { whole: 4000 } : {}),
            },
            ...(index === 3
              ? []
              : [
                  {
                    ...measure('Private Chat Messages', index + 20, 9200, 'count', -0.05),
                    // One column of the report is blank on its last days.
                    ...(index === 1 ? { latest: { date: '2026-11-16', value: 9100 } } : {}),
                  },
                  measure(
                    'Audio Duration',
                    index + 40,
                    5_400_000,
                    'seconds',
                    1.4,
                    index === 4 ? 'OneDrive' : undefined,
                  ),
                ]),
          ],
  moreMeasures: index === 0 ? 8 : 0,
}));

const change = (before: number, after: number): WeeksChange => ({
  days: 28,
  before: { from: '2026-09-24', to: '2026-10-21', mean: before },
  after: { from: '2026-10-22', to: '2026-11-18', mean: after },
  ratio: after / before - 1,
});
const highlights: Highlight[] = [
  {
    kind: 'failed',
    report: 'getReport2',
    text: 'Microsoft Graph received too many requests and asks to wait 4 minutes.',
    at: '2026-11-20T08:41:00.000Z',
  },
  { kind: 'damaged', report: 'getReport4', count: 1 },
  { kind: 'lag', report: 'getReport3', refreshDate: '2026-11-09', days: 11, usual: 2 },
  { kind: 'rise', report: 'getReport0', column: 'Team Chat Messages', unit: 'count', change: change(1204, 1871) },
  {
    kind: 'rise',
    report: 'getReport4',
    column: 'Audio Duration',
    key: 'OneDrive',
    unit: 'seconds',
    change: change(90_000, 250_000),
  },
  {
    kind: 'fall',
    report: 'getReport6',
    column: attack,
    unit: 'count',
    change: change(800, 520),
  },
  { kind: 'missing', report: 'getReport1', days: 12, last: { from: '2026-09-03', to: '2026-09-14' } },
];

const alerts: OverviewEvent = {
  type: 'alerts',
  alerts: [
    {
      ...{ id: '["full",""]', severity: 'error', label: 'Error', title: 'Mailboxes are nearly full' },
      sentence: 'Mailboxes that have used 95% of their quota or more: 12',
      remark: 'since Nov 17',
    },
    {
      ...{ id: '["fell",""]', severity: 'warning', label: 'Warning', title: attack },
      sentence: `${attack} fell by 23%: 812 a day in the last 7 days, 1,054 in the 7 days before.`,
      remark: 'since Nov 18 · not judged since Nov 19, 9:41 AM',
    },
    {
      ...{ id: '["late",""]', severity: 'info', label: 'Information', title: 'Reports are late' },
      sentence: 'The newest data are of Nov 9, 3 days later than usual.',
      remark: 'since 9:41 AM',
    },
  ],
  more: 2,
};
const begin: OverviewEvent = {
  type: 'begin',
  connection: { id: 'sample', name: 'Contoso Manufacturing', isSample: true },
  reports,
  available: 55,
  products,
};
const notice = {
  severity: 'error',
  text: "The archive folder couldn't be read or written.",
  actions: [
    { id: 'retry', label: 'Retry' },
    { id: 'showLog', label: 'Show Log' },
  ],
} as const;
const arranged: OverviewEvent = {
  type: 'layout',
  favorites: ['getReport3', 'getReport7'],
  hidden: ['getReport1', 'getReport4'],
  retiredOpen: true,
};
const states: Readonly<Record<string, readonly OverviewEvent[]>> = {
  arranged: [arranged, begin, { type: 'cards', cards }, { type: 'end', highlights }],
  filling: [{ type: 'filling', done: 12, total: 57 }],
  overview: [begin, { type: 'cards', cards }, { type: 'end', highlights }],
  reading: [begin, { type: 'cards', cards: cards.slice(0, 3) }],
  quiet: [begin, { type: 'cards', cards }, { type: 'end', highlights: [] }],
  empty: [
    { ...begin, connection: { id: 'contoso', name: 'Contoso', isSample: false }, reports: [], products: [] },
    { type: 'end', highlights: [] },
  ],
  alerts: [begin, { type: 'cards', cards }, alerts, { type: 'end', highlights }],
  alertsAlone: [
    { ...begin, connection: { id: 'contoso', name: 'Contoso', isSample: false }, reports: [], products: [] },
    { ...alerts, more: 0 },
    { type: 'end', highlights: [] },
  ],
  alertsFailed: [
    begin,
    { type: 'cards', cards },
    { type: 'alerts', alerts: [], more: 0, failed: "The archive folder couldn't be read or written." },
    { type: 'end', highlights },
  ],
  failed: [begin, { type: 'cards', cards: cards.slice(0, 2) }, { type: 'failed', notice }],
};

const sent: OverviewMessage[] = [];
let layout: OverviewLayout = { favorites: [], hidden: [], retiredOpen: false };

function tell(event: OverviewEvent): void {
  if (event.type === 'layout') {
    layout = event;
  }
  window.postMessage({ kind: 'event', event: inLongerTexts(event) }, '*');
}

function receive(envelope: PageEnvelope): void {
  if (envelope.kind === 'ready') {
    (states[address.get('state') ?? 'overview'] ?? []).forEach(tell);
  }
  if (envelope.kind === 'message') {
    handle(envelope.message as OverviewMessage);
  }
}

/** Arranges the cards, as the extension does. */
function handle(message: OverviewMessage): void {
  sent.push(message);
  const changed = (names: readonly string[], { report, on }: { readonly report: string; readonly on: boolean }) => [
    ...names.filter((name) => name !== report),
    ...(on ? [report] : []),
  ];
  if (message.type === 'setFavorite') {
    tell({ type: 'layout', ...layout, favorites: changed(layout.favorites, message) });
  }
  if (message.type === 'setHidden') {
    tell({ type: 'layout', ...layout, hidden: changed(layout.hidden, message) });
  }
}

const overviewHarness = { sent, tell };
export type OverviewHarness = typeof overviewHarness;

Object.assign(window, {
  overviewHarness,
  acquireVsCodeApi: () => ({ postMessage: receive, setState: () => undefined, getState: () => undefined }),
});
