/** What a collection remembers until it has ended, so that it can be resumed after a restart. */
export interface UnfinishedCollection {
  readonly connection: string;
  readonly set: string;
  readonly startedAt: string;
}

/** Where a workspace's memento holds it. */
export const UNFINISHED_KEY = 'usageReports.collect.unfinished';
