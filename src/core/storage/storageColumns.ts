import type { ColumnInfo, ColumnType, Unit } from '../../shared/report.js';
import type { ColumnDefinition, ReportDefinition } from '../catalog/definition.js';
import { exportedReport } from '../catalog/fileDefinitions.js';
import { COPIED, QUOTAS, USED } from './storageReports.js';

/** Columns of the table of storage: a row for each mailbox, OneDrive account, and SharePoint site. */
export const STORAGE = {
  /** Of the report that the row is from. */
  refreshDate: 'Report Refresh Date',
  /** The address of a mailbox or a site; its ID where no address was sent. */
  name: 'Name',
  kind: 'Kind',
  ownerName: 'Owner Display Name',
  owner: 'Owner Principal Name',
  isDeleted: COPIED.isDeleted,
  lastActivity: COPIED.lastActivity,
  used: USED,
  quota: 'Quota (Byte)',
  share: 'Quota Used (%)',
  growth: 'Growth per Month (Byte)',
  /** Day of the snapshot that the row is compared with. */
  since: 'Growth Since',
  growthState: 'Growth Status',
  daysLeft: 'Days Left',
  daysLeftState: 'Days Left Status',
  recipientType: COPIED.recipientType,
  ...QUOTAS,
} as const;

interface StorageColumn {
  readonly type: ColumnType;
  readonly unit?: Unit;
  readonly decimals?: true;
  readonly identity?: true;
  /** The column that says why cells are blank. */
  readonly blanksIn?: string;
}

const bytes: StorageColumn = { type: 'number', unit: 'bytes' };
const text: StorageColumn = { type: 'text' };
const naming: StorageColumn = { type: 'text', identity: true };

/** What is full, and when, comes first; why not, and what it is told from, last. */
const COLUMNS: readonly (readonly [name: string, column: StorageColumn])[] = [
  [STORAGE.refreshDate, { type: 'date' }],
  [STORAGE.name, naming],
  [STORAGE.kind, text],
  [STORAGE.used, { ...bytes, blanksIn: STORAGE.growthState }],
  [STORAGE.quota, { ...bytes, blanksIn: STORAGE.daysLeftState }],
  [STORAGE.share, { type: 'number', unit: 'count', decimals: true, blanksIn: STORAGE.daysLeftState }],
  [STORAGE.growth, { ...bytes, blanksIn: STORAGE.growthState }],
  [STORAGE.daysLeft, { type: 'number', unit: 'count', blanksIn: STORAGE.daysLeftState }],
  [STORAGE.lastActivity, { type: 'date' }],
  [STORAGE.isDeleted, { type: 'boolean' }],
  [STORAGE.ownerName, naming],
  [STORAGE.owner, naming],
  [STORAGE.recipientType, text],
  [STORAGE.since, { type: 'date', blanksIn: STORAGE.growthState }],
  [STORAGE.growthState, text],
  [STORAGE.daysLeftState, text],
  [STORAGE.warning, bytes],
  [STORAGE.send, bytes],
  [STORAGE.receive, bytes],
];

/** The columns that say of others why they are blank. */
const STATES = new Set(COLUMNS.flatMap(([, { blanksIn }]) => blanksIn ?? []));

/** What is known of the columns in a table, in their order. */
export const STORAGE_COLUMN_INFOS: readonly ColumnInfo[] = COLUMNS.map(
  ([name, { type, unit, decimals, blanksIn }]) => ({
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(decimals === undefined ? {} : { decimals }),
    known: true,
    ...(STATES.has(name) ? { ownTexts: true } : {}),
    ...(blanksIn === undefined ? {} : { blanksIn }),
  }),
);

/** What is known of the table, as the catalog knows reports. Nothing requests it. */
export const STORAGE_REPORT: ReportDefinition = exportedReport({
  name: 'storage',
  title: 'Storage',
  description: 'One row for each mailbox, OneDrive account, and SharePoint site, with its quota and its growth.',
  product: 'onedrive',
  keys: [STORAGE.name],
  cards: [STORAGE.kind, STORAGE.used, STORAGE.growth, STORAGE.lastActivity],
  columns: COLUMNS.map(([name, { type, unit, decimals, identity }]): ColumnDefinition => ({
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(decimals === undefined ? {} : { decimals }),
    ...(identity === undefined ? {} : { identity }),
  })),
});
