import type { ColumnType, Unit } from '../../../shared/report.js';

/** What people use, in the order of the joined table. */
export const JOINED_SERVICES = [
  'Exchange',
  'OneDrive',
  'SharePoint',
  'Teams',
  'Viva Engage',
  'Skype for Business',
  'Microsoft 365 Apps',
  'Microsoft 365 Copilot',
  'Forms',
  'Browsers',
] as const;
export type JoinedService = (typeof JOINED_SERVICES)[number];

/** The report that has one row per user and says of six services who is licensed, since when, and who was active last. */
export const ACTIVE_USERS = 'getOffice365ActiveUserDetail';
/** The column that says whether it has the user. */
export const ACTIVE_USERS_STATES = 'Active Users Status';
/** Lists those who have Copilot, whether they use it or not. */
export const COPILOT_USAGE = 'getMicrosoft365CopilotUsageUserDetail';

/** What {@link ACTIVE_USERS} calls the services in `Has … License`, `… Last Activity Date`, and `… License Assign Date`. */
export const ACTIVE_USERS_NAMES: ReadonlyMap<JoinedService, string> = new Map([
  ['Exchange', 'Exchange'],
  ['OneDrive', 'OneDrive'],
  ['SharePoint', 'SharePoint'],
  ['Teams', 'Teams'],
  ['Viva Engage', 'Yammer'],
  ['Skype for Business', 'Skype For Business'],
]);

/**
 * A column of the joined table that has the cells of a report's column.
 *
 * If several rows of the report are of one user (OneDrive accounts, products that can be activated), numbers are added up, of days the latest
 * counts, and of everything else the first.
 */
export interface JoinedMeasure {
  readonly name: string;
  /** Column of the report; for `flags`, its boolean columns and lists that are not blank where the answer is yes. */
  readonly from: string | readonly string[];
  /** `list` has the names of those columns of `from` that say yes. */
  readonly type: Exclude<ColumnType, 'duration'>;
  readonly unit?: Unit;
}

/** What is joined of a report. */
export interface JoinedReport {
  /** Name in the catalog. */
  readonly report: string;
  /** The service that the report is of; absent if it is of several. */
  readonly service?: JoinedService;
  /**
   * The column that says of each user what the report has, and so why cells of {@link measures} are blank. Absent if that of the service says it,
   * which has no other report.
   */
  readonly states?: string;
  /** False if the report says what there is, such as storage, whether somebody is active or not. */
  readonly isActivity: boolean;
  /** Column of the last activity of the user; absent if there is none, or if others than the user change it. */
  readonly lastActivity?: string;
  /** A row for each of several things that a user has. */
  readonly hasSeveralRows?: true;
  /** The service is no more. That the report is missing is no news. */
  readonly isRetired?: true;
  readonly measures: readonly JoinedMeasure[];
}

const LAST_ACTIVITY = 'Last Activity Date';

const count = (name: string, from: string): JoinedMeasure => ({ name, from, type: 'number', unit: 'count' });
const bytes = (name: string, from: string): JoinedMeasure => ({ name, from, type: 'number', unit: 'bytes' });
const flags = (name: string, from: readonly string[]): JoinedMeasure => ({ name, from, type: 'list' });

const fileCounts = (service: string): JoinedMeasure[] => [
  count(`${service} Files Viewed Or Edited`, 'Viewed Or Edited File Count'),
  count(`${service} Files Synced`, 'Synced File Count'),
  count(`${service} Files Shared Internally`, 'Shared Internally File Count'),
  count(`${service} Files Shared Externally`, 'Shared Externally File Count'),
];

export const MAILBOX_CREATED = 'Mailbox Created';
/** Columns of storage and of what limits it, of which the joined table also has the share. */
export const MAILBOX_USED = 'Mailbox Storage Used (Byte)';
export const MAILBOX_QUOTA = 'Mailbox Quota (Byte)';
export const ONEDRIVE_USED = 'OneDrive Storage Used (Byte)';
export const ONEDRIVE_ALLOCATED = 'OneDrive Storage Allocated (Byte)';

/** Every detail report about users, in the order in which their users are listed. */
export const JOINED_REPORTS: readonly JoinedReport[] = [
  {
    report: ACTIVE_USERS,
    states: ACTIVE_USERS_STATES,
    isActivity: false,
    measures: [],
  },
  {
    report: 'getEmailActivityUserDetail',
    service: 'Exchange',
    states: 'Email Activity Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      count('Mail Sent', 'Send Count'),
      count('Mail Received', 'Receive Count'),
      count('Mail Read', 'Read Count'),
      count('Meetings Created', 'Meeting Created Count'),
      count('Meetings Interacted', 'Meeting Interacted Count'),
    ],
  },
  {
    report: 'getMailboxUsageDetail',
    service: 'Exchange',
    states: 'Mailbox Status',
    isActivity: false,
    // The last day on which the owner sent or read mail.
    lastActivity: LAST_ACTIVITY,
    measures: [
      { name: MAILBOX_CREATED, from: 'Created Date', type: 'date' },
      { name: 'Recipient Type', from: 'Recipient Type', type: 'text' },
      { name: 'Has Archive', from: 'Has Archive', type: 'boolean' },
      bytes(MAILBOX_USED, 'Storage Used (Byte)'),
      bytes('Mailbox Issue Warning Quota (Byte)', 'Issue Warning Quota (Byte)'),
      bytes('Mailbox Prohibit Send Quota (Byte)', 'Prohibit Send Quota (Byte)'),
      bytes(MAILBOX_QUOTA, 'Prohibit Send/Receive Quota (Byte)'),
    ],
  },
  {
    report: 'getEmailAppUsageUserDetail',
    service: 'Exchange',
    states: 'Email Apps Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      flags('Email Apps', [
        'Mail For Mac',
        'Outlook For Mac',
        'Outlook For Windows',
        'Outlook For Mobile',
        'Other For Mobile',
        'Outlook For Web',
        'POP3 App',
        'IMAP4 App',
        'SMTP App',
      ]),
    ],
  },
  {
    report: 'getOneDriveActivityUserDetail',
    service: 'OneDrive',
    states: 'OneDrive Activity Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: fileCounts('OneDrive'),
  },
  {
    report: 'getOneDriveUsageAccountDetail',
    service: 'OneDrive',
    states: 'OneDrive Storage Status',
    isActivity: false,
    // Its last activity is that of anybody in the account, so it says nothing about the owner.
    hasSeveralRows: true,
    measures: [
      count('OneDrive Files', 'File Count'),
      bytes(ONEDRIVE_USED, 'Storage Used (Byte)'),
      bytes(ONEDRIVE_ALLOCATED, 'Storage Allocated (Byte)'),
    ],
  },
  {
    report: 'getSharePointActivityUserDetail',
    service: 'SharePoint',
    states: 'SharePoint Activity Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [...fileCounts('SharePoint'), count('SharePoint Pages Visited', 'Visited Page Count')],
  },
  {
    report: 'getTeamsUserActivityUserDetail',
    service: 'Teams',
    states: 'Teams Activity Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      count('Teams Chat Messages', 'Private Chat Message Count'),
      count('Teams Channel Messages', 'Team Chat Message Count'),
      count('Teams Calls', 'Call Count'),
      count('Teams Meetings', 'Meeting Count'),
    ],
  },
  {
    report: 'getTeamsDeviceUsageUserDetail',
    service: 'Teams',
    states: 'Teams Devices Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      flags('Teams Devices', [
        'Used Web',
        'Used Windows',
        'Used Mac',
        'Used Linux',
        'Used Chrome OS',
        'Used iOS',
        'Used Android Phone',
        'Used Windows Phone',
      ]),
    ],
  },
  {
    report: 'getYammerActivityUserDetail',
    service: 'Viva Engage',
    states: 'Viva Engage Activity Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      count('Viva Engage Messages Posted', 'Posted Count'),
      count('Viva Engage Messages Read', 'Read Count'),
      count('Viva Engage Messages Liked', 'Liked Count'),
    ],
  },
  {
    report: 'getYammerDeviceUsageUserDetail',
    service: 'Viva Engage',
    states: 'Viva Engage Devices Status',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      flags('Viva Engage Devices', [
        'Used Web',
        'Used Windows Phone',
        'Used Android Phone',
        'Used iPhone',
        'Used iPad',
        'Used Others',
      ]),
    ],
  },
  {
    report: 'getSkypeForBusinessActivityUserDetail',
    service: 'Skype for Business',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    isRetired: true,
    measures: [],
  },
  {
    report: 'getM365AppUserDetail',
    service: 'Microsoft 365 Apps',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      flags('Microsoft 365 Apps Used', ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams']),
      flags('Microsoft 365 Apps Platforms', ['Windows', 'Mac', 'Mobile', 'Web']),
    ],
  },
  {
    report: 'getOffice365ActivationsUserDetail',
    service: 'Microsoft 365 Apps',
    states: 'Activations Status',
    isActivity: false,
    hasSeveralRows: true,
    measures: [
      { name: 'Last Activated', from: 'Last Activated Date', type: 'date' },
      count('Activations On Windows', 'Windows'),
      count('Activations On Mac', 'Mac'),
      count('Activations On iOS', 'iOS'),
      count('Activations On Android', 'Android'),
    ],
  },
  {
    report: COPILOT_USAGE,
    service: 'Microsoft 365 Copilot',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [
      count('Copilot Prompts', 'Prompts submitted for all apps'),
      count('Copilot Active Days', 'Active Usage Days for all apps'),
    ],
  },
  {
    report: 'getFormsUserActivityUserDetail',
    service: 'Forms',
    isActivity: true,
    lastActivity: LAST_ACTIVITY,
    measures: [count('Forms Created', 'Created Count'), count('Forms Responded', 'Responded Count')],
  },
  {
    report: 'getBrowserUserDetail',
    service: 'Browsers',
    states: 'Browsers Status',
    isActivity: false,
    measures: [flags('Browsers Used', ['Edge', 'Edge Legacy', 'Internet Explorer'])],
  },
];

/** Reports whose users all have a row in another report, and that say nothing that is joined. */
export const SKIPPED_REPORTS: readonly string[] = ['getSkypeForBusinessDeviceUsageUserDetail'];
