/** Whose storage a row of the table is. Files have these texts, in English, as they have the names of columns. */
export const STORAGE_KINDS = ['Mailbox', 'OneDrive', 'Site'] as const;
export type StorageKind = (typeof STORAGE_KINDS)[number];

/** A detail report that has a row for each mailbox, account, or site, and what its columns are called. */
export interface StorageReport {
  readonly kind: StorageKind;
  /** Name in the catalog. */
  readonly report: string;
  /**
   * Columns by which its rows are told apart, the most telling first. A site's owner is not among them, as somebody owns several sites; of
   * OneDrive accounts, each has one. The first that says something is also what the row is called.
   */
  readonly names: readonly string[];
  /** What a row is called, the most telling first. */
  readonly called: readonly string[];
  readonly owner: string;
  readonly ownerName: string;
  /** The first of them that a row has is its quota. */
  readonly quotas: readonly string[];
  /** Day since which it has been there; absent if the report does not say. */
  readonly created?: string;
}

export const USED = 'Storage Used (Byte)';
export const QUOTAS = {
  warning: 'Issue Warning Quota (Byte)',
  send: 'Prohibit Send Quota (Byte)',
  receive: 'Prohibit Send/Receive Quota (Byte)',
} as const;

export const STORAGE_REPORTS: readonly StorageReport[] = [
  {
    kind: 'Mailbox',
    report: 'getMailboxUsageDetail',
    names: ['User Principal Name'],
    called: ['User Principal Name', 'Display Name'],
    owner: 'User Principal Name',
    ownerName: 'Display Name',
    // A full mailbox is one that receives nothing any more.
    quotas: [QUOTAS.receive, QUOTAS.send, QUOTAS.warning],
    created: 'Created Date',
  },
  {
    kind: 'OneDrive',
    report: 'getOneDriveUsageAccountDetail',
    names: ['Site URL', 'Owner Principal Name'],
    called: ['Site URL', 'Owner Principal Name', 'Owner Display Name'],
    owner: 'Owner Principal Name',
    ownerName: 'Owner Display Name',
    quotas: ['Storage Allocated (Byte)'],
  },
  {
    kind: 'Site',
    report: 'getSharePointSiteUsageDetail',
    names: ['Site Id', 'Site URL'],
    called: ['Site URL', 'Site Id'],
    owner: 'Owner Principal Name',
    ownerName: 'Owner Display Name',
    quotas: ['Storage Allocated (Byte)'],
  },
];

/** Names in the catalog. */
export const STORAGE_REPORT_NAMES: readonly string[] = STORAGE_REPORTS.map(({ report }) => report);

/** Other columns that the table has, where a report has them. */
export const COPIED = {
  isDeleted: 'Is Deleted',
  lastActivity: 'Last Activity Date',
  recipientType: 'Recipient Type',
} as const;

const PERIOD = 'Report Period';

/** Tells which columns of a report are read. @param isNewest whether its rows become rows of the table, or it is only compared with */
export function neededOf(report: string, isNewest: boolean): (column: string) => boolean {
  const found = STORAGE_REPORTS.find((one) => one.report === report);
  const needed = new Set(
    found === undefined
      ? []
      : [
          ...[...found.names, USED, PERIOD, COPIED.isDeleted],
          ...(isNewest
            ? [...found.called, found.owner, found.ownerName, ...found.quotas, ...Object.values(COPIED)]
            : []),
          ...(isNewest && found.created !== undefined ? [found.created] : []),
        ],
  );
  return (column) => needed.has(column);
}
