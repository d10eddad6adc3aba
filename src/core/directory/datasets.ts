import type { ColumnType, Unit } from '../../shared/report.js';
import { MICROSOFT_CLOUDS } from '../../base/clouds.js';
import type { ColumnDefinition, GraphPermission, ReportDefinition } from '../catalog/definition.js';
import { exportedReport } from '../catalog/fileDefinitions.js';
import type { DirectoryDataset } from './names.js';

/** Columns of the users in the directory. */
export const DIRECTORY_USER = {
  id: 'User Id',
  principalName: 'User Principal Name',
  displayName: 'Display Name',
  department: 'Department',
  country: 'Country',
  office: 'Office',
  company: 'Company',
  employeeType: 'Employee Type',
  accountEnabled: 'Account Enabled',
  /** `Member` or `Guest`. */
  userType: 'User Type',
  /** With the time of day, in UTC. */
  created: 'Created',
  assignedSkus: 'Assigned SKU Ids',
} as const;

/** Columns of the subscriptions: one row for each product that was bought. */
export const SUBSCRIBED_SKU = {
  id: 'Sku Id',
  partNumber: 'Sku Part Number',
  /** `Enabled`, `Warning`, `Suspended`, `Deleted`, or `LockedOut`. */
  status: 'Capability Status',
  bought: 'Bought',
  warning: 'Warning',
  suspended: 'Suspended',
  lockedOut: 'Locked Out',
  consumed: 'Consumed',
} as const;

/** Columns of the sign-ins. A blank cell is a value that was not sent, and never says that somebody did not sign in. */
export const SIGN_IN = {
  id: DIRECTORY_USER.id,
  /** By it, sign-ins are found in reports without object IDs where the users of the directory are not archived. */
  principalName: DIRECTORY_USER.principalName,
  last: 'Last Sign-in',
  lastNonInteractive: 'Last Non-Interactive Sign-in',
  lastSuccessful: 'Last Successful Sign-in',
} as const;

const READ_USERS: GraphPermission = {
  name: 'User.Read.All',
  includedIn: ['User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
};

const column = (name: string, json: string, type: ColumnType = 'text', unit?: Unit): ColumnDefinition => ({
  name,
  json,
  type,
  ...(unit === undefined ? {} : { unit }),
});
const naming = (name: string, json: string): ColumnDefinition => ({ ...column(name, json), identity: true });
const count = (name: string, json: string): ColumnDefinition => column(name, json, 'number', 'count');
const optional = (definition: ColumnDefinition): ColumnDefinition => ({ ...definition, optional: true });

/** How a request for any of them is made. National clouds have them in v1.0, too. */
const REQUESTED = {
  versions: ['v1.0'],
  formats: { 'v1.0': ['json'] },
  clouds: MICROSOFT_CLOUDS,
} satisfies Partial<ReportDefinition>;

/** Everything that is known of them, as the catalog knows reports, which they are none of: the catalog does not find them. */
export const DIRECTORY_DEFINITIONS: Readonly<Record<DirectoryDataset, ReportDefinition>> = {
  directoryUsers: {
    ...exportedReport({
      name: 'directoryUsers',
      title: 'Users in the directory',
      description: 'One row for each user: department, country, office, company, and which licenses are assigned.',
      product: 'directory',
      keys: [DIRECTORY_USER.id],
      columns: [
        naming(DIRECTORY_USER.id, 'id'),
        naming(DIRECTORY_USER.principalName, 'userPrincipalName'),
        naming(DIRECTORY_USER.displayName, 'displayName'),
        column(DIRECTORY_USER.department, 'department'),
        column(DIRECTORY_USER.country, 'country'),
        column(DIRECTORY_USER.office, 'officeLocation'),
        column(DIRECTORY_USER.company, 'companyName'),
        column(DIRECTORY_USER.employeeType, 'employeeType'),
        column(DIRECTORY_USER.accountEnabled, 'accountEnabled', 'boolean'),
        column(DIRECTORY_USER.userType, 'userType'),
        column(DIRECTORY_USER.created, 'createdDateTime', 'date'),
        { ...column(DIRECTORY_USER.assignedSkus, 'assignedLicenses', 'list'), jsonItem: 'skuId' },
      ],
    }),
    ...REQUESTED,
    path: '/users',
    select: [
      'id',
      'userPrincipalName',
      'displayName',
      'department',
      'country',
      'officeLocation',
      'companyName',
      'employeeType',
      'accountEnabled',
      'userType',
      'createdDateTime',
      'assignedLicenses',
    ],
    pageSize: 999,
    permissions: [READ_USERS],
  },
  subscribedSkus: {
    ...exportedReport({
      name: 'subscribedSkus',
      title: 'Subscriptions',
      description: 'One row for each product: how many licenses were bought, are suspended, and are assigned.',
      product: 'directory',
      keys: [SUBSCRIBED_SKU.id],
      columns: [
        column(SUBSCRIBED_SKU.id, 'skuId'),
        column(SUBSCRIBED_SKU.partNumber, 'skuPartNumber'),
        column(SUBSCRIBED_SKU.status, 'capabilityStatus'),
        count(SUBSCRIBED_SKU.bought, 'enabled'),
        count(SUBSCRIBED_SKU.warning, 'warning'),
        count(SUBSCRIBED_SKU.suspended, 'suspended'),
        optional(count(SUBSCRIBED_SKU.lockedOut, 'lockedOut')),
        count(SUBSCRIBED_SKU.consumed, 'consumedUnits'),
      ],
    }),
    ...REQUESTED,
    kind: 'current-state',
    path: '/subscribedSkus',
    // `$select` is the only option that this takes.
    select: ['skuId', 'skuPartNumber', 'capabilityStatus', 'prepaidUnits', 'consumedUnits'],
    permissions: [
      {
        name: 'LicenseAssignment.Read.All',
        includedIn: [
          'LicenseAssignment.ReadWrite.All',
          'Organization.Read.All',
          'Organization.ReadWrite.All',
          'Directory.Read.All',
          'Directory.ReadWrite.All',
        ],
      },
    ],
  },
  directorySignIns: {
    ...exportedReport({
      name: 'directorySignIns',
      title: 'Last sign-ins',
      description: 'One row for each user: the last sign-in, as far as Microsoft Entra sends it.',
      product: 'directory',
      keys: [SIGN_IN.id],
      columns: [
        naming(SIGN_IN.id, 'id'),
        optional(naming(SIGN_IN.principalName, 'userPrincipalName')),
        optional(column(SIGN_IN.last, 'lastSignInDateTime', 'date')),
        optional(column(SIGN_IN.lastNonInteractive, 'lastNonInteractiveSignInDateTime', 'date')),
        optional(column(SIGN_IN.lastSuccessful, 'lastSuccessfulSignInDateTime', 'date')),
      ],
    }),
    ...REQUESTED,
    path: '/users',
    select: ['id', 'signInActivity', 'userPrincipalName'],
    jsonIgnored: ['lastSignInRequestId', 'lastNonInteractiveSignInRequestId', 'lastSuccessfulSignInRequestId'],
    // Microsoft allows no more where sign-ins are asked for.
    pageSize: 500,
    permissions: [{ name: 'AuditLog.Read.All', includedIn: [] }, READ_USERS],
  },
};

/** Names of the permissions that some datasets need, each once. */
export function permissionsOf(datasets: readonly DirectoryDataset[]): readonly string[] {
  const all = datasets.flatMap((dataset) => DIRECTORY_DEFINITIONS[dataset].permissions ?? []);
  return [...new Set(all.map(({ name }) => name))];
}
