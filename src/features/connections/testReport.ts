/** What a test of a connection reads: small, totals only, so that every role that reads reports may read it, and in every cloud. */
export const TEST_REPORT = { report: 'getOffice365ActiveUserCounts', period: 'D7' } as const;
