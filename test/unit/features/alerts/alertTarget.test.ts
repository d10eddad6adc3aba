import assert from 'node:assert/strict';
import type { ActiveAlert } from '../../../../src/core/alerts/alertState.js';
import { targetOf } from '../../../../src/features/alerts/alertTarget.js';
import { builtInRules } from '../../../../src/l10n/builtInRules.js';
import type { Query } from '../../../../src/shared/query/query.js';

const alert: ActiveAlert = {
  ...{ rule: 'a', group: '', label: '', since: '2026-11-01T00:00:00Z', told: '2026-11-01T00:00:00Z', toldValue: 1 },
  ...{ judged: '2026-11-01T00:00:00Z', checked: '2026-11-01T00:00:00Z', asked: 'q', reports: [] },
  reading: { compared: 1, limit: 0, unit: 'count', is: 'above', day: null },
};
const target = (query: Query, group = '') => {
  const [rule] = builtInRules();
  assert.ok(rule);
  return targetOf({ rule: { ...rule, query }, alert: { ...alert, group } }, 'northlight');
};

describe('what an alert opens', () => {
  it('is the report, period, or history of its rule, of the tenant that was judged', () => {
    assert.deepEqual(target({ version: 1, source: { report: 'getA', period: 'D30' } }).ref, {
      ...{ connection: 'northlight', report: 'getA', period: 'D30' },
    });
    assert.deepEqual(target({ version: 1, source: { report: 'getA', history: true } }).ref, {
      ...{ connection: 'northlight', report: 'getA', history: true },
    });
  });

  it('has the rows that the rule asks for, and of them the group of the alert', () => {
    const filters = [{ kind: 'range', column: 'Days Left', to: 59 }] as const;
    const of = (groupBy: Query['groupBy'], group: string) =>
      target({ version: 1, source: { report: 'licenses' }, filters, groupBy }, group).filters;
    assert.deepEqual(of(undefined, ''), filters);
    assert.deepEqual(of([{ column: 'Product' }], '["E5, \\"new\\""]'), [
      ...filters,
      { kind: 'values', column: 'Product', values: ['E5, "new"'] },
    ]);
    // A domain, or one of two keys, is not what a cell of the column has; a blank has no value.
    assert.deepEqual(of([{ column: 'User', by: 'domain' }], '["example.com"]'), filters);
    assert.deepEqual(of([{ column: 'Product' }, { column: 'Use' }], '["E5","Visible"]'), filters);
    assert.deepEqual(of([{ column: 'Product' }], '[null]'), filters);
  });
});
