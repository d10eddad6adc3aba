import type { OverviewCard } from '../../src/shared/pages/overview.js';
import { smallTrendFacts, trendFacts } from '../common/charts/drawing/trendSparkline.js';
import { sparklineNotes } from '../common/charts/measures/sparklineNotes.js';
import { texts } from '../common/base/texts.js';

/** What the lines of the cards show, said once for all of them. */
export function lineNotes(cards: Iterable<OverviewCard>): readonly string[] {
  const facts = [...cards].flatMap(({ measures: [lead, ...others] }) => [
    ...(lead === undefined ? [] : [trendFacts(lead)]),
    ...others.map(smallTrendFacts),
  ]);
  return sparklineNotes(facts, texts.boldLines);
}
