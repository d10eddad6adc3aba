/** Heights in pixels. The style sheet has the same. */
export const ROW_HEIGHT = 24;
export const HEAD_HEIGHT = 28;
export const SUMMARY_HEIGHT = 52;
export const FOOT_HEIGHT = 40;

/** Share of the view that the pinned column takes at most. */
export const MAX_PINNED_SHARE = 0.4;
