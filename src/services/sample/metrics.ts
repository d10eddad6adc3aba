import type { Trend } from './calendar.js';

/** A kind of activity that is counted. */
export interface Metric {
  /** Average count per workday for actors with this kind of activity. */
  readonly perDay: number;
  /** Share of the actors with this kind of activity. The default is 1. */
  readonly reach?: number;
  /** Metrics of the same group reach the same actors: a user with a Mac has it in every report. */
  readonly group?: string;
  readonly trend?: Trend;
  /** The service that counts it. Somebody who does not use the service has none of its metrics. */
  readonly service?: Service;
}

export type Service = 'teams' | 'mail' | 'oneDrive' | 'sharePoint' | 'engage' | 'skype' | 'copilot';

export type MetricName = keyof typeof metrics;

const mac = { group: 'mac', reach: 0.2 };
const iPhone = { group: 'iPhone', reach: 0.48 };
const iPad = { group: 'iPad', reach: 0.14 };
const android = { group: 'android', reach: 0.37 };
const windows = { group: 'windows', reach: 0.84 };
const mobile = { group: 'mobile', reach: 0.7 };
const web = { group: 'web', reach: 0.62 };
const linux = { group: 'linux', reach: 0.05 };
const copilot = { trend: 'growing', service: 'copilot' } as const;
const skype = { group: 'skype', reach: 0.8, trend: 'declining', service: 'skype' } as const;
const engage = { group: 'engage', reach: 0.7, trend: 'falling', service: 'engage' } as const;
const engageDevice = { trend: 'falling', service: 'engage' } as const;
const falling = { trend: 'falling' } as const;
const teams = { service: 'teams' } as const;
const mail = { service: 'mail' } as const;
const oneDrive = { service: 'oneDrive' } as const;
const sharePoint = { service: 'sharePoint' } as const;

export const metrics = {
  // Users in Teams
  post: { perDay: 0.5, reach: 0.6, ...teams },
  reply: { perDay: 0.9, reach: 0.65, ...teams },
  chat: { perDay: 14, reach: 0.97, ...teams },
  call: { perDay: 0.8, reach: 0.72, ...teams },
  adHocOrganized: { perDay: 0.15, reach: 0.5, ...teams },
  adHocAttended: { perDay: 0.4, reach: 0.8, ...teams },
  oneTimeOrganized: { perDay: 0.3, reach: 0.6, ...teams },
  oneTimeAttended: { perDay: 0.9, reach: 0.9, ...teams },
  recurringOrganized: { perDay: 0.12, reach: 0.35, ...teams },
  recurringAttended: { perDay: 1.1, reach: 0.9, ...teams },
  urgent: { perDay: 0.05, reach: 0.2, ...teams },
  otherAction: { perDay: 0.5, reach: 0.9, ...teams },
  audioSeconds: { perDay: 3300, reach: 0.92, group: 'talks', ...teams },
  videoSeconds: { perDay: 1500, reach: 0.75, group: 'shows', ...teams },
  screenSeconds: { perDay: 720, reach: 0.7, group: 'shares', ...teams },
  teamsWeb: { perDay: 0.35, ...web, ...teams },
  teamsWindowsPhone: { perDay: 0, reach: 0, ...teams },
  teamsAndroid: { perDay: 0.7, ...android, ...teams },
  teamsIos: { perDay: 0.8, ...iPhone, ...teams },
  teamsMac: { perDay: 1, ...mac, ...teams },
  teamsWindows: { perDay: 1, ...windows, ...teams },
  teamsChromeOs: { perDay: 0.3, reach: 0.03, ...teams },
  teamsLinux: { perDay: 0.6, ...linux, ...teams },

  // Teams themselves
  teamUsers: { perDay: 5 },
  teamChannels: { perDay: 1.6 },
  teamGuests: { perDay: 0.3, reach: 0.3 },
  teamReactions: { perDay: 3.2 },
  teamMeetings: { perDay: 0.5, reach: 0.7 },
  teamPosts: { perDay: 1.5 },
  teamReplies: { perDay: 2.8 },
  teamUrgent: { perDay: 0.03, reach: 0.4 },
  teamMentions: { perDay: 1.1 },
  teamSharedChannels: { perDay: 0.08, reach: 0.15, group: 'sharedChannels' },
  teamExternals: { perDay: 0.15, reach: 0.15, group: 'sharedChannels' },

  // Mail
  mailSent: { perDay: 9, reach: 0.97, ...mail },
  mailReceived: { perDay: 38 },
  mailRead: { perDay: 24, reach: 0.98, ...mail },
  meetingCreated: { perDay: 0.5, reach: 0.6, ...mail },
  meetingInteracted: { perDay: 1.3, reach: 0.8, ...mail },
  mailForMac: { perDay: 0.5, group: 'appleMail', reach: 0.05, ...mail },
  outlookForMac: { perDay: 0.9, ...mac, ...mail },
  outlookForWindows: { perDay: 1, ...windows, ...mail },
  outlookForMobile: { perDay: 0.8, ...mobile, ...mail },
  otherForMobile: { perDay: 0.5, reach: 0.08, ...mail },
  outlookForWeb: { perDay: 0.4, ...web, ...mail },
  pop3: { perDay: 0.4, reach: 0.01, ...mail },
  imap4: { perDay: 0.7, reach: 0.03, ...mail },
  smtp: { perDay: 0.4, reach: 0.02, ...mail },
  mailItems: { perDay: 21 },
  mailBytes: { perDay: 2_400_000 },

  // Files
  oneDriveViewed: { perDay: 6, reach: 0.92, ...oneDrive },
  oneDriveSynced: { perDay: 3, reach: 0.7, ...oneDrive },
  oneDriveSharedInternally: { perDay: 0.5, reach: 0.6, ...oneDrive },
  oneDriveSharedExternally: { perDay: 0.12, reach: 0.3, ...oneDrive },
  oneDriveFiles: { perDay: 2.4, ...oneDrive },
  oneDriveBytes: { perDay: 9_500_000, ...oneDrive },
  pageVisited: { perDay: 3.5, reach: 0.88, ...sharePoint },
  sharePointViewed: { perDay: 4, reach: 0.8, ...sharePoint },
  sharePointSynced: { perDay: 1.2, reach: 0.4, ...sharePoint },
  sharePointSharedInternally: { perDay: 0.3, reach: 0.5, ...sharePoint },
  sharePointSharedExternally: { perDay: 0.08, reach: 0.25, ...sharePoint },
  siteViews: { perDay: 55 },
  sitePages: { perDay: 9 },
  siteActiveFiles: { perDay: 6 },
  siteFiles: { perDay: 7 },
  siteBytes: { perDay: 60_000_000 },
  siteAnonymousLinks: { perDay: 0.01, reach: 0.3 },
  siteCompanyLinks: { perDay: 0.1, reach: 0.8 },
  siteGuestLinks: { perDay: 0.03, reach: 0.4 },
  siteMemberLinks: { perDay: 0.08, reach: 0.7 },

  // Groups and communities
  groupMail: { perDay: 4, reach: 0.85 },
  groupItems: { perDay: 4.5 },
  groupMailBytes: { perDay: 700_000 },
  groupPosted: { perDay: 0.4, reach: 0.3, group: 'connected', ...falling },
  groupRead: { perDay: 7, reach: 0.3, group: 'connected', ...falling },
  groupLiked: { perDay: 0.8, reach: 0.3, group: 'connected', ...falling },
  communityPosted: { perDay: 1.1, reach: 0.95, group: 'alive', ...falling },
  communityRead: { perDay: 16, reach: 0.95, group: 'alive', ...falling },
  communityLiked: { perDay: 1.9, reach: 0.95, group: 'alive', ...falling },
  engagePosted: { perDay: 0.12, ...engage },
  engageRead: { perDay: 2.2, ...engage },
  engageLiked: { perDay: 0.3, ...engage },
  engageWeb: { perDay: 0.6, ...engage },
  engageWindowsPhone: { perDay: 0, reach: 0 },
  engageAndroid: { perDay: 0.25, reach: 0.15, ...engageDevice },
  engageIPhone: { perDay: 0.3, reach: 0.22, ...engageDevice },
  engageIPad: { perDay: 0.1, ...iPad, ...engageDevice },
  engageOther: { perDay: 0.05, reach: 0.02, ...engageDevice },

  // Microsoft 365 Apps, app by platform
  outlookOnWindows: { perDay: 1, ...windows, ...mail },
  wordOnWindows: { perDay: 0.6, ...windows },
  excelOnWindows: { perDay: 0.7, ...windows },
  powerPointOnWindows: { perDay: 0.35, ...windows },
  oneNoteOnWindows: { perDay: 0.02, ...windows },
  teamsOnWindows: { perDay: 1, ...windows, ...teams },
  outlookOnMac: { perDay: 0.9, ...mac, ...mail },
  wordOnMac: { perDay: 0.5, ...mac },
  excelOnMac: { perDay: 0.5, ...mac },
  powerPointOnMac: { perDay: 0.4, ...mac },
  oneNoteOnMac: { perDay: 0.02, ...mac },
  teamsOnMac: { perDay: 1, ...mac, ...teams },
  outlookOnMobile: { perDay: 0.8, ...mobile, ...mail },
  wordOnMobile: { perDay: 0.02, ...mobile },
  excelOnMobile: { perDay: 0.01, ...mobile },
  powerPointOnMobile: { perDay: 0.006, ...mobile },
  oneNoteOnMobile: { perDay: 0.01, ...mobile },
  teamsOnMobile: { perDay: 0.7, ...mobile, ...teams },
  outlookOnWeb: { perDay: 0.4, ...web, ...mail },
  wordOnWeb: { perDay: 0.05, ...web },
  excelOnWeb: { perDay: 0.3, ...web },
  powerPointOnWeb: { perDay: 0.03, ...web },
  oneNoteOnWeb: { perDay: 0.008, ...web },
  teamsOnWeb: { perDay: 0.35, ...web, ...teams },

  // Copilot, only users with a license
  copilotChat: { perDay: 1.4, reach: 0.85, ...copilot },
  copilotTeams: { perDay: 0.6, reach: 0.75, ...copilot },
  copilotWord: { perDay: 0.3, reach: 0.6, ...copilot },
  copilotExcel: { perDay: 0.15, reach: 0.4, ...copilot },
  copilotPowerPoint: { perDay: 0.15, reach: 0.4, ...copilot },
  copilotOutlook: { perDay: 0.5, reach: 0.7, ...copilot },
  copilotOneNote: { perDay: 0.03, reach: 0.15, ...copilot },
  copilotLoop: { perDay: 0.03, reach: 0.15, ...copilot },
  copilotChatWeb: { perDay: 0.5, reach: 0.5, ...copilot },
  copilotEdge: { perDay: 0.2, reach: 0.35, ...copilot },
  copilotApp: { perDay: 0.4, reach: 0.6, ...copilot },
  copilotAgent: { perDay: 0.1, reach: 0.2, ...copilot },

  // Forms
  formMade: { perDay: 0.04, reach: 0.25 },
  formAnswered: { perDay: 0.12, reach: 0.7 },
  formAnonymous: { perDay: 0.5, reach: 0.12 },

  // Browsers
  edge: { perDay: 1, reach: 0.93 },
  edgeLegacy: { perDay: 0.15, reach: 0.04, trend: 'declining' },
  internetExplorer: { perDay: 0.2, reach: 0.05, trend: 'declining' },

  // Requests of applications
  apiRequests: { perDay: 900, reach: 0.55 },
  apiMegabytes: { perDay: 260, reach: 0.6 },
  apiThrottled: { perDay: 4, reach: 0.25 },

  // Skype for Business
  skypeIm: { perDay: 1.6, ...skype },
  skypeAudio: { perDay: 0.5, ...skype },
  skypeAudioMinutes: { perDay: 6, ...skype },
  skypeVideo: { perDay: 0.15, ...skype },
  skypeVideoMinutes: { perDay: 2.5, ...skype },
  skypeAppSharing: { perDay: 0.2, ...skype },
  skypeFileTransfer: { perDay: 0.12, ...skype },
  skypeOrganizedIm: { perDay: 0.3, ...skype },
  skypeOrganizedAudioVideo: { perDay: 0.35, ...skype },
  skypeOrganizedMinutes: { perDay: 14, ...skype },
  skypeOrganizedAppSharing: { perDay: 0.2, ...skype },
  skypeOrganizedWeb: { perDay: 0.08, ...skype },
  skypeOrganizedThirdParty: { perDay: 0.03, ...skype },
  skypeOrganizedMicrosoft: { perDay: 0.1, ...skype },
  skypeDialInMinutes: { perDay: 2.2, ...skype },
  skypeDialOutMinutes: { perDay: 0.9, ...skype },
  skypeJoinedIm: { perDay: 0.5, ...skype },
  skypeJoinedAudioVideo: { perDay: 0.8, ...skype },
  skypeJoinedMinutes: { perDay: 28, ...skype },
  skypeJoinedAppSharing: { perDay: 0.4, ...skype },
  skypeJoinedWeb: { perDay: 0.2, ...skype },
  skypeJoinedThirdParty: { perDay: 0.06, ...skype },
  skypeWindows: { perDay: 0.9, ...skype },
  skypeWindowsPhone: { perDay: 0.05, ...skype, group: 'oldPhone', reach: 0.02 },
  skypeAndroid: { perDay: 0.4, ...skype, group: 'skypeAndroid', reach: 0.08 },
  skypeIPhone: { perDay: 0.4, ...skype, group: 'skypeIPhone', reach: 0.1 },
  skypeIPad: { perDay: 0.2, ...skype, group: 'skypeIPad', reach: 0.03 },
} satisfies Record<string, Metric>;
