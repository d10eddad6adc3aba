import type { Span } from '../calendar.js';
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
  distinct,
  lastDate,
  singleRow,
  type Generator,
  type Row,
  scaled,
  sumsInPeriod,
} from '../generator.js';
import type { GroupOrSite } from '../groupsAndSites.js';
import type { Tenant } from '../tenant.js';

const organized = ['adHocOrganized', 'oneTimeOrganized', 'recurringOrganized'] as const;
const attended = ['adHocAttended', 'oneTimeAttended', 'recurringAttended'] as const;
const userActions = ['post', 'reply', 'chat', 'call', ...organized, ...attended, 'urgent', 'otherAction'] as const;

const kinds: Columns = {
  'Team Chat Messages': ['post', 'reply'],
  'Private Chat Messages': ['chat'],
  Calls: ['call'],
  Meetings: [...organized, ...attended],
};

const kindsAndOthers: Columns = { ...kinds, 'Other Actions': ['otherAction'] };

const amounts: Columns = {
  ...kinds,
  'Post Messages': ['post'],
  'Reply Messages': ['reply'],
  'Audio Duration': ['audioSeconds'],
  'Video Duration': ['videoSeconds'],
  'Screen Share Duration': ['screenSeconds'],
  'Meetings Organized': organized,
  'Meetings Attended': attended,
};

const devices: Columns = {
  Web: ['teamsWeb'],
  'Windows Phone': ['teamsWindowsPhone'],
  'Android Phone': ['teamsAndroid'],
  iOS: ['teamsIos'],
  Mac: ['teamsMac'],
  Windows: ['teamsWindows'],
  'Chrome OS': ['teamsChromeOs'],
  Linux: ['teamsLinux'],
};

const inTeams: Columns = {
  'Active Users': ['teamUsers'],
  'Active Channels': ['teamChannels'],
  Guests: ['teamGuests'],
  Reactions: ['teamReactions'],
  'Meetings Organized': ['teamMeetings'],
  'Post Messages': ['teamPosts'],
  'Channel Messages': ['teamPosts', 'teamReplies'],
  'Active Shared Channels': ['teamSharedChannels'],
  'Active External Users': ['teamExternals'],
  'Reply Messages': ['teamReplies'],
  'Urgent Messages': ['teamUrgent'],
  Mentions: ['teamMentions'],
};

/** Columns that are not summed up over a period, because the same users and channels are active on many days; with their maximum. */
const distinctMaximum: Readonly<Record<string, (team: GroupOrSite) => number>> = {
  'Active Users': ({ members }) => members,
  'Active Channels': ({ members }) => 2 + Math.floor(members / 8),
  Guests: ({ guests }) => guests,
  'Active Shared Channels': () => 2,
  'Active External Users': () => 9,
};

const licensed = (tenant: Tenant) => tenant.licensed;
const allUsers = (tenant: Tenant) => tenant.allUsers;

export const teamsGenerators: Readonly<Record<string, Generator>> = {
  getTeamsUserActivityCounts: dailySums(licensed, amounts),
  getTeamsUserActivityTotalCounts: dailySums(allUsers, amounts),
  getTeamsUserActivityUserCounts: dailyActors(licensed, kindsAndOthers),
  getTeamsUserActivityTotalUserCounts: dailyActors(allUsers, kindsAndOthers),
  getTeamsUserActivityDistributionUserCounts: actorsInPeriod(licensed, kinds),
  getTeamsUserActivityDistributionTotalUserCounts: actorsInPeriod(allUsers, kinds),
  getTeamsUserActivityTotalDistributionCounts: sumsInPeriod(allUsers, amounts),
  getTeamsUserActivityUserDetail: details(users, activityOf, isUser),
  getTeamsDeviceUsageUserCounts: dailyActors(licensed, devices),
  getTeamsDeviceUsageTotalUserCounts: dailyActors(allUsers, devices),
  getTeamsDeviceUsageDistributionUserCounts: actorsInPeriod(licensed, devices),
  getTeamsDeviceUsageDistributionTotalUserCounts: actorsInPeriod(allUsers, devices),
  getTeamsDeviceUsageUserDetail: details(users, devicesOf, isUser),
  getTeamsTeamActivityCounts: {
    kind: 'days',
    columns: (tenant, span) => {
      const teams = tenant.population(tenant.teams);
      return Object.fromEntries(
        Object.keys(inTeams).map((column) => [
          column,
          dailyTotals(teams, span, (team) => {
            const events = tenant.activity.daily(team, inTeams[column] ?? [], span);
            return (index) => amountOf(events[index] ?? 0, team, column);
          }),
        ]),
      );
    },
  },
  getTeamsTeamActivityDetail: details(
    (tenant) => tenant.teams,
    teamOf,
    (team) => team.until === undefined,
  ),
  getTeamsTeamActivityDistributionCounts: singleRow((tenant, span) => {
    const rows = tenant.teams.map((team) => inTeam(team, tenant, span));
    return Object.fromEntries(Object.keys(inTeams).map((column) => [column, total(rows, column)]));
  }),
  getTeamsTeamCounts: {
    kind: 'days',
    columns: (tenant, span) => {
      const teams = tenant.population(tenant.teams);
      const all = (visibility: GroupOrSite['visibility']) =>
        dailyTotals(teams, span, (team) => () => (team.visibility === visibility ? 1 : 0));
      const active = (visibility: GroupOrSite['visibility']) =>
        tenant.activity.dailyActors(
          teams.observed.filter((team) => team.visibility === visibility),
          allInTeams,
          span,
        );
      return {
        'Public Teams': all('Public'),
        'Active Public Teams': scaled(active('Public'), teams.factor),
        'Private Teams': all('Private'),
        'Active Private Teams': scaled(active('Private'), teams.factor),
      };
    },
  },
};

const allInTeams: readonly MetricName[] = ['teamPosts', 'teamReplies', 'teamReactions', 'teamMeetings'];

function users(tenant: Tenant): readonly User[] {
  return tenant.users;
}

function isUser({ kind }: User): boolean {
  return kind !== 'sharedMailbox';
}

function activityOf(user: User, tenant: Tenant, span: Span): Row {
  const sum = (...names: readonly MetricName[]): number => tenant.activity.sum(user, names, span);
  const [audio, video, screen] = [sum('audioSeconds'), sum('videoSeconds'), sum('screenSeconds')];
  return {
    'Tenant Display Name': tenant.company.name,
    'Shared Channel Tenant Display Names': user.sharedWith ?? null,
    ...identity(user),
    'Last Activity Date': lastDate(tenant, user, userActions, span.to),
    ...deletion(user, span.to),
    'Assigned Products': productsOn(user, span.to),
    'Team Chat Message Count': sum('post', 'reply'),
    'Private Chat Message Count': sum('chat'),
    'Call Count': sum('call'),
    'Meeting Count': sum(...organized, ...attended),
    'Post Messages': sum('post'),
    'Reply Messages': sum('reply'),
    'Urgent Messages': sum('urgent'),
    'Meetings Organized Count': sum(...organized),
    'Meetings Attended Count': sum(...attended),
    'Ad Hoc Meetings Organized Count': sum('adHocOrganized'),
    'Ad Hoc Meetings Attended Count': sum('adHocAttended'),
    'Scheduled One-time Meetings Organized Count': sum('oneTimeOrganized'),
    'Scheduled One-time Meetings Attended Count': sum('oneTimeAttended'),
    'Scheduled Recurring Meetings Organized Count': sum('recurringOrganized'),
    'Scheduled Recurring Meetings Attended Count': sum('recurringAttended'),
    'Audio Duration': audio,
    'Video Duration': video,
    'Screen Share Duration': screen,
    'Audio Duration In Seconds': audio,
    'Video Duration In Seconds': video,
    'Screen Share Duration In Seconds': screen,
    'Has Other Action': sum('otherAction') > 0,
    'Is Licensed': isLicensed(user),
  };
}

function devicesOf(user: User, tenant: Tenant, span: Span): Row {
  const used = (name: MetricName): boolean => tenant.activity.count(user, name, span) > 0;
  return {
    ...identity(user),
    'Last Activity Date': lastDate(tenant, user, Object.values(devices).flat(), span.to),
    ...deletion(user, span.to),
    'Used Web': used('teamsWeb'),
    'Used Windows Phone': used('teamsWindowsPhone'),
    'Used iOS': used('teamsIos'),
    'Used Mac': used('teamsMac'),
    'Used Android Phone': used('teamsAndroid'),
    'Used Windows': used('teamsWindows'),
    'Used Chrome OS': used('teamsChromeOs'),
    'Used Linux': used('teamsLinux'),
    'Is Licensed': isLicensed(user),
  };
}

function identity({ id, principalName }: User): Row {
  return { 'User Id': id, 'User Principal Name': principalName };
}

function teamOf(team: GroupOrSite, tenant: Tenant, span: Span): Row {
  return {
    'Team Name': team.name,
    'Team Id': team.id,
    'Team Type': team.visibility,
    'Last Activity Date': lastDate(tenant, team, allInTeams, span.to),
    ...inTeam(team, tenant, span),
  };
}

function inTeam(team: GroupOrSite, tenant: Tenant, span: Span): Record<string, number> {
  return Object.fromEntries(Object.keys(inTeams).map((column) => [column, amountInTeam(team, column, tenant, span)]));
}

function amountInTeam(team: GroupOrSite, column: string, { activity }: Tenant, span: Span): number {
  return amountOf(activity.sum(team, inTeams[column] ?? [], span), team, column);
}

function amountOf(events: number, team: GroupOrSite, column: string): number {
  const maximum = distinctMaximum[column];
  return maximum === undefined ? events : distinct(events, maximum(team));
}

function total(rows: readonly Record<string, number>[], column: string): number {
  return rows.reduce((sum, row) => sum + (row[column] ?? 0), 0);
}

/** Metrics of active Teams users. */
export const usedTeams: readonly MetricName[] = userActions;
