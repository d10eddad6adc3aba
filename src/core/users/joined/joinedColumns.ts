import { type ColumnDefinition, mayHaveDecimals, type ReportDefinition } from '../../catalog/definition.js';
import { exportedReport } from '../../catalog/fileDefinitions.js';
import type { ColumnInfo, ColumnType, Unit } from '../../../shared/report.js';
import {
  ACTIVE_USERS_NAMES,
  ACTIVE_USERS_STATES,
  COPILOT_USAGE,
  JOINED_REPORTS,
  JOINED_SERVICES,
  type JoinedReport,
  type JoinedService,
  MAILBOX_QUOTA,
  MAILBOX_USED,
  ONEDRIVE_ALLOCATED,
  ONEDRIVE_USED,
} from './joinedReports.js';

/** Columns of the joined table that no single report has. */
export const COLUMN = {
  principalName: 'User Principal Name',
  displayName: 'Display Name',
  id: 'User Id',
  isDeleted: 'Is Deleted',
  deletedDate: 'Deleted Date',
  products: 'Assigned Products',
  /** The first day on which a report knows of the user: the earliest of all days on which a license was assigned or the mailbox created. */
  firstSeen: 'First Seen',
  /** Of all services. */
  lastActivity: 'Last Activity Date',
  /** Counted back from the newest refresh date of the reports, as nothing newer is known. */
  daysSince: 'Days Since Last Activity',
  /** Whether somebody is active anywhere, as far as {@link ACTIVE_USERS} tells who is not. */
  activity: 'Activity Status',
  mailboxShare: 'Mailbox Quota Used (%)',
  oneDriveShare: 'OneDrive Storage Used (%)',
} as const;

export const serviceColumn = {
  licensed: (service: JoinedService) => `${service} Licensed`,
  assigned: (service: JoinedService) => `${service} License Assigned`,
  lastActivity: (service: JoinedService) => `${service} Last Activity Date`,
  states: (service: JoinedService) => `${service} Status`,
};

/** The column that says why measures of a report are blank. */
export function statesColumn({ states, service }: JoinedReport): string {
  return states ?? (service === undefined ? '' : serviceColumn.states(service));
}

/** Shares of storage in what limits it, in percent. */
export const SHARES = [
  { name: COLUMN.mailboxShare, used: MAILBOX_USED, whole: MAILBOX_QUOTA },
  { name: COLUMN.oneDriveShare, used: ONEDRIVE_USED, whole: ONEDRIVE_ALLOCATED },
] as const;

/** Whether the joined table says who has a license for a service. No report says it of the others. */
export function hasLicenses(service: JoinedService): boolean {
  return (
    ACTIVE_USERS_NAMES.has(service) ||
    JOINED_REPORTS.some((one) => one.report === COPILOT_USAGE && one.service === service)
  );
}

/** Whether a report says when somebody was active in the service. */
export function hasActivity(service: JoinedService): boolean {
  return JOINED_REPORTS.some((one) => one.service === service && one.isActivity);
}

/** A column, and the one that says why its cells are blank. */
interface JoinedColumn {
  readonly definition: ColumnDefinition;
  readonly blanksIn?: string;
}

interface JoinedFacts {
  readonly unit?: Unit;
  readonly decimals?: true;
  readonly blanksIn?: string;
}

function column(name: string, type: ColumnType, more: JoinedFacts = {}) {
  const { unit, decimals, blanksIn } = more;
  return {
    definition: {
      ...{ name, type },
      ...(unit === undefined ? {} : { unit }),
      ...(decimals === undefined ? {} : { decimals }),
    },
    ...(blanksIn === undefined || blanksIn === '' ? {} : { blanksIn }),
  };
}

function naming(name: string): JoinedColumn {
  return { definition: { name, type: 'text', identity: true } };
}

function columnsOfReport(report: JoinedReport): JoinedColumn[] {
  const blanksIn = statesColumn(report);
  const shareOf = (name: string) => SHARES.filter(({ whole }) => whole === name);
  return [
    ...(report.states === undefined ? [] : [column(report.states, 'text')]),
    ...report.measures.flatMap(({ name, type, unit }) => [
      column(name, type, { unit, blanksIn }),
      ...shareOf(name).map((share) => column(share.name, 'number', { unit: 'count', decimals: true, blanksIn })),
    ]),
  ];
}

function columnsOfService(service: JoinedService): JoinedColumn[] {
  const states = serviceColumn.states(service);
  const isInActiveUsers = ACTIVE_USERS_NAMES.has(service);
  return [
    ...(hasLicenses(service)
      ? [
          column(serviceColumn.licensed(service), 'boolean', {
            blanksIn: isInActiveUsers ? ACTIVE_USERS_STATES : states,
          }),
        ]
      : []),
    // Nobody who has no license has a day on which it was assigned. The column before says so.
    ...(isInActiveUsers ? [column(serviceColumn.assigned(service), 'date')] : []),
    ...(hasActivity(service)
      ? [column(serviceColumn.lastActivity(service), 'date', { blanksIn: states }), column(states, 'text')]
      : []),
    ...JOINED_REPORTS.filter((report) => report.service === service).flatMap(columnsOfReport),
  ];
}

const COLUMNS: readonly JoinedColumn[] = [
  naming(COLUMN.principalName),
  naming(COLUMN.displayName),
  naming(COLUMN.id),
  column(COLUMN.isDeleted, 'boolean'),
  column(COLUMN.deletedDate, 'date'),
  column(COLUMN.products, 'list'),
  column(COLUMN.firstSeen, 'date'),
  column(COLUMN.lastActivity, 'date', { blanksIn: COLUMN.activity }),
  column(COLUMN.daysSince, 'number', { unit: 'count', blanksIn: COLUMN.activity }),
  column(COLUMN.activity, 'text'),
  ...JOINED_REPORTS.filter(({ service }) => service === undefined).flatMap(columnsOfReport),
  ...JOINED_SERVICES.flatMap(columnsOfService),
];

/** All columns, whichever reports are archived, so that files and saved views always find them. */
export const JOINED_COLUMNS: readonly ColumnDefinition[] = COLUMNS.map(({ definition }) => definition);

/** The columns that say of others why they are blank. */
const STATES = new Set(COLUMNS.flatMap(({ blanksIn }) => blanksIn ?? []));

/** What is known of {@link JOINED_COLUMNS} in a table. */
export const JOINED_COLUMN_INFOS: readonly ColumnInfo[] = COLUMNS.map(
  ({ definition: { name, type, unit, ...definition }, blanksIn }) => ({
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(mayHaveDecimals({ type, unit, ...definition }) ? { decimals: true } : {}),
    known: true,
    ...(STATES.has(name) ? { ownTexts: true } : {}),
    ...(blanksIn === undefined ? {} : { blanksIn }),
  }),
);

/** What is known of the joined table, as the catalog knows reports. Nothing requests it. */
export const USERS_REPORT: ReportDefinition = exportedReport({
  name: 'users',
  title: 'Users',
  description: 'One row per user, joined from all archived reports about users.',
  product: 'activeUsers',
  keys: [COLUMN.principalName],
  columns: JOINED_COLUMNS,
});
