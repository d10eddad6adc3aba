import type { UserReportGap } from './userSearch.js';
import type { PluralText } from './pluralText.js';

/** Texts of the page about one user alone. */
export interface UserSearchTexts {
  readonly principalName: string;
  readonly id: string;
  readonly lastActivity: string;
  /** Day, product. */
  readonly lastActivityIn: string;
  readonly noActivity: string;
  readonly storage: string;
  readonly products: string;
  readonly licensedFor: string;
  readonly deleted: string;
  readonly deletedOn: string;
  readonly copyHint: string;
  readonly findAnother: string;
  readonly actions: string;
  readonly cards: string;
  readonly reports: PluralText;
  readonly owns: PluralText;
  readonly more: string;
  readonly used: string;
  readonly zero: string;
  readonly notLicensedFor: string;
  readonly openReport: string;
  readonly openReportOf: string;
  readonly noDetails: string;
  readonly notInAnyReport: string;
  readonly gaps: string;
  readonly gapsHint: string;
  readonly why: Readonly<Record<UserReportGap['why'], string>>;
  readonly fetch: string;
  readonly fetchAll: string;
  /** A name, and how many reports have something about it. */
  readonly shown: string;
}
