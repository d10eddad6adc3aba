import type { PluralText } from './pluralText.js';
import type { MissingReason } from './tenants.js';

/** Texts of the page of all tenants alone. */
export interface TenantsTexts {
  readonly title: string;
  readonly tenants: PluralText;
  readonly reading: string;
  /** All tenants, tenants read. */
  readonly read: PluralText;
  readonly canceled: string;
  /** First and last day. */
  readonly differentDays: string;
  readonly refreshHint: string;
  readonly chooseMeasures: string;
  readonly copyAs: string;
  readonly copyTable: string;
  readonly copyMarkdown: string;
  readonly tableLabel: string;
  readonly tableHint: string;
  readonly trend: string;
  readonly latest: string;
  readonly change: string;
  readonly changeHint: string;
  /** What is sorted by. */
  readonly sortBy: string;
  /** A measure, what of it. */
  readonly columnOf: string;
  /** A tenant. */
  readonly openOverview: string;
  /** A report, a tenant. */
  readonly openReport: string;
  /** Another connection. */
  readonly sameTenant: string;
  readonly fetch: string;
  /** Reports, tenant. */
  readonly fetchOf: PluralText;
  readonly missing: Readonly<Record<MissingReason, string>>;
  readonly notAvailableHint: string;
  /** Why, in two or three words. */
  readonly failedWith: string;
  readonly notRead: string;
  readonly onlyUpTo: string;
  /** The newest day of this tenant, and of the others. */
  readonly onlyUpToHint: string;
  /** How the last request failed. */
  readonly lastRequestFailed: string;
  readonly tooSmall: string;
  /** Tenants that are added up. */
  readonly total: PluralText;
  readonly withoutSamples: string;
  /** Why there is none. */
  readonly noTotal: {
    readonly counts: string;
    readonly days: string;
    readonly missing: PluralText;
  };
  /** How the rows are sorted now: column. */
  readonly sorted: { readonly ascending: string; readonly descending: string; readonly none: string };
}
