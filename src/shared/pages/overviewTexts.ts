import type { Highlight } from '../highlight.js';
import type { PluralText } from './pluralText.js';

/** Texts of the overview alone. */
export interface OverviewTexts {
  readonly reading: string;
  /** Reports in the archive, all daily reports. */
  readonly archivedReports: string;
  readonly refreshHint: string;
  readonly collect: string;
  readonly browse: string;
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly filling: string;
  /** Files made, all. */
  readonly filled: string;
  readonly jumpTo: string;
  readonly favorites: string;
  readonly retired: string;
  readonly hidden: string;
  readonly hiddenCards: PluralText;
  /** These are about a report's title. */
  readonly favorite: string;
  readonly addFavorite: string;
  readonly removeFavorite: string;
  readonly hideCard: string;
  readonly showCard: string;
  readonly isHidden: string;
  readonly undo: string;
  readonly alerts: string;
  readonly showAlerts: string;
  readonly moreAlerts: PluralText;
  /** Severity, title. */
  readonly alert: string;
  readonly openAlert: string;
  /** Title. */
  readonly openAlertOf: string;
  readonly highlights: string;
  readonly noHighlights: string;
  readonly tooEarly: string;
  readonly open: string;
  /** How many days are archived, title. */
  readonly openHistory: string;
  /** A measure. */
  readonly openMeasure: string;
  readonly noValues: string;
  readonly onlyZeros: string;
  readonly tooSmall: string;
  readonly noChangeYet: string;
  readonly moreMeasures: PluralText;
  readonly archivedDays: PluralText;
  readonly kind: Readonly<Record<Highlight['kind'], string>>;
  /** What stands out of a product: its title, what. */
  readonly highlight: string;
  /** Days, usual days. */
  readonly lagDetail: PluralText;
  readonly missing: PluralText;
  /** A day or a range of days. */
  readonly missingDetail: string;
  /** The same where other days are missing as well. */
  readonly missingNewest: string;
  readonly failed: string;
  /** Why, when. */
  readonly failedDetail: string;
  readonly damaged: PluralText;
  readonly damagedDetail: string;
  /** Reports, tenant. */
  readonly opened: PluralText;
}
