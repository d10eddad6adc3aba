import assert from 'node:assert/strict';
import type { ActiveAlert } from '../../../../src/core/alerts/alertState.js';
import { LastChecks } from '../../../../src/features/alerts/lastChecks.js';
import { builtInRules } from '../../../../src/l10n/builtInRules.js';
import { MemoryMemento } from '../../../support/memento.js';

const [first, second, third] = builtInRules();
assert.ok(first && second && third);
const rules = [first, second, third];
const reason = { kind: 'noRows' } as const;
const alert: ActiveAlert = {
  ...{ rule: first.id, asked: 'q', group: '', label: '', since: '2026-11-01T00:00:00Z', told: '2026-11-01T00:00:00Z' },
  ...{ toldValue: 1, reports: [], judged: '2026-11-01T00:00:00Z', checked: '2026-11-01T00:00:00Z' },
  reading: { compared: 1, limit: 0, unit: 'count', is: 'above', day: null },
};

describe('what the last check said of rules without alerts', () => {
  let checks: LastChecks;
  beforeEach(() => (checks = new LastChecks(new MemoryMemento())));

  it('is nothing before the first check: no list of alerts is no good news', () => {
    assert.deepEqual(checks.unknown('a', rules, []), { unjudged: [], unchecked: 3 });
  });

  it('is why a rule could not be judged, of this tenant alone', async () => {
    await checks.remember('a', rules, [{ rule: second, reason }]);
    assert.deepEqual(checks.unknown('a', rules, []), { unjudged: [{ rule: second, reason }], unchecked: 0 });
    assert.equal(checks.unknown('b', rules, []).unchecked, 3);
    await checks.remember('a', rules, []);
    assert.deepEqual(checks.unknown('a', rules, []), { unjudged: [], unchecked: 0 });
  });

  it('is outdated for a rule that asks something else, and for a new one', async () => {
    await checks.remember('a', [first, second], [{ rule: second, reason }]);
    const edited = { ...second, query: { ...second.query, limit: 7 } };
    assert.deepEqual(checks.unknown('a', [first, edited, third], []), { unjudged: [], unchecked: 2 });
    // Another title is no other question.
    const renamed = { ...second, title: 'Another' };
    assert.equal(checks.unknown('a', [first, renamed], []).unjudged.length, 1);
  });

  it('is said by the alert itself where there is one', async () => {
    const alerts = [{ rule: first, alert }];
    await checks.remember('a', rules, [{ rule: first, reason }]);
    assert.deepEqual(checks.unknown('a', rules, alerts), { unjudged: [], unchecked: 0 });
  });

  it('is not asked for where alerts show that another computer has checked', () => {
    assert.deepEqual(checks.unknown('a', rules, [{ rule: first, alert }]), { unjudged: [], unchecked: 0 });
  });
});
