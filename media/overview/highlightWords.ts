import type { Highlight } from '../../src/shared/highlight.js';
import { nameWithoutUnit } from '../../src/shared/measures.js';
import { daysBetween } from '../../src/shared/format/days.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { dayRange } from '../common/base/format/ranges.js';
import { texts } from '../common/base/texts.js';
import { measureLabel } from '../common/charts/measures/chartNames.js';
import { changeAmount, describeChange } from '../common/charts/measures/describeChange.js';
import { overviewTexts } from './overviewTexts.js';

/** What stands out, and what of it is to be known. */
export function highlightWords(
  highlight: Highlight,
  format: Format,
): { readonly text: string; readonly detail?: string } {
  switch (highlight.kind) {
    case 'rise':
    case 'fall': {
      const { change, unit } = highlight;
      return {
        text: `${nameWithoutUnit(measureLabel(highlight))} ${changeAmount(change, unit, format)}`,
        detail: describeChange(change, unit, format).detail,
      };
    }
    case 'lag':
      return {
        text: formatText(texts.dataEndsOn, format.day(highlight.refreshDate)),
        detail: format.plural(overviewTexts.lagDetail, highlight.days, format.count(highlight.usual)),
      };
    case 'missing':
      return {
        text: format.plural(overviewTexts.missing, highlight.days),
        detail: formatText(
          // The days that are named are all of those that are counted, or the newest.
          daysBetween(highlight.last.from, highlight.last.to) + 1 < highlight.days
            ? overviewTexts.missingNewest
            : overviewTexts.missingDetail,
          dayRange(highlight.last, format),
        ),
      };
    case 'failed':
      return {
        text: overviewTexts.failed,
        detail: formatText(overviewTexts.failedDetail, highlight.text, format.instant(highlight.at)),
      };
    case 'damaged':
      return { text: format.plural(overviewTexts.damaged, highlight.count), detail: overviewTexts.damagedDetail };
  }
}
