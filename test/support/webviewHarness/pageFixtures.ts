import type { SnapshotDiffSummary } from '../../../src/shared/pages/snapshotDiff.js';
import type { UserSummary } from '../../../src/shared/pages/userSearch.js';
import type { CellValue, ColumnInfo } from '../../../src/shared/report.js';

const columns: ColumnInfo[] = [
  { name: 'User Principal Name', type: 'text', known: true },
  { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes', known: true },
  { name: 'Last Activity Date', type: 'date', known: true },
  { name: 'Assigned Products', type: 'list', known: true },
  { name: 'Is Deleted', type: 'boolean', known: true },
];

const changedRows: CellValue[][] = Array.from({ length: 30 }, (_, at) => [
  `person${at}@northlight.example`,
  5_000_000 * (at + 3),
  '2026-11-17',
  ['OFFICE 365 E3', 'VISIO'],
  false,
  at % 2 === 0 ? ['Storage Used (Byte)', 'Last Activity Date'] : ['Storage Used (Byte)', 'Is Deleted'],
  null,
  at === 0 ? null : 4_000_000 * (at + 1),
  '2026-10-30',
  null,
  true,
]);

const diff: SnapshotDiffSummary = {
  title: 'Mailbox usage, mailbox details',
  name: 'getMailboxUsageDetail',
  product: 'Exchange',
  connection: { name: 'Northlight', isSample: false },
  before: {
    parameter: 'Last 30 days',
    refreshDate: '2026-11-11',
    fetchedAt: '2026-11-13T08:00:00.000Z',
    rowCount: 160,
  },
  after: { parameter: 'Last 30 days', refreshDate: '2026-11-18', fetchedAt: '2026-11-20T08:00:00.000Z', rowCount: 162 },
  unchanged: 128,
  comparable: true,
  matchedBy: ['User Principal Name'],
  ignored: ['Report Refresh Date', 'Report Period'],
  changedColumns: [
    { name: 'Storage Used (Byte)', rows: 30 },
    { name: 'Last Activity Date', rows: 15 },
    { name: 'Is Deleted', rows: 15 },
  ],
  notices: [
    {
      severity: 'info',
      text: 'Rows were matched by "Owner Principal Name" because "Site URL" is concealed.',
      actions: [],
    },
  ],
  tabs: [
    { kind: 'changed', label: 'Changed', count: 30, columns, userColumns: [0] },
    { kind: 'added', label: 'Added', count: 4, columns, userColumns: [0] },
    { kind: 'gone', label: 'Gone', count: 0, columns, userColumns: [0] },
  ],
};

const none = { licensed: [], unlicensed: [], figures: [], zeros: [], used: [], yes: [], no: [] };
const card = {
  parameter: 'Last 30 days',
  refreshDate: '2026-11-18',
  refreshAgeDays: 2,
  fetchedAt: '2026-11-20T08:00:00.000Z',
  owns: false,
  more: 0,
};

const user: UserSummary = {
  connection: { name: 'Northlight Robotics', isSample: true },
  heading: 'Zoë Lindqvist',
  displayName: 'Zoë Lindqvist',
  principalName: 'zoe.lindqvist@northlight.example',
  id: '0a0a0a0a-1111-2222-3333-444444444444',
  lastActivity: { date: '2026-11-17', product: 'Microsoft Teams' },
  isDeleted: true,
  deletedOn: '2026-11-10',
  products: ['MICROSOFT 365 E5', 'ENTERPRISE MOBILITY + SECURITY E5'],
  licensed: ['Exchange', 'OneDrive', 'Teams'],
  storage: [
    { product: 'Exchange', bytes: 4_456_000_000 },
    { product: 'OneDrive', bytes: 0 },
  ],
  cards: [
    {
      ...card,
      id: 'getEmailActivityUserDetail/D30',
      title: 'Email activity, user details',
      product: 'Exchange',
      icon: 'mail',
      entries: [
        {
          ...none,
          lastActivity: '2026-11-16',
          isDeleted: true,
          deletedOn: '2026-11-10',
          products: ['MICROSOFT 365 E5'],
          figures: [{ column: { name: 'Send Count', type: 'number', known: true }, value: 192 }],
          zeros: [
            { name: 'Read Count', type: 'number', known: true },
            { name: 'Calls', label: '1:1 calls', type: 'number', known: true },
          ],
        },
      ],
    },
    {
      ...card,
      id: 'getTeamsDeviceUsageUserDetail/D30',
      title: 'Device usage, user details',
      product: 'Microsoft Teams',
      icon: 'comment-discussion',
      entries: [{ ...none, lastActivity: '2026-11-17', used: ['Web', 'Windows'], no: ['Is Licensed'] }],
    },
    {
      ...card,
      id: 'getSharePointSiteUsageDetail/D30',
      title: 'Site usage, site details',
      product: 'SharePoint',
      icon: 'library',
      owns: true,
      more: 61,
      entries: [
        'https://northlight.sharepoint.example/sites/research-and-development-of-everything',
        'https://northlight.sharepoint.example/sites/<b>x</b>',
      ].map((label) => ({
        ...none,
        label,
        figures: [{ column: columns[1]!, value: 77_000_000 }],
      })),
    },
    {
      ...card,
      id: 'getBrowserUserDetail/D30',
      title: 'Browser usage, user details',
      product: 'Browsers',
      icon: 'browser',
      entries: [none],
      refreshDate: null,
      refreshAgeDays: null,
    },
  ],
  gaps: [
    {
      id: 'a/D30',
      title: 'OneDrive activity, user details',
      product: 'OneDrive',
      icon: 'cloud',
      why: 'concealed',
      parameter: 'Last 30 days',
      refreshDate: '2026-11-18',
    },
    {
      id: 'b/D30',
      title: 'Viva Engage activity, user details',
      product: 'Viva Engage',
      icon: 'megaphone',
      why: 'notFound',
      parameter: 'Last 30 days',
      refreshDate: '2026-11-18',
    },
    {
      id: 'e/D30',
      title: 'Mailbox usage, mailbox details',
      product: 'Exchange',
      icon: 'mail',
      why: 'notActive',
      parameter: 'Tue, Nov 10, 2026',
      refreshDate: '2026-11-18',
    },
    { id: 'f/D30', title: 'Skype activity, user details', product: 'Skype', icon: 'device-mobile', why: 'noRows' },
    { id: 'c/D30', title: 'Usage by user', product: 'Copilot', icon: 'copilot', why: 'notFetched' },
    { id: 'd/D30', title: 'Forms activity, user details', product: 'Forms', icon: 'checklist', why: 'notFetched' },
  ],
  notices: [],
};

const hash = '5D41402ABC4B2A76B9719D911017C592';
const changed = { type: 'diff', tab: 'changed', view: {} } as const;

/** States of the pages beside the report panel, as the extension host would put them there. */
export const pageFixtures = {
  diff: { page: 'snapshotDiff', messages: [{ ...changed, summary: diff }], rows: changedRows },
  diffNone: {
    page: 'snapshotDiff',
    messages: [
      {
        ...changed,
        summary: { ...diff, notices: [], changedColumns: [], tabs: diff.tabs.map((tab) => ({ ...tab, count: 0 })) },
      },
    ],
  },
  diffConcealed: {
    page: 'snapshotDiff',
    messages: [
      {
        ...changed,
        summary: {
          ...diff,
          comparable: false,
          notices: [
            {
              severity: 'warning',
              text: "Names are concealed in the newer snapshot but not in the older one, so rows can't be matched.",
              detail: "This doesn't mean that all users were replaced.",
              actions: [],
            },
          ],
        },
      },
    ],
  },
  user: { page: 'userSearch', messages: [{ type: 'user', summary: user }] },
  userBusy: {
    page: 'userSearch',
    messages: [
      { type: 'user', summary: user },
      { type: 'busy', text: 'Fetching Teams user activity, user details' },
    ],
  },
  userConcealed: {
    page: 'userSearch',
    messages: [
      {
        type: 'user',
        summary: {
          ...user,
          heading: hash,
          displayName: undefined,
          principalName: hash,
          id: undefined,
          isDeleted: undefined,
          lastActivity: undefined,
          products: [],
          licensed: [],
          storage: [],
          cards: [],
          notices: [
            {
              severity: 'info',
              text: "This is a concealed name. It stands for the same user in all reports, as long as Microsoft doesn't change it.",
              detail: "Microsoft doesn't document how names are concealed.",
              actions: [],
            },
          ],
        },
      },
    ],
  },
} as const;
