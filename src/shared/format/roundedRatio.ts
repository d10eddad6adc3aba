/** What is nearly gone has not fallen by 100%. */
const DEEPEST_FALL = -0.999;

/** A change is told to a tenth of a percent; of a rise of 130% nobody wants tenths. */
export function roundedRatio(ratio: number): number {
  if (ratio > -1 && ratio < DEEPEST_FALL) {
    return DEEPEST_FALL;
  }
  return Math.abs(ratio) >= 1 ? Math.round(ratio * 100) / 100 : Math.round(ratio * 1000) / 1000;
}
