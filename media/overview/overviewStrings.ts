const plural = (quantity: number, one: string, many: string) => (quantity === 1 ? one : many);

/** Every text of the overview that does not come from the host. */
export const overviewStrings = {
  title: 'Overview',
  reading: 'Reading what is kept…',
  kept: (kept: number, formatted: string, published: string) =>
    `${formatted} of ${published} daily ${plural(kept, 'report', 'reports')} fetched`,
  dataUpTo: (day: string) => `newest data of ${day}`,
  reload: 'Read Again',
  reloadHint: 'Read the archive again; nothing is fetched',
  collect: 'Fetch All Daily Reports',
  browse: 'Show the List of Reports',
  emptyTitle: 'Nothing has been fetched yet',
  emptyText:
    'This page shows every daily report that was fetched of this tenant: how it develops, and what stands out. Fetch one, and it appears here.',
  highlights: 'What stands out',
  noHighlights: 'Nothing: no large rise or fall, nothing late, nothing missing.',
  tooEarly: 'Rises and falls show when 14 days or more of a report are known.',
  open: (title: string) => `Open ${title}`,
  history: (kept: string, title: string) => `${kept}: show all of ${title}`,
  latestOn: (day: string) => `on ${day}`,
  noValues: 'No values',
  change: (percent: string, days: number) => `${percent} in the last ${days} days`,
  changeHint: (days: number, after: string, before: string) =>
    `Average of a day: ${after} in the last ${days} days, ${before} in the ${days} before`,
  steady: (days: number) => `Steady over the last ${days} days`,
  fromNothing: (days: number) => `New in the last ${days} days`,
  noChangeYet: 'Too few days for a comparison',
  more: (quantity: number, formatted: string) => `${formatted} more ${plural(quantity, 'measure', 'measures')}`,
  days: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'day', 'days')} kept`,
  upTo: (day: string) => `data to ${day}`,
  loading: 'Loading',
  kind: { rise: 'Rise', fall: 'Fall', lag: 'Late', missing: 'Missing days', failed: 'Failed', damaged: 'Damaged' },
  rise: (measure: string, percent: string) => `${measure} ${percent}`,
  changeDetail: (days: number, before: string, after: string) =>
    `${before} → ${after} a day, ${days} days against the ${days} before`,
  lag: (day: string) => `Data ends on ${day}`,
  lagDetail: (days: string, usual: string) => `${days} days behind when last asked, usually ${usual}`,
  missing: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'day', 'days')} missing`,
  missingDetail: (from: string, to: string) =>
    from === to ? `nobody fetched ${from}` : `nobody fetched ${from} to ${to}`,
  failed: 'The last attempt failed',
  damaged: (quantity: number, formatted: string) => `${formatted} stored ${plural(quantity, 'file', 'files')} damaged`,
  damagedDetail: 'The history is made of the others.',
  opened: (name: string, quantity: number, formatted: string) =>
    `Overview of ${name}: ${formatted} ${plural(quantity, 'report', 'reports')}`,
  sampleBadge: 'Sample data',
  sampleHint: 'Invented numbers of a tenant that does not exist. Switch the tenant to see your own.',
} as const;
