import type { Span } from '../calendar.js';
import type { MetricName } from '../metrics.js';
import { isLicensed, productsOn, type User } from '../users.js';
import {
  actorsInPeriod,
  type Columns,
  dailyActors,
  dailySums,
  deletion,
  details,
  lastDate,
  noRows,
  type Generator,
  type Row,
} from '../generator.js';
import type { Tenant } from '../tenant.js';

const direct: Columns = {
  IM: ['skypeIm'],
  Audio: ['skypeAudio'],
  Video: ['skypeVideo'],
  'App Sharing': ['skypeAppSharing'],
  'File Transfer': ['skypeFileTransfer'],
};

const organized: Columns = {
  IM: ['skypeOrganizedIm'],
  'Audio/Video': ['skypeOrganizedAudioVideo'],
  'App Sharing': ['skypeOrganizedAppSharing'],
  Web: ['skypeOrganizedWeb'],
  'Dial-in/out 3rd Party': ['skypeOrganizedThirdParty'],
  'Dial-in/out Microsoft': ['skypeOrganizedMicrosoft'],
};

const participated: Columns = {
  IM: ['skypeJoinedIm'],
  'Audio/Video': ['skypeJoinedAudioVideo'],
  'App Sharing': ['skypeJoinedAppSharing'],
  Web: ['skypeJoinedWeb'],
  'Dial-in/out 3rd Party': ['skypeJoinedThirdParty'],
};

const directMetrics = Object.values(direct).flat();
const organizedMetrics = Object.values(organized).flat();
const participatedMetrics = Object.values(participated).flat();

const kinds: Columns = {
  'Peer-to-peer': directMetrics,
  Organized: organizedMetrics,
  Participated: participatedMetrics,
};

const devices: Columns = {
  Windows: ['skypeWindows'],
  'Windows Phone': ['skypeWindowsPhone'],
  'Android Phone': ['skypeAndroid'],
  iPhone: ['skypeIPhone'],
  iPad: ['skypeIPad'],
};

export const usedSkype: readonly MetricName[] = [...directMetrics, ...organizedMetrics, ...participatedMetrics];

const licensed = (tenant: Tenant) => tenant.licensed;

/** A retired service: its activity declines, and one report has no rows any more, as in many real tenants. */
export const skypeGenerators: Readonly<Record<string, Generator>> = {
  getSkypeForBusinessActivityCounts: dailySums(licensed, kinds),
  getSkypeForBusinessActivityUserCounts: dailyActors(licensed, kinds),
  getSkypeForBusinessActivityUserDetail: details((tenant) => tenant.users, skypeOf, isLicensed),
  getSkypeForBusinessDeviceUsageDistributionUserCounts: actorsInPeriod(licensed, devices),
  getSkypeForBusinessDeviceUsageUserCounts: dailyActors(licensed, devices),
  getSkypeForBusinessDeviceUsageUserDetail: noRows,
  getSkypeForBusinessOrganizerActivityCounts: dailySums(licensed, organized),
  getSkypeForBusinessOrganizerActivityMinuteCounts: dailySums(licensed, {
    'Audio/Video': ['skypeOrganizedMinutes'],
    'Dial-in Microsoft': ['skypeDialInMinutes'],
    'Dial-out Microsoft': ['skypeDialOutMinutes'],
  }),
  getSkypeForBusinessOrganizerActivityUserCounts: dailyActors(licensed, organized),
  getSkypeForBusinessParticipantActivityCounts: dailySums(licensed, participated),
  getSkypeForBusinessParticipantActivityMinuteCounts: dailySums(licensed, { 'Audio/Video': ['skypeJoinedMinutes'] }),
  getSkypeForBusinessParticipantActivityUserCounts: dailyActors(licensed, participated),
  getSkypeForBusinessPeerToPeerActivityCounts: dailySums(licensed, direct),
  getSkypeForBusinessPeerToPeerActivityMinuteCounts: dailySums(licensed, {
    Audio: ['skypeAudioMinutes'],
    Video: ['skypeVideoMinutes'],
  }),
  getSkypeForBusinessPeerToPeerActivityUserCounts: dailyActors(licensed, direct),
};

function skypeOf(user: User, tenant: Tenant, span: Span): Row {
  const sum = (...names: readonly MetricName[]): number => tenant.activity.sum(user, names, span);
  const last = (names: readonly MetricName[]): string | null => lastDate(tenant, user, names, span.to);
  return {
    'User Principal Name': user.principalName,
    ...deletion(user, span.to),
    'Last Activity Date': last(usedSkype),
    'Total Peer-to-peer Session Count': sum(...directMetrics),
    'Total Organized Conference Count': sum(...organizedMetrics),
    'Total Participated Conference Count': sum(...participatedMetrics),
    'Peer-to-peer Last Activity Date': last(directMetrics),
    'Organized Conference Last Activity Date': last(organizedMetrics),
    'Participated Conference Last Activity Date': last(participatedMetrics),
    'Peer-to-peer IM Count': sum('skypeIm'),
    'Peer-to-peer Audio Count': sum('skypeAudio'),
    'Peer-to-peer Audio Minutes': sum('skypeAudioMinutes'),
    'Peer-to-peer Video Count': sum('skypeVideo'),
    'Peer-to-peer Video Minutes': sum('skypeVideoMinutes'),
    'Peer-to-peer App Sharing Count': sum('skypeAppSharing'),
    'Peer-to-peer File Transfer Count': sum('skypeFileTransfer'),
    'Organized Conference IM Count': sum('skypeOrganizedIm'),
    'Organized Conference Audio/Video Count': sum('skypeOrganizedAudioVideo'),
    'Organized Conference Audio/Video Minutes': sum('skypeOrganizedMinutes'),
    'Organized Conference App Sharing Count': sum('skypeOrganizedAppSharing'),
    'Organized Conference Web Count': sum('skypeOrganizedWeb'),
    'Organized Conference Dial-in/out 3rd Party Count': sum('skypeOrganizedThirdParty'),
    'Organized Conference Dial-in/out Microsoft Count': sum('skypeOrganizedMicrosoft'),
    'Organized Conference Dial-in Microsoft Minutes': sum('skypeDialInMinutes'),
    'Organized Conference Dial-out Microsoft Minutes': sum('skypeDialOutMinutes'),
    'Participated Conference IM Count': sum('skypeJoinedIm'),
    'Participated Conference Audio/Video Count': sum('skypeJoinedAudioVideo'),
    'Participated Conference Audio/Video Minutes': sum('skypeJoinedMinutes'),
    'Participated Conference App Sharing Count': sum('skypeJoinedAppSharing'),
    'Participated Conference Web Count': sum('skypeJoinedWeb'),
    'Participated Conference Dial-in/out 3rd Party Count': sum('skypeJoinedThirdParty'),
    'Assigned Products': productsOn(user, span.to),
  };
}
