import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';

/** Definitions of the shape the catalog has, with as much as a request needs. */
export function definition(name: string, more: Partial<ReportDefinition> = {}): ReportDefinition {
  return {
    name,
    title: name,
    description: '',
    product: 'test',
    kind: 'daily-series',
    versions: ['v1.0', 'beta'],
    periods: ['D7', 'D30', 'D90', 'D180'],
    acceptsDate: false,
    formats: { 'v1.0': ['csv'], beta: ['csv', 'json'] },
    formatOption: ['beta'],
    ifNoneMatch: ['v1.0'],
    keys: [],
    columns: [],
    clouds: ['global'],
    ...more,
  };
}

export const teams = definition('getTeamsUserActivityCounts');
