import type { DayRange } from '../history.js';
import type { Notice } from './report.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { SeriesChart, Unit } from '../report.js';
import type { WindowChange } from '../windowChange.js';

/** Every message between the extension host and the overview's webview. Both ends validate what arrives. */

/** One measure of a daily series as the overview shows it. */
export interface OverviewMeasure extends Pick<
  SeriesChart,
  'column' | 'key' | 'unit' | 'firstDay' | 'values' | 'latest'
> {
  /** The last days against as many before; absent where too little is known of either. */
  readonly change?: WindowChange;
}

/** One daily series that something is kept of. */
export interface OverviewCard {
  /** Graph function name. */
  readonly report: string;
  readonly title: string;
  /** Id of its product. */
  readonly product: string;
  readonly refreshDate: IsoDate | null;
  /** When the service last confirmed or sent it. */
  readonly checkedAt: IsoInstant;
  readonly archivedDays: number;
  /** First the one that stands for the report. Empty where the report has no values. */
  readonly measures: readonly OverviewMeasure[];
  /** Measures that the report has beyond these. */
  readonly moreMeasures: number;
}

/** What is worth a look before anything else. */
export type OverviewHighlight =
  | {
      readonly kind: 'rise' | 'fall';
      readonly report: string;
      readonly column: string;
      readonly key?: string;
      readonly unit: Unit;
      readonly change: WindowChange;
    }
  /** The newest day was older than usual when the service was last asked. */
  | {
      readonly kind: 'lag';
      readonly report: string;
      readonly refreshDate: IsoDate;
      readonly days: number;
      readonly usual: number;
    }
  /** Days that nobody fetched, although they lie between days that are known. */
  | { readonly kind: 'missing'; readonly report: string; readonly days: number; readonly last: DayRange }
  | { readonly kind: 'failed'; readonly report: string; readonly text: string; readonly at: IsoInstant }
  /** Snapshots of the archive that are damaged. */
  | { readonly kind: 'damaged'; readonly report: string; readonly count: number };

export interface OverviewProduct {
  readonly id: string;
  readonly title: string;
  /** Codicon name. */
  readonly icon: string;
}

export type OverviewHostMessage =
  /** A new reading has begun; cards follow. What is on screen stays where it is of the same tenant. */
  | {
      readonly type: 'begin';
      readonly connection: { readonly id: string; readonly name: string; readonly isSample: boolean };
      /** Daily series that something is kept of, in the order in which they are shown. */
      readonly reports: readonly { readonly report: string; readonly title: string; readonly product: string }[];
      /** Daily series that the tenant's cloud publishes. */
      readonly published: number;
      readonly products: readonly OverviewProduct[];
    }
  /** Replaces cards of the same report, adds the others. */
  | { readonly type: 'cards'; readonly cards: readonly OverviewCard[] }
  /** All cards are there. */
  | { readonly type: 'end'; readonly highlights: readonly OverviewHighlight[] }
  | { readonly type: 'failed'; readonly notice: Notice };

export type OverviewMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly report: string; readonly history?: true }
  | { readonly type: 'reload' }
  | { readonly type: 'collect' }
  | { readonly type: 'browse' }
  | { readonly type: 'action'; readonly id: string };

/** What the webview keeps over a reload of the window. */
export interface OverviewState {
  readonly connection: string;
}
