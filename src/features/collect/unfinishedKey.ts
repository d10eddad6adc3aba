/** Where a workspace's memento holds the collection that isn't finished. */
export const UNFINISHED_KEY = 'usageReports.collect.unfinished';
