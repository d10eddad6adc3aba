import { LICENSE_TEXTS } from '../../shared/licenseTexts.js';
import type { ColumnType, Unit } from '../../shared/report.js';
import type { ColumnDefinition, ReportDefinition } from '../catalog/definition.js';
import { exportedReport } from '../catalog/fileDefinitions.js';
import type { LicenseState } from './licenseUse.js';

/** Columns of the table of licenses: a row for each product of each user. */
export const LICENSE = {
  refreshDate: 'Report Refresh Date',
  principalName: 'User Principal Name',
  displayName: 'Display Name',
  product: 'Product',
  state: 'License Status',
  confidence: 'Confidence',
  reason: 'Reason',
  doubts: 'What Would Change It',
  /** Of the product's services. */
  lastActivity: 'Last Activity Date',
  /** Counted back from the newest refresh date of the reports, as nothing newer is known. */
  daysSince: 'Days Since Last Activity',
  assigned: 'License Assign Date',
  usedServices: 'Used Services',
  active30: 'Active in 30 Days',
  active90: 'Active in 90 Days',
  isNew: 'Is New',
  isDeleted: 'Is Deleted',
  /** Blank where no joined report has object IDs. */
  id: 'User Id',
} as const;

/** Columns of the table of products: what the rows of {@link LICENSE} come to. */
export const PRODUCT = {
  refreshDate: LICENSE.refreshDate,
  product: LICENSE.product,
  use: 'Use',
  assigned: 'Assigned',
  active30: LICENSE.active30,
  active90: LICENSE.active90,
  unused: 'Unused',
  unusedShare: 'Unused (%)',
  unusedCost: 'Unused Cost per Month',
  currency: 'Currency',
  /** Assigned within 30 days, used or not. */
  isNew: 'New',
  /** With those that are active in 90 days and those that are unused, these come to what is assigned. */
  newUnused: 'New, Not Used Yet',
  deleted: 'Of Deleted Users',
  notKnown: 'Not Known',
  notVisible: 'Use Not Visible',
  usedServices: LICENSE.usedServices,
  price: 'Price per Month',
  change: 'Change of Assigned',
  since: 'Changed Since',
  bought: 'Bought',
  inGracePeriod: 'In Grace Period',
  suspended: 'Suspended',
  consumed: 'Consumed',
  notAssigned: 'Not Assigned',
  notAssignedCost: 'Not Assigned Cost per Month',
  subscriptionsDay: 'Subscriptions As Of',
} as const;

/** The columns that the table of products has where the directory says what was bought. */
export const SUBSCRIPTION_COLUMNS: ReadonlySet<string> = new Set([
  PRODUCT.bought,
  PRODUCT.inGracePeriod,
  PRODUCT.suspended,
  PRODUCT.consumed,
  PRODUCT.notAssigned,
  PRODUCT.notAssignedCost,
  PRODUCT.subscriptionsDay,
]);

/** The columns of the table of products with amounts of money. */
export const MONEY_COLUMNS: ReadonlySet<string> = new Set([PRODUCT.price, PRODUCT.unusedCost, PRODUCT.notAssignedCost]);

/** The texts of the column of states. Files have them in English, as they have the names of columns. */
export const LICENSE_STATES: Readonly<Record<LicenseState, string>> = {
  used: LICENSE_TEXTS.used,
  unused: LICENSE_TEXTS.unused,
  new: LICENSE_TEXTS.new,
  deleted: LICENSE_TEXTS.deleted,
  notVisible: LICENSE_TEXTS.notVisible,
  notKnown: LICENSE_TEXTS.notKnown,
};

/** Licenses that can be taken back. */
export const TO_TAKE_BACK: readonly string[] = [LICENSE_STATES.unused, LICENSE_STATES.deleted];

/** Whether any report shows the use of a product. */
export const USE = { visible: LICENSE_TEXTS.visible, notVisible: LICENSE_TEXTS.noneVisible } as const;

const column = (name: string, type: ColumnType, unit?: Unit): ColumnDefinition => ({
  name,
  type,
  ...(unit === undefined ? {} : { unit }),
});
const naming = (name: string): ColumnDefinition => ({ ...column(name, 'text'), identity: true });
const inWords = (name: string): ColumnDefinition => ({ ...column(name, 'text'), ownTexts: true });
const count = (name: string): ColumnDefinition => column(name, 'number', 'count');

/** What is known of the table of licenses, as the catalog knows reports. Nothing requests it. */
export const LICENSES_REPORT: ReportDefinition = exportedReport({
  name: 'unusedLicenses',
  title: 'Unused licenses',
  description: 'One row for each product of each user, joined from all archived reports about users.',
  product: 'activeUsers',
  keys: [LICENSE.principalName, LICENSE.product],
  rowsAre: 'licenses',
  cards: [LICENSE.product, LICENSE.state, LICENSE.confidence, LICENSE.lastActivity],
  columns: [
    column(LICENSE.refreshDate, 'date'),
    naming(LICENSE.principalName),
    naming(LICENSE.displayName),
    column(LICENSE.product, 'text'),
    ...[LICENSE.state, LICENSE.confidence, LICENSE.reason, LICENSE.doubts].map(inWords),
    column(LICENSE.lastActivity, 'date'),
    count(LICENSE.daysSince),
    column(LICENSE.assigned, 'date'),
    column(LICENSE.usedServices, 'list'),
    column(LICENSE.active30, 'boolean'),
    column(LICENSE.active90, 'boolean'),
    column(LICENSE.isNew, 'boolean'),
    column(LICENSE.isDeleted, 'boolean'),
    naming(LICENSE.id),
  ],
});

/** On screen, why comes right after who: a table scrolls sideways, and that is what a row is read for. */
const READ_FIRST: readonly string[] = [LICENSE.principalName, LICENSE.confidence, LICENSE.reason, LICENSE.product];
export const LICENSES_ON_SCREEN: readonly string[] = [...new Set([...READ_FIRST, ...Object.values(LICENSE)])];

/** The same of the table of products, which names nobody. */
export const PRODUCTS_REPORT: ReportDefinition = {
  ...exportedReport({
    name: 'licenses',
    title: 'Licenses',
    description: 'One row for each product: how many have it, use it, and do not.',
    product: 'activeUsers',
    keys: [PRODUCT.product],
    columns: [
      column(PRODUCT.refreshDate, 'date'),
      column(PRODUCT.product, 'text'),
      // What people look for stands where no table has to be scrolled sideways.
      ...[PRODUCT.assigned, PRODUCT.active90, PRODUCT.unused].map(count),
      column(PRODUCT.unusedCost, 'number'),
      column(PRODUCT.unusedShare, 'number'),
      count(PRODUCT.active30),
      ...[PRODUCT.newUnused, PRODUCT.deleted, PRODUCT.notKnown, PRODUCT.notVisible].map(count),
      inWords(PRODUCT.use),
      ...[PRODUCT.bought, PRODUCT.inGracePeriod, PRODUCT.suspended, PRODUCT.consumed, PRODUCT.notAssigned].map(count),
      column(PRODUCT.notAssignedCost, 'number'),
      column(PRODUCT.price, 'number'),
      column(PRODUCT.currency, 'text'),
      count(PRODUCT.isNew),
      column(PRODUCT.usedServices, 'list'),
      count(PRODUCT.change),
      column(PRODUCT.since, 'date'),
      column(PRODUCT.subscriptionsDay, 'date'),
    ],
  }),
  kind: 'current-state',
};
