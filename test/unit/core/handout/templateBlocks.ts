import type { BLOCK_KINDS, TemplateBlock } from '../../../../src/core/handout/template.js';

export const days = { report: 'getTeamsUserActivityCounts', column: 'Calls' };
export const query = {
  version: 1,
  source: { report: 'users' },
  filters: [{ column: 'Teams Last Activity Date', kind: 'days', from: '{from}', to: '{to}' }],
  aggregates: [{ kind: 'count', name: 'Users' }],
} as const;
/** A block of each kind with all that it can have. */
export const BLOCKS: Readonly<Record<(typeof BLOCK_KINDS)[number], readonly TemplateBlock[]>> = {
  heading: [
    { kind: 'heading', level: 2, text: 'Adoption' },
    { kind: 'heading', text: 'More' },
  ],
  text: [{ kind: 'text', paragraphs: ['One.', 'Two.\nThree.'] }],
  keyFigures: [
    {
      kind: 'keyFigures',
      figures: [
        { label: 'Calls', unit: 'count', days: { ...days, key: 'All', aggregate: 'sum' }, change: false },
        { label: 'Active', query, amount: 'Users', of: { label: 'all', query }, per: { days } },
      ],
    },
  ],
  series: [{ kind: 'series', title: 'Calls', lines: [days, { ...days, label: 'Again' }], months: 12 }],
  bars: [
    { kind: 'bars', title: 'Months', days, months: 6, unit: 'count' },
    { kind: 'bars', title: 'Funnel', bars: [{ label: 'Active', query, amount: 'Users' }] },
    {
      kind: 'bars',
      title: 'Products',
      query: { ...query, groupBy: [{ column: 'Assigned Products', by: 'member' }] },
      label: 'Assigned Products',
      value: 'Users',
    },
  ],
  table: [{ kind: 'table', title: 'Users', query, columns: [{ column: 'Users', label: 'Number', unit: 'count' }] }],
  standsOut: [{ kind: 'standsOut', reports: ['getTeamsUserActivityCounts'] }, { kind: 'standsOut' }],
  dataQuality: [{ kind: 'dataQuality' }],
};
