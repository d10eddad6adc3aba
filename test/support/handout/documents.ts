import { addDays, type IsoDate } from '../../../src/base/dates.js';
import type {
  HandoutBlock,
  HandoutDocument,
  KeyFigure,
  SeriesBlock,
  SeriesLine,
} from '../../../src/core/handout/document.js';

/** A red picture of one pixel. */
const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** Days of a weekly rhythm, with weekends lower. `null` where `isMissing` says so. */
export function line(
  name: string,
  firstDay: IsoDate,
  dayCount: number,
  level: number,
  isMissing: (index: number) => boolean = () => false,
): SeriesLine {
  const days = Array.from({ length: dayCount }, (_, index) => addDays(firstDay, index));
  return {
    name,
    days,
    values: days.map((day, index) => {
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
      const share = weekday === 0 || weekday === 6 ? 0.3 : 1;
      return isMissing(index) ? null : Math.round(level * share * (1 + index / 400 + ((index * 7) % 13) / 100));
    }),
  };
}

const figures: readonly KeyFigure[] = [
  {
    label: 'Active users, any service',
    value: 812,
    unit: 'count',
    denominator: { label: 'licensed users', value: 1000 },
    change: { from: 779, ratio: 812 / 779 - 1, since: '2026-09-30' },
  },
  {
    label: 'Teams',
    value: 701,
    unit: 'count',
    denominator: { label: 'licensed users', value: 1000 },
    change: { from: 723, ratio: 701 / 723 - 1, since: '2026-09-30' },
    note: '2 days of October are missing.',
  },
  { label: 'Storage', value: 5.6e12, unit: 'bytes', change: { from: 5.4e12, ratio: 0.037, since: '2026-09-30' } },
  {
    label: 'Microsoft 365 Copilot, enabled users',
    value: 0,
    unit: 'count',
    change: { from: 0, ratio: null, since: '2026-09-30' },
  },
  { label: 'Forms', value: null, unit: 'count', note: 'No report of Forms is archived for October.' },
  {
    label: 'Mailboxes near their quota',
    value: 3.4,
    unit: 'percent',
    change: { from: 2.9, ratio: 0.17, since: '2026-09-30' },
  },
];

const daily: SeriesBlock = {
  kind: 'series',
  title: 'Active users by service, daily',
  unit: 'count',
  isLevel: false,
  lines: [
    line('Teams', '2026-10-01', 31, 690, (index) => index === 12 || index === 13),
    line('Exchange', '2026-10-01', 31, 760, (index) => index === 12 || index === 13),
    line('OneDrive', '2026-10-01', 31, 410, (index) => index === 12 || index === 13 || index > 27),
  ],
  missingRanges: [{ from: '2026-10-13', to: '2026-10-14' }],
  summary: 'Active users of Teams, Exchange, and OneDrive in October 2026, from 690 to 901 on weekdays.',
};

const storage: SeriesBlock = {
  kind: 'series',
  title: 'Storage used',
  unit: 'bytes',
  isLevel: true,
  lines: [line('OneDrive', '2026-10-01', 31, 3.1e12), line('SharePoint', '2026-10-01', 31, 2.2e12)],
  missingRanges: [],
  summary: 'OneDrive grew from 3.1 to 3.6 TB, SharePoint from 2.2 to 2.5 TB.',
};

const year: SeriesBlock = {
  kind: 'series',
  title: 'Active users of Teams, twelve months',
  unit: 'count',
  isLevel: false,
  lines: [line('Teams', '2025-11-01', 365, 640)],
  missingRanges: [],
  summary: 'Active users of Teams grew from 640 to about 1,200.',
};

const blocks: readonly HandoutBlock[] = [
  {
    kind: 'text',
    paragraphs: ['What the tenant used in October 2026, from the usage reports that Microsoft provides.'],
  },
  { kind: 'heading', level: 2, text: 'At a glance' },
  { kind: 'keyFigures', figures },
  { kind: 'heading', level: 2, text: 'Adoption' },
  { kind: 'text', paragraphs: ['A user is active on a day if any report of the service says so.'] },
  daily,
  storage,
  { kind: 'heading', level: 3, text: 'Over the year' },
  year,
  { kind: 'heading', level: 2, text: 'Devices' },
  {
    kind: 'bars',
    title: 'Users of Teams by device',
    unit: 'count',
    bars: [
      { label: 'Windows', value: 512 },
      { label: 'iOS', value: 231 },
      { label: 'Android phone', value: 88 },
      { label: 'Web', value: 0 },
      { label: 'Linux', value: null },
    ],
    summary: 'Most users of Teams use Windows: 512 of 701.',
  },
  {
    kind: 'failed',
    of: 'bars',
    title: 'Outlook apps',
    reason: 'The report of email apps is not archived for October 2026.',
  },
  { kind: 'heading', level: 2, text: 'Licenses' },
  {
    kind: 'table',
    title: 'Licenses by product',
    columns: [
      { label: 'Product', type: 'text' },
      { label: 'Assigned', type: 'number', unit: 'count' },
      { label: 'Used', type: 'number', unit: 'percent' },
      { label: 'Storage', type: 'number', unit: 'bytes' },
      { label: 'Cost of unused', type: 'number', currency: 'EUR' },
      { label: 'Last assigned', type: 'date' },
      { label: 'Blocked', type: 'boolean' },
    ],
    rows: Array.from({ length: 60 }, (_, index) => [
      `Product ${index + 1}`,
      1000 - index * 9,
      index % 7 === 0 ? null : 97.5 - index,
      index * 1.7e11,
      index * 12.5,
      addDays('2026-10-31', -index),
      index % 2 === 0,
    ]),
    rowCount: 72,
    leftOut: ['Groups with fewer than 5 users are left out.'],
  },
  { kind: 'heading', level: 2, text: 'What stands out' },
  {
    kind: 'standsOut',
    items: [
      { kind: 'rise', text: 'Chat messages: +23% against September' },
      { kind: 'fall', text: 'Skype for Business: −90% against September' },
      { kind: 'lag', text: 'The reports of Forms are 12 days old' },
    ],
    notes: ['In September 2026, 9 days of 30 are missing.'],
  },
  { kind: 'heading', level: 2, text: 'What is missing, and why' },
  {
    kind: 'dataQuality',
    items: [
      { severity: 'warning', text: '2 days of October 2026 are missing: October 13 – 14. Nothing was collected then.' },
      { severity: 'info', text: 'Names of users are concealed by the tenant.' },
      { severity: 'error', text: 'A snapshot of Email apps is damaged.' },
    ],
  },
];

/** A month of a tenant, with every kind of block. */
export const monthlyDocument: HandoutDocument = {
  title: 'Monthly summary',
  tenant: 'Contoso',
  span: { from: '2026-10-01', to: '2026-10-31', month: '2026-10' },
  refreshDate: '2026-10-31',
  generatedAt: '2026-11-02T06:30:00Z',
  language: 'en',
  logo: LOGO,
  namesUsers: false,
  blocks,
};

const SERVICES = 12;

/** A year of a tenant: six lines of each of twelve services, by day. */
export const yearDocument: HandoutDocument = {
  ...monthlyDocument,
  title: 'Year',
  span: { from: '2025-11-01', to: '2026-10-31' },
  blocks: Array.from({ length: SERVICES }, (_, service): readonly HandoutBlock[] => [
    { kind: 'heading', level: 2, text: `Service ${service + 1}` },
    { kind: 'keyFigures', figures },
    {
      ...daily,
      lines: Array.from({ length: 6 }, (__, index) =>
        line(`Measure ${index + 1}`, '2025-11-01', 365, 40_000 + index * 9000),
      ),
    },
    { ...year, lines: [line('Storage', '2025-11-01', 365, 6e12)], unit: 'bytes', isLevel: true },
  ]).flat(),
};

/** @param pieces of a file */
export async function joined(pieces: AsyncIterable<string> | Iterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
  }
  return text;
}

/** What a document says in words, by the names of its properties. All others are days, numbers, and kinds. */
const WORDS = new Set([
  'title',
  'tenant',
  'text',
  'label',
  'name',
  'note',
  'summary',
  'reason',
  'paragraphs',
  'leftOut',
  'rows',
]);

/** The same document with other words, whatever the block. Days in cells are words, too. */
export function withWords(document: HandoutDocument, change: (words: string) => string): HandoutDocument {
  const changed = (value: unknown, isWords: boolean): unknown => {
    if (typeof value === 'string') {
      return isWords ? change(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map((one) => changed(one, isWords));
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one, WORDS.has(key))]))
      : value;
  };
  return changed(document, false) as HandoutDocument;
}
