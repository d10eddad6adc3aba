import { dateFrom, type Span } from '../calendar.js';
import type { MetricName } from '../metrics.js';
import { isLicensed, productsOn, type User } from '../users.js';
import {
  actorsInPeriod,
  type Columns,
  dailyActors,
  dailySums,
  dailyTotals,
  deletion,
  details,
  lastDate,
  type Generator,
  type Row,
  scaled,
  valuesOf,
} from '../generator.js';
import type { GroupOrSite } from '../groupsAndSites.js';
import { randomFraction } from '../random.js';
import { siteSize, siteSizes } from './files.js';
import type { Tenant } from '../tenant.js';

const messages: Columns = { Liked: ['engageLiked'], Posted: ['engagePosted'], Read: ['engageRead'] };

const devices: Columns = {
  Web: ['engageWeb'],
  'Windows Phone': ['engageWindowsPhone'],
  'Android Phone': ['engageAndroid'],
  iPhone: ['engageIPhone'],
  iPad: ['engageIPad'],
  Other: ['engageOther'],
};

export const usedEngage: readonly MetricName[] = Object.values(messages).flat();
const usedCommunity: readonly MetricName[] = ['communityPosted', 'communityRead', 'communityLiked'];
const usedGroup: readonly MetricName[] = ['groupMail', 'groupPosted', 'groupRead', 'siteActiveFiles'];

const licensed = (tenant: Tenant) => tenant.licensed;
const users = (tenant: Tenant) => tenant.users;
const groups = (tenant: Tenant) => tenant.population(tenant.groups);
const communities = (tenant: Tenant) => tenant.population(tenant.communities);

/** Viva Engage and Microsoft 365 Groups. */
export const socialGenerators: Readonly<Record<string, Generator>> = {
  getYammerActivityCounts: dailySums(licensed, messages),
  getYammerActivityUserCounts: dailyActors(licensed, messages),
  getYammerActivityUserDetail: details(users, messagesOf, isLicensed),
  getYammerDeviceUsageDistributionUserCounts: actorsInPeriod(licensed, devices),
  getYammerDeviceUsageUserCounts: dailyActors(licensed, devices),
  getYammerDeviceUsageUserDetail: details(users, devicesOf, isLicensed),
  getYammerGroupsActivityCounts: dailySums(communities, {
    Liked: ['communityLiked'],
    Posted: ['communityPosted'],
    Read: ['communityRead'],
  }),
  getYammerGroupsActivityDetail: details((tenant) => tenant.communities, communityOf),
  getYammerGroupsActivityGroupCounts: groupCounts((tenant) => tenant.communities, usedCommunity),

  getOffice365GroupsActivityCounts: dailySums(groups, {
    'Exchange Emails Received': ['groupMail'],
    'Yammer Messages Posted': ['groupPosted'],
    'Yammer Messages Read': ['groupRead'],
    'Yammer Messages Liked': ['groupLiked'],
  }),
  getOffice365GroupsActivityDetail: details((tenant) => tenant.groups, groupOf),
  getOffice365GroupsActivityFileCounts: {
    kind: 'days',
    columns: (tenant, span) => ({
      Total: totals(tenant, 'siteFiles', span),
      Active: scaled(
        tenant.activity.dailySums(groups(tenant).observed, ['siteActiveFiles'], span),
        groups(tenant).factor,
      ),
    }),
  },
  getOffice365GroupsActivityGroupCounts: groupCounts((tenant) => tenant.groups, usedGroup),
  getOffice365GroupsActivityStorage: {
    kind: 'days',
    columns: (tenant, span) => ({
      'Mailbox Storage Used (Byte)': totals(tenant, 'groupMailBytes', span),
      'Site Storage Used (Byte)': dailyTotals(groups(tenant), span, (group) =>
        valuesOf(siteSizes(group, tenant, span)),
      ),
    }),
  },
};

/** Sums over all groups for each day. */
function totals(tenant: Tenant, name: MetricName, span: Span): Float64Array {
  return dailyTotals(groups(tenant), span, (group) => valuesOf(tenant.activity.dailyTotals(group, name, span)));
}

function groupCounts(groupsOf: (tenant: Tenant) => readonly GroupOrSite[], used: readonly MetricName[]): Generator {
  return {
    kind: 'days',
    columns: (tenant, span) => {
      const population = tenant.population(groupsOf(tenant));
      return {
        Total: dailyTotals(population, span, () => () => 1),
        Active: scaled(tenant.activity.dailyActors(population.observed, used, span), population.factor),
      };
    },
  };
}

function messagesOf(user: User, tenant: Tenant, span: Span): Row {
  const count = (name: MetricName): number => tenant.activity.count(user, name, span);
  return {
    ...account(user, span),
    'Last Activity Date': lastDate(tenant, user, usedEngage, span.to),
    'Posted Count': count('engagePosted'),
    'Read Count': count('engageRead'),
    'Liked Count': count('engageLiked'),
    'Assigned Products': productsOn(user, span.to),
  };
}

function devicesOf(user: User, tenant: Tenant, span: Span): Row {
  const used = (name: MetricName): boolean => tenant.activity.count(user, name, span) > 0;
  return {
    ...account(user, span),
    'Last Activity Date': lastDate(tenant, user, Object.values(devices).flat(), span.to),
    'Used Web': used('engageWeb'),
    'Used Windows Phone': used('engageWindowsPhone'),
    'Used Android Phone': used('engageAndroid'),
    'Used iPhone': used('engageIPhone'),
    'Used iPad': used('engageIPad'),
    'Used Others': used('engageOther'),
  };
}

function account(user: User, { to }: Span): Row {
  const gone = user.until !== undefined && user.until < to;
  const suspended = !gone && randomFraction(user.seed, 60) < 0.03;
  return {
    'User Principal Name': user.principalName,
    'Display Name': user.displayName,
    'User State': gone ? 'deleted' : suspended ? 'suspended' : 'active',
    'State Change Date': dateFrom(gone ? user.until + 1 : user.since),
  };
}

function communityOf(community: GroupOrSite, tenant: Tenant, span: Span): Row {
  const count = (name: MetricName): number => tenant.activity.count(community, name, span);
  return {
    ...groupColumns(community, span),
    'Last Activity Date': lastDate(tenant, community, usedCommunity, span.to),
    'Group Type': community.visibility,
    'Office 365 Connected': randomFraction(community.seed, 61) < 0.8,
    'Member Count': community.members,
    'Posted Count': count('communityPosted'),
    'Read Count': count('communityRead'),
    'Liked Count': count('communityLiked'),
    'Network Display Name': tenant.company.name,
  };
}

function groupOf(group: GroupOrSite, tenant: Tenant, span: Span): Row {
  const { activity } = tenant;
  const count = (name: MetricName): number => activity.count(group, name, span);
  const files = activity.total(group, 'siteFiles', span.to);
  return {
    ...groupColumns(group, span),
    'Last Activity Date': lastDate(tenant, group, usedGroup, span.to),
    'Group Type': group.visibility,
    'Member Count': group.members,
    'External Member Count': group.guests,
    'Exchange Received Email Count': count('groupMail'),
    'SharePoint Active File Count': Math.min(files, count('siteActiveFiles')),
    'Yammer Posted Message Count': count('groupPosted'),
    'Yammer Read Message Count': count('groupRead'),
    'Yammer Liked Message Count': count('groupLiked'),
    'Exchange Mailbox Total Item Count': activity.total(group, 'groupItems', span.to),
    'Exchange Mailbox Storage Used (Byte)': activity.total(group, 'groupMailBytes', span.to),
    'SharePoint Total File Count': files,
    'SharePoint Site Storage Used (Byte)': siteSize(group, tenant, span.to),
    'Group Id': group.id,
  };
}

function groupColumns(group: GroupOrSite, { to }: Span): Row {
  return {
    'Group Display Name': group.name,
    'Is Deleted': deletion(group, to)['Is Deleted'],
    'Owner Principal Name': group.owner?.principalName ?? null,
  };
}
