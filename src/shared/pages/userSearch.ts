import {
  array,
  boolean,
  type GenericSchema,
  literal,
  maxLength,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  strictObject,
  string,
  variant,
} from 'valibot';
import type { UserEntry } from '../userFacts.js';
import type { EventOf, MessageOf, OutputOf } from './channel.js';
import { notice, tenantFacts } from './common.js';
import { cellValue, columnInfo, index } from './schemas.js';

/** What the page about one user and its panel say to each other. Nothing of it is ever stored. */

const texts = array(string());

const userEntry: GenericSchema<unknown, UserEntry> = object({
  label: optional(string()),
  lastActivity: optional(string()),
  isDeleted: optional(boolean()),
  deletedOn: optional(string()),
  products: optional(texts),
  licensed: texts,
  unlicensed: texts,
  figures: array(object({ column: columnInfo, value: cellValue })),
  zeros: array(columnInfo),
  used: texts,
  yes: texts,
  no: texts,
});

/** What one report says. */
const userCard = object({
  /** Sent back in `openReport`. */
  id: string(),
  title: string(),
  product: string(),
  /** Codicon name. */
  icon: string(),
  /** Period or day in words. */
  parameter: string(),
  refreshDate: nullable(string()),
  /** Whole days between the refresh date and today in UTC. */
  refreshAgeDays: nullable(number()),
  fetchedAt: string(),
  /** True where the rows are of things that the user owns. */
  owns: boolean(),
  entries: array(userEntry),
  /** Rows that are not among the entries, because there are too many. */
  more: index,
});

/** A report that says nothing about the user, and why. */
const userReportGap = object({
  /** Sent back in `fetch`. */
  id: string(),
  title: string(),
  product: string(),
  icon: string(),
  why: picklist(['notFetched', 'notFound', 'notActive', 'noRows', 'concealed', 'unreadable']),
  /** Period or day, where something was fetched. */
  parameter: optional(string()),
  refreshDate: optional(nullable(string())),
});

const userSummary = object({
  connection: tenantFacts,
  heading: string(),
  displayName: optional(string()),
  principalName: optional(string()),
  id: optional(string()),
  /** The last activity of all, and in which report. */
  lastActivity: optional(object({ date: string(), product: string() })),
  isDeleted: optional(boolean()),
  deletedOn: optional(string()),
  products: texts,
  licensed: texts,
  storage: array(object({ product: string(), bytes: number() })),
  cards: array(userCard),
  gaps: array(userReportGap),
  notices: array(notice),
});

const event = variant('type', [
  object({ type: literal('user'), summary: userSummary }),
  /** Something is being fetched or searched; what is on screen stays. Absent text: done. */
  object({ type: literal('busy'), text: optional(string()) }),
]);

const reportId = pipe(string(), maxLength(200));

const message = variant('type', [
  strictObject({ type: literal('openReport'), id: reportId }),
  strictObject({ type: literal('fetch'), ids: pipe(array(reportId), maxLength(100)) }),
  strictObject({ type: literal('cancel') }),
  strictObject({ type: literal('copy') }),
  strictObject({ type: literal('findAnother') }),
]);

export const userSearchProtocol = { event, message, requests: {} };

export type UserSearchProtocol = typeof userSearchProtocol;
export type UserSearchEvent = EventOf<UserSearchProtocol>;
export type UserSearchMessage = MessageOf<UserSearchProtocol>;
export type UserCard = OutputOf<typeof userCard>;
export type UserReportGap = OutputOf<typeof userReportGap>;
export type UserSummary = OutputOf<typeof userSummary>;
