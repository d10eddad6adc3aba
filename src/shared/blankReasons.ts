import type { ColumnType } from './report.js';

/**
 * Why a cell of a joined table is blank. None of them is a zero.
 *
 * - `noActivity`: the report has the user, who was never active.
 * - `notLicensed`: the report has no such value, as the user has no license for the service.
 * - `notFetched`: no report that says it is archived, or none that can be read.
 * - `notJoined`: the report is archived, and conceals names while the others don't, or the other way around.
 * - `notSent`: the report is archived, and has no row of the user, or no value in it.
 */
export type JoinBlankReason = (typeof BLANK_REASONS)[number];
export const BLANK_REASONS = ['noActivity', 'notLicensed', 'notFetched', 'notJoined', 'notSent'] as const;

/**
 * Why a cell of a column is blank that a file of attributes has.
 *
 * - `notInFile`: no row of the file is about the user.
 * - `noValue`: one is, and has no value.
 * - `nameConcealed`: a concealed name is found in no file.
 * - `noName`: the report names no user, such as no owner of a site.
 */
export type AttributeBlankReason = (typeof ATTRIBUTE_BLANK_REASONS)[number];
const ATTRIBUTE_BLANK_REASONS = ['notInFile', 'noValue', 'nameConcealed', 'noName'] as const;

/**
 * Why a cell of the table of storage is blank, beside {@link JoinBlankReason}'s `notSent`.
 *
 * - `notGrowing`: at this pace it never gets full.
 * - `noQuota`: nothing limits it.
 * - `fewSnapshots`: no snapshot is archived that is old enough and has it.
 * - `notToldApart`: its ID is concealed or blank, or another row has it, too, or had it, so that it is found in no other snapshot.
 */
export type StorageBlankReason = (typeof STORAGE_BLANK_REASONS)[number];
const STORAGE_BLANK_REASONS = ['notGrowing', 'noQuota', 'fewSnapshots', 'notToldApart'] as const;

/**
 * Why a cell of a column is blank that the directory has.
 *
 * - `notInDirectory`: the user was not there on its day, such as somebody who is deleted.
 * - `noDirectoryValue`: the user was, and Microsoft sent no value. Of a sign-in that does not say that there was none.
 * - `nameConcealed`, `noName`: as of a file.
 */
const DIRECTORY_BLANK_REASONS = ['notInDirectory', 'noDirectoryValue', 'nameConcealed', 'noName'] as const;

/** Why a cell is blank of first rows that other files have a say in: `notRead`, as long as those are being read. No whole table has it. */
export type UnreadReason = 'notRead';

export type BlankReason =
  JoinBlankReason | AttributeBlankReason | StorageBlankReason | UnreadReason | (typeof DIRECTORY_BLANK_REASONS)[number];

/** Whether a file of attributes has a user, and if not, why. */
export type AttributeState = 'inFile' | Exclude<AttributeBlankReason, 'noValue'>;

/**
 * When somebody was active who was active at some time, by the days from the last activity to the newest day that the reports are about:
 * `active` for fewer than 30, `inactive30` for 30 to 89, `inactive90` for 90 to 179, `inactive180` for all more.
 */
export type ActivityState = (typeof ACTIVITY_STATES)[number];
export const ACTIVITY_STATES = ['active', 'inactive30', 'inactive90', 'inactive180'] as const;

/** Whether the directory has a user. */
export type DirectoryState = 'inDirectory' | 'notInDirectory';

/**
 * What a column of states has for each user, or whatever else a row is about. A report of what there is, such as storage, has `sent` where it has
 * the user; what is computed has `known`.
 */
export type UserState =
  | JoinBlankReason
  | AttributeState
  | DirectoryState
  | ActivityState
  | StorageBlankReason
  | UnreadReason
  | 'sent'
  | 'known';

/** The texts of the cells. Files have them in English, as they have the names of columns. */
export const USER_STATES: Readonly<Record<UserState, string>> = {
  active: 'Active within 30 days',
  inactive30: 'Inactive for 30 to 89 days',
  inactive90: 'Inactive for 90 to 179 days',
  inactive180: 'Inactive for 180 days or more',
  sent: 'Sent',
  noActivity: 'No activity',
  notLicensed: 'Not licensed',
  notFetched: 'Not fetched',
  notJoined: 'Not joined',
  notSent: 'Not sent',
  inFile: 'In file',
  notInFile: 'Not in file',
  inDirectory: 'In directory',
  notInDirectory: 'Not in directory',
  nameConcealed: 'Name concealed',
  noName: 'No user',
  known: 'Known',
  notGrowing: 'Not growing',
  noQuota: 'No quota',
  fewSnapshots: 'Not enough snapshots',
  notToldApart: 'Not told apart',
  notRead: 'Still being read',
};

const STATES = Object.keys(USER_STATES) as readonly UserState[];

/** The state that a cell has; `undefined` if it has another text. */
export function userState(text: string): UserState | undefined {
  return STATES.find((state) => USER_STATES[state] === text);
}

/**
 * A user who is there has values, or they were not sent.
 *
 * @param state text of the cell in the column that {@link ColumnInfo.blanksIn} names
 * @param type of the blank cell
 * @returns `undefined` for a list of a user who is there: none of its members is a value as well
 */
export function blankReason(state: string, type: ColumnType): BlankReason | undefined {
  const found = userState(state) ?? 'notSent';
  if (isReason(found)) {
    return found;
  }
  switch (found) {
    case 'inFile':
      return 'noValue';
    case 'inDirectory':
      return type === 'list' ? undefined : 'noDirectoryValue';
    default:
      return type === 'list' ? undefined : 'notSent';
  }
}

/** Whether a state says why nothing is there. */
export function isReason(state: UserState): state is Exclude<BlankReason, 'noValue' | 'noDirectoryValue'> {
  return !(['sent', 'inFile', 'inDirectory', 'known', ...ACTIVITY_STATES] as readonly UserState[]).includes(state);
}

/** The columns of states of the table of storage, and the reasons that are in each. */
const STORAGE_REASONS: Readonly<Record<string, readonly BlankReason[]>> = {
  'Growth Status': ['fewSnapshots', 'notToldApart', 'notSent'],
  'Days Left Status': [...STORAGE_BLANK_REASONS, 'notSent'],
};

/** The reasons why cells of a column can be blank whose table says why. */
export function reasonsOf({
  attributesFile,
  directoryDay,
  blanksIn = '',
}: {
  readonly attributesFile?: string;
  readonly directoryDay?: string;
  readonly blanksIn?: string;
}): readonly BlankReason[] {
  if (directoryDay !== undefined) {
    return DIRECTORY_BLANK_REASONS;
  }
  return attributesFile === undefined ? (STORAGE_REASONS[blanksIn] ?? BLANK_REASONS) : ATTRIBUTE_BLANK_REASONS;
}
