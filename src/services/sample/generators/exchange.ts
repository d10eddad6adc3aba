import { type Day, dateFrom, type Span } from '../calendar.js';
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
  singleRow,
  type Generator,
  type Row,
  scaled,
  valuesOf,
} from '../generator.js';
import { randomFraction } from '../random.js';
import { GB, mailboxQuota, storedBytes } from '../storage.js';
import { hasMailbox, type Tenant } from '../tenant.js';

const activities: Columns = {
  Send: ['mailSent'],
  Receive: ['mailReceived'],
  Read: ['mailRead'],
  'Meeting Created': ['meetingCreated'],
  'Meeting Interacted': ['meetingInteracted'],
};

const apps: Columns = {
  'Mail For Mac': ['mailForMac'],
  'Outlook For Mac': ['outlookForMac'],
  'Outlook For Windows': ['outlookForWindows'],
  'Outlook For Mobile': ['outlookForMobile'],
  'Other For Mobile': ['otherForMobile'],
  'Outlook For Web': ['outlookForWeb'],
  'POP3 App': ['pop3'],
  'IMAP4 App': ['imap4'],
  'SMTP App': ['smtp'],
};

/** Metrics of active Exchange users. Received mail does not count. */
export const usedMail: readonly MetricName[] = ['mailSent', 'mailRead', 'meetingCreated', 'meetingInteracted'];

const licensed = (tenant: Tenant) => tenant.licensed;
const users = (tenant: Tenant) => tenant.users;

export const exchangeGenerators: Readonly<Record<string, Generator>> = {
  getEmailActivityCounts: dailySums(licensed, activities),
  getEmailActivityUserCounts: dailyActors(licensed, activities),
  getEmailActivityUserDetail: details(users, mailOf, isLicensed),
  getEmailAppUsageAppsUserCounts: actorsInPeriod(licensed, apps),
  getEmailAppUsageUserCounts: dailyActors(licensed, apps),
  getEmailAppUsageUserDetail: details(users, appsOf, isLicensed),
  getEmailAppUsageVersionsUserCounts: singleRow(versions),
  getMailboxUsageDetail: details(users, mailboxOf, hasMailbox),
  getMailboxUsageMailboxCounts: {
    kind: 'days',
    columns: (tenant, span) => ({
      Total: dailyTotals(tenant.mailboxes, span, () => () => 1),
      Active: scaled(tenant.activity.dailyActors(tenant.mailboxes.observed, usedMail, span), tenant.mailboxes.factor),
    }),
  },
  getMailboxUsageQuotaStatusMailboxCounts: {
    kind: 'days',
    columns: (tenant, span) => {
      const inState = (state: QuotaState) =>
        dailyTotals(tenant.mailboxes, span, (owner) => {
          const sizes = mailboxSizes(owner, tenant, span);
          return (index) => (quotaState(owner, sizes[index] ?? 0) === state ? 1 : 0);
        });
      return {
        'Under Limit': inState('underLimit'),
        'Warning Issued': inState('warned'),
        'Send Prohibited': inState('sendProhibited'),
        'Send/Receive Prohibited': inState('allProhibited'),
        Indeterminate: inState('indeterminate'),
      };
    },
  },
  getMailboxUsageStorage: {
    kind: 'days',
    columns: (tenant, span) => ({
      'Storage Used (Byte)': dailyTotals(tenant.mailboxes, span, (owner) =>
        valuesOf(mailboxSizes(owner, tenant, span)),
      ),
    }),
  },
};

function mailOf(user: User, tenant: Tenant, span: Span): Row {
  const count = (name: MetricName): number => tenant.activity.count(user, name, span);
  return {
    ...identity(user),
    ...deletion(user, span.to),
    'Last Activity Date': lastDate(tenant, user, usedMail, span.to),
    'Send Count': count('mailSent'),
    'Receive Count': count('mailReceived'),
    'Read Count': count('mailRead'),
    'Meeting Created Count': count('meetingCreated'),
    'Meeting Interacted Count': count('meetingInteracted'),
    'Assigned Products': productsOn(user, span.to),
  };
}

function appsOf(user: User, tenant: Tenant, span: Span): Row {
  const used = (name: MetricName, versionsOfApp: readonly string[]): readonly string[] | null =>
    tenant.activity.count(user, name, span) > 0 ? versionsOfApp : null;
  return {
    ...identity(user),
    ...deletion(user, span.to),
    'Last Activity Date': lastDate(tenant, user, Object.values(apps).flat(), span.to),
    'Mail For Mac': used('mailForMac', ['Mail For Mac']),
    'Outlook For Mac': used('outlookForMac', ['Outlook For Mac']),
    'Outlook For Windows': used('outlookForWindows', outlookVersions(user)),
    'Outlook For Mobile': used('outlookForMobile', ['Outlook For Mobile']),
    'Other For Mobile': used('otherForMobile', ['Other For Mobile']),
    'Outlook For Web': used('outlookForWeb', ['Outlook For Web']),
    'POP3 App': used('pop3', ['POP3 App']),
    'IMAP4 App': used('imap4', ['IMAP4 App']),
    'SMTP App': used('smtp', ['SMTP App']),
  };
}

/** Versions of Outlook for Windows on a user's computers. Some users have an old one beside the new one. */
function outlookVersions({ seed }: User): readonly string[] {
  const chance = randomFraction(seed, 40);
  return chance < 0.7
    ? ['Outlook M365']
    : chance < 0.8
      ? ['Outlook M365', 'Outlook 2019']
      : chance < 0.88
        ? ['Outlook 2019']
        : chance < 0.95
          ? ['Outlook 2016']
          : chance < 0.98
            ? ['Outlook 2013']
            : ['Undetermined'];
}

function versions(tenant: Tenant, span: Span): Row {
  const { observed, factor } = tenant.licensed;
  const users = observed.filter((user) => tenant.activity.count(user, 'outlookForWindows', span) > 0);
  const columns = [
    'Outlook 2016',
    'Outlook 2013',
    'Outlook 2010',
    'Outlook 2007',
    'Undetermined',
    'Outlook M365',
    'Outlook 2019',
  ];
  return Object.fromEntries(
    columns.map((version) => [
      version,
      Math.round(users.filter((user) => outlookVersions(user).includes(version)).length * factor),
    ]),
  );
}

function mailboxOf(owner: User, tenant: Tenant, span: Span): Row {
  const quota = mailboxQuota(owner);
  return {
    ...identity(owner),
    ...deletion(owner, span.to),
    'Created Date': dateFrom(owner.since),
    'Last Activity Date': lastDate(tenant, owner, usedMail, span.to),
    'Item Count': tenant.activity.total(owner, 'mailItems', span.to),
    'Storage Used (Byte)': mailboxSize(owner, tenant, span.to),
    'Issue Warning Quota (Byte)': quota * 0.98,
    'Prohibit Send Quota (Byte)': quota * 0.99,
    'Prohibit Send/Receive Quota (Byte)': quota,
    'Deleted Item Count': Math.floor(tenant.activity.total(owner, 'mailItems', span.to) * 0.07),
    'Deleted Item Size (Byte)': Math.floor(mailboxSize(owner, tenant, span.to) * 0.05),
    'Deleted Item Quota (Byte)': 30 * GB,
    'Has Archive': randomFraction(owner.seed, 41) < 0.25,
    'Recipient Type': owner.kind === 'sharedMailbox' ? 'Shared' : 'User',
  };
}

/** Mailbox size in bytes at the end of each day. */
function mailboxSizes(owner: User, tenant: Tenant, span: Span): Float64Array {
  return tenant.activity
    .dailyTotals(owner, 'mailBytes', span)
    .map((received) => storedBytes(received, mailboxQuota(owner), owner.mailboxFill));
}

function mailboxSize(owner: User, tenant: Tenant, day: Day): number {
  return storedBytes(tenant.activity.total(owner, 'mailBytes', day), mailboxQuota(owner), owner.mailboxFill);
}

type QuotaState = 'underLimit' | 'warned' | 'sendProhibited' | 'allProhibited' | 'indeterminate';

function quotaState(owner: User, size: number): QuotaState {
  if (randomFraction(owner.seed, 42) < 0.01) {
    return 'indeterminate';
  }
  const share = size / mailboxQuota(owner);
  return share < 0.98 ? 'underLimit' : share < 0.99 ? 'warned' : share < 1 ? 'sendProhibited' : 'allProhibited';
}

function identity({ principalName, displayName }: User): Row {
  return { 'User Principal Name': principalName, 'Display Name': displayName };
}
