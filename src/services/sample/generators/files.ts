import type { Actor } from '../activity.js';
import type { Day, Span } from '../calendar.js';
import type { MetricName } from '../metrics.js';
import { isLicensed, productsOn, type User } from '../users.js';
import {
  type Columns,
  dailyActors,
  dailySums,
  dailyTotals,
  deletion,
  details,
  lastDate,
  type Generator,
  type Row,
  valuesOf,
} from '../generator.js';
import type { GroupOrSite } from '../groupsAndSites.js';
import { guidOf, mix, pick, randomFraction } from '../random.js';
import { oneDriveQuota, siteQuota, storedBytes } from '../storage.js';
import type { Population, Tenant } from '../tenant.js';

const oneDriveActivities: Columns = {
  'Viewed Or Edited': ['oneDriveViewed'],
  Synced: ['oneDriveSynced'],
  'Shared Internally': ['oneDriveSharedInternally'],
  'Shared Externally': ['oneDriveSharedExternally'],
};

const sharePointActivities: Columns = {
  'Viewed Or Edited': ['sharePointViewed'],
  Synced: ['sharePointSynced'],
  'Shared Internally': ['sharePointSharedInternally'],
  'Shared Externally': ['sharePointSharedExternally'],
};

export const usedOneDrive: readonly MetricName[] = Object.values(oneDriveActivities).flat();
export const usedSharePoint: readonly MetricName[] = ['pageVisited', ...Object.values(sharePointActivities).flat()];
const usedSite: readonly MetricName[] = ['siteViews', 'siteActiveFiles'];

const licensed = (tenant: Tenant) => tenant.licensed;
const users = (tenant: Tenant) => tenant.users;

export const fileGenerators: Readonly<Record<string, Generator>> = {
  getOneDriveActivityFileCounts: dailySums(licensed, oneDriveActivities),
  getOneDriveActivityUserCounts: dailyActors(licensed, oneDriveActivities),
  getOneDriveActivityUserDetail: details(users, oneDriveOf, isLicensed),
  getOneDriveUsageAccountDetail: details(users, accountOf, isLicensed),
  getOneDriveUsageAccountCounts: accounts({
    Total: () => () => 1,
    Active: ({ activity }, owner, span) => active(activity.daily(owner, usedOneDrive, span)),
  }),
  getOneDriveUsageFileCounts: accounts({
    Total: ({ activity }, owner, span) => valuesOf(activity.dailyTotals(owner, 'oneDriveFiles', span)),
    Active: ({ activity }, owner, span) => valuesOf(activity.daily(owner, ['oneDriveViewed'], span)),
  }),
  getOneDriveUsageStorage: accounts({
    'Storage Used (Byte)': (tenant, owner, span) => valuesOf(accountSizes(owner, tenant, span)),
  }),

  getSharePointActivityFileCounts: dailySums(licensed, sharePointActivities),
  getSharePointActivityPages: dailySums(licensed, { 'Visited Page Count': ['pageVisited'] }),
  getSharePointActivityUserCounts: dailyActors(licensed, { 'Visited Page': ['pageVisited'], ...sharePointActivities }),
  getSharePointActivityUserDetail: details(users, sharePointOf, isLicensed),
  getSharePointSiteUsageDetail: details((tenant) => tenant.sites, siteOf),
  getSharePointSiteUsageFileCounts: sites({
    Total: ({ activity }, site, span) => valuesOf(activity.dailyTotals(site, 'siteFiles', span)),
    Active: ({ activity }, site, span) => valuesOf(activity.daily(site, ['siteActiveFiles'], span)),
  }),
  getSharePointSiteUsagePages: sites({
    'Page View Count': ({ activity }, site, span) => valuesOf(activity.daily(site, ['siteViews'], span)),
  }),
  getSharePointSiteUsageSiteCounts: sites({
    Total: () => () => 1,
    Active: ({ activity }, site, span) => active(activity.daily(site, usedSite, span)),
  }),
  getSharePointSiteUsageStorage: sites({
    'Storage Used (Byte)': (tenant, site, span) => valuesOf(siteSizes(site, tenant, span)),
  }),
};

type SeriesOf<A extends Actor> = Readonly<
  Record<string, (tenant: Tenant, actor: A, span: Span) => (index: number) => number>
>;

function active(counts: Float64Array): (index: number) => number {
  return (index) => ((counts[index] ?? 0) > 0 ? 1 : 0);
}

/** Two rows per day: accounts of licensed users, and all accounts, including those of users without a license. */
function accounts(values: SeriesOf<User>): Generator {
  return bySiteType('OneDrive', values, (tenant, type) =>
    type === 'OneDrive' ? tenant.licensed : tenant.population(tenant.users, ({ kind }) => kind === 'member'),
  );
}

/** Two rows per day: sites of groups, and all sites. */
function sites(values: SeriesOf<GroupOrSite>): Generator {
  return bySiteType('Group', values, (tenant, type) =>
    tenant.population(type === 'Group' ? tenant.groups : tenant.sites),
  );
}

function bySiteType<A extends Actor>(
  type: string,
  values: SeriesOf<A>,
  populationOf: (tenant: Tenant, type: string) => Population<A>,
): Generator {
  return {
    kind: 'days',
    keys: { column: 'Site Type', values: [type, 'All'] },
    columns: (tenant, span, key) =>
      Object.fromEntries(
        Object.entries(values).map(([column, seriesOf]) => [
          column,
          dailyTotals(populationOf(tenant, key), span, (actor) => seriesOf(tenant, actor, span)),
        ]),
      ),
  };
}

function oneDriveOf(user: User, tenant: Tenant, span: Span): Row {
  const count = (name: MetricName): number => tenant.activity.count(user, name, span);
  return {
    'User Principal Name': user.principalName,
    ...deletion(user, span.to),
    'Last Activity Date': lastDate(tenant, user, usedOneDrive, span.to),
    'Viewed Or Edited File Count': count('oneDriveViewed'),
    'Synced File Count': count('oneDriveSynced'),
    'Shared Internally File Count': count('oneDriveSharedInternally'),
    'Shared Externally File Count': count('oneDriveSharedExternally'),
    'Assigned Products': productsOn(user, span.to),
  };
}

function sharePointOf(user: User, tenant: Tenant, span: Span): Row {
  const count = (name: MetricName): number => tenant.activity.count(user, name, span);
  return {
    'User Principal Name': user.principalName,
    ...deletion(user, span.to),
    'Last Activity Date': lastDate(tenant, user, usedSharePoint, span.to),
    'Viewed Or Edited File Count': count('sharePointViewed'),
    'Synced File Count': count('sharePointSynced'),
    'Shared Internally File Count': count('sharePointSharedInternally'),
    'Shared Externally File Count': count('sharePointSharedExternally'),
    'Visited Page Count': count('pageVisited'),
    'Assigned Products': productsOn(user, span.to),
  };
}

function accountOf(owner: User, tenant: Tenant, span: Span): Row {
  const files = tenant.activity.total(owner, 'oneDriveFiles', span.to);
  const host = tenant.company.sharePoint.replace('.sharepoint', '-my.sharepoint');
  return {
    'Site URL': `${host}/personal/${owner.principalName.replace(/[^a-z0-9]/gi, '_')}`,
    'Owner Display Name': owner.displayName,
    'Is Deleted': deletion(owner, span.to)['Is Deleted'],
    'Last Activity Date': lastDate(tenant, owner, usedOneDrive, span.to),
    'File Count': files,
    'Active File Count': Math.min(files, tenant.activity.count(owner, 'oneDriveViewed', span)),
    'Storage Used (Byte)': storedBytes(
      tenant.activity.total(owner, 'oneDriveBytes', span.to),
      oneDriveQuota(owner),
      owner.oneDriveFill,
    ),
    'Storage Allocated (Byte)': oneDriveQuota(owner),
    'Owner Principal Name': owner.principalName,
  };
}

/** Size of an account in bytes at the end of each day. */
function accountSizes(owner: User, { activity }: Tenant, span: Span): Float64Array {
  const quota = oneDriveQuota(owner);
  return activity
    .dailyTotals(owner, 'oneDriveBytes', span)
    .map((received) => storedBytes(received, quota, owner.oneDriveFill));
}

/** Size of a site in bytes at the end of a day. */
export function siteSize(site: GroupOrSite, { activity }: Tenant, day: Day): number {
  return storedBytes(activity.total(site, 'siteBytes', day), siteQuota(site), site.fill);
}

/** {@link siteSize} for each day. */
export function siteSizes(site: GroupOrSite, { activity }: Tenant, span: Span): Float64Array {
  const quota = siteQuota(site);
  return activity.dailyTotals(site, 'siteBytes', span).map((received) => storedBytes(received, quota, site.fill));
}

function siteOf(site: GroupOrSite, tenant: Tenant, span: Span): Row {
  const count = (name: MetricName): number => tenant.activity.count(site, name, span);
  const files = tenant.activity.total(site, 'siteFiles', span.to);
  return {
    'Site Id': site.siteId,
    'Site URL': site.siteUrl,
    'Owner Display Name': site.owner === undefined ? null : `${site.name} Owners`,
    'Is Deleted': deletion(site, span.to)['Is Deleted'],
    'Last Activity Date': lastDate(tenant, site, usedSite, span.to),
    'Site Sensitivity Label Id': randomFraction(site.seed, 50) < 0.3 ? guidOf(mix(site.seed, 51)) : null,
    'External Sharing': randomFraction(site.seed, 52) < 0.4,
    'Unmanaged Device Policy': pick(['AllowFullAccess', 'AllowLimitedAccess', 'BlockAccess'], site.seed, 53),
    'Geo Location': 'EUR',
    'File Count': files,
    'Active File Count': Math.min(files, count('siteActiveFiles')),
    'Page View Count': count('siteViews'),
    'Visited Page Count': count('sitePages'),
    'Anonymous Link Count': count('siteAnonymousLinks'),
    'Company Link Count': count('siteCompanyLinks'),
    'Secure Link For Guest Count': count('siteGuestLinks'),
    'Secure Link For Member Count': count('siteMemberLinks'),
    'Storage Used (Byte)': siteSize(site, tenant, span.to),
    'Storage Allocated (Byte)': siteQuota(site),
    'Root Web Template': pick(['Group', 'Group', 'Team Site', 'Communication Site'], site.seed, 54),
    'Owner Principal Name': site.owner?.principalName ?? null,
  };
}
