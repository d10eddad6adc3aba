/** Texts of the page that do not come from the host; numbers and days arrive formatted. */
const plural = (quantity: number, one: string, many: string) => (quantity === 1 ? one : many);

export const strings = {
  older: 'Older snapshot',
  newer: 'Newer snapshot',
  dataUpTo: (day: string) => `Data up to ${day}`,
  dataDayUnknown: 'The service did not say how recent the data is',
  fetched: (instant: string) => `fetched ${instant}`,
  rows: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'row', 'rows')}`,
  open: 'Open as Text',
  openOlder: 'Open as Text: older snapshot',
  openNewer: 'Open as Text: newer snapshot',
  export: 'Export…',
  exportHint: 'Export all rows that differ to a file',
  actions: 'Actions',
  kinds: 'What became of the rows',
  unchanged: (quantity: number, formatted: string) =>
    `${formatted} ${plural(quantity, 'row is', 'rows are')} unchanged`,
  matchedBy: (columns: string) => `Matched by ${columns}`,
  ignored: (columns: string) => `Not compared: ${columns}`,
  changedColumns: 'Changed columns',
  changedRows: (quantity: number, formatted: string) => `in ${formatted} ${plural(quantity, 'row', 'rows')}`,
  fewer: (formatted: string) => `and ${formatted} more`,
  noneTitle: { changed: 'No row changed', added: 'No row was added', gone: 'No row is gone' },
  noneAtAll: 'Nothing changed between the two snapshots',
  notComparable: 'Single rows cannot be compared',
  gridLabel: (tab: string) => `${tab}: rows`,
  arrow: (before: string, after: string) => `${before} → ${after}`,
  opened: (title: string, counts: string) => `Changes in ${title}: ${counts}`,
} as const;
