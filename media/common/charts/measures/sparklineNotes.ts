import { texts } from '../../base/texts.js';
import type { SparklineFacts } from '../drawing/sparkline.js';

/** What sparklines show, said once for all of them. @param ofMeans what tells where they show means */
export function sparklineNotes(all: readonly SparklineFacts[], ofMeans: string): readonly string[] {
  return [
    ...(all.some(({ hasMean }) => hasMean) ? [ofMeans] : []),
    ...(all.some(({ isCut }) => isCut) ? [texts.unshadedLines] : []),
  ];
}
