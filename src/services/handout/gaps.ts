import type { IsoDate } from '../../base/dates.js';
import type { DataQualityBlock, HandoutSpan } from '../../core/handout/document.js';

type Item = DataQualityBlock['items'][number];

/** Days of a measure that have no value. */
export interface MissingDays {
  readonly report: string;
  /** As people read it; absent where the whole report lacks the days. */
  readonly measure?: string;
  readonly span: HandoutSpan;
  /** Oldest first. */
  readonly days: readonly IsoDate[];
}

/** What blocks lack, as they find it: so that a figure that is blank is never under the sentence that nothing is missing. */
export class Gaps {
  readonly #items = new Map<string, Item>();
  readonly #days = new Map<string, MissingDays>();

  /** Whether only data of later days are archived of something. */
  hasLaterData = false;

  tell(severity: Item['severity'], text: string): void {
    const known = this.#items.get(text);
    if (known === undefined || severity === 'warning') {
      this.#items.set(text, { severity, text });
    }
  }

  tellDays(missing: MissingDays): void {
    const { report, measure, span, days } = missing;
    if (days.length > 0) {
      this.#days.set([report, measure, span.from, span.to].join(), missing);
    }
  }

  get items(): readonly Item[] {
    return [...this.#items.values()];
  }

  get days(): readonly MissingDays[] {
    return [...this.#days.values()];
  }
}
