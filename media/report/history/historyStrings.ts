const plural = (quantity: number, one: string, many: string) => (quantity === 1 ? one : many);

/** Texts of what a history says about itself. */
export const historyStrings = {
  about: 'All kept days',
  days: (quantity: number, formatted: string, from: string, to: string) =>
    `${formatted} ${plural(quantity, 'day', 'days')} from ${from} to ${to}`,
  snapshots: (quantity: number, formatted: string) =>
    `put together from ${formatted} ${plural(quantity, 'snapshot', 'snapshots')}`,
  noneMissing: 'no day missing',
  missing: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'day', 'days')} missing`,
  noneRevised: 'no value restated',
  revised: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'value', 'values')} restated`,
  showMissing: 'Show Missing Days',
  hideMissing: 'Hide Missing Days',
  showRevised: 'Show Restated Values',
  hideRevised: 'Hide Restated Values',
  legend: 'Large chart: shaded where days are missing, dashed where an older snapshot begins.',
  marks: 'Shaded: days missing. Dashed: an older snapshot begins.',
  missingTitle: 'Days that nobody fetched while Microsoft still served them',
  revisedTitle: 'Values that Microsoft changed afterwards',
  newestOf: (shown: string, all: string) => `The newest ${shown} of ${all}.`,
  moreMissingRanges: (formatted: string) => `and ${formatted} more`,
  hole: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  loading: 'Loading…',
  day: 'Day',
  measure: 'Measure',
  before: 'Before',
  after: 'After',
  when: 'Changed',
  changed: (until: string, from: string) => `after ${until}, by ${from}`,
  unknownDay: 'unknown',
  blank: 'blank',
} as const;
