/** Heights in pixels. The style sheet has the same. */
export const ROW_HEIGHT = 24;
export const SUMMARY_HEIGHT = 52;

/** Share of the view that the pinned columns take at most. */
export const MAX_PINNED_SHARE = 0.4;
