import assert from 'node:assert/strict';
import type { ActiveAlert } from '../../../../src/core/alerts/alertState.js';
import { toldAlerts } from '../../../../src/features/alerts/toldAlerts.js';
import { builtInRules } from '../../../../src/l10n/builtInRules.js';

const alertOf = (rule: string, told = '2026-11-01T00:00:00Z'): ActiveAlert => ({
  ...{ rule, asked: 'q', group: '', label: '', since: '2026-11-01T00:00:00Z', told, toldValue: 1, reports: [] },
  ...{ judged: '2026-11-01T00:00:00Z', checked: '2026-11-01T00:00:00Z' },
  reading: { compared: 1, limit: 0, unit: 'count', is: 'above', day: null },
});
const [rule] = builtInRules();
assert.ok(rule);
const listed = (...alerts: readonly ActiveAlert[]) => alerts.map((alert) => ({ rule, alert }));

/** Windows that check one after the other, each with the rules that it has. @returns how many alerts each tells */
function tell(
  checks: readonly { readonly own: readonly ActiveAlert[]; readonly all: readonly ActiveAlert[] }[],
): readonly number[] {
  let known: readonly string[] = [];
  return checks.map(({ own, all }) => {
    const { news, told } = toldAlerts(known, listed(...own), all);
    known = told;
    return news.length;
  });
}

describe('alerts that were told', () => {
  const [a, b] = [alertOf('a'), alertOf('b')];
  const all = [a, b];

  it('are told once, whichever of two windows with rules of their own checks', () => {
    const [first, second] = [
      { own: [a], all },
      { own: [b], all },
    ];
    assert.deepEqual(tell([first, second, first, second, first, second]), [1, 1, 0, 0, 0, 0]);
  });

  it('are not told again after a check in which their rule had a mistake', () => {
    assert.deepEqual(
      tell([
        { own: all, all },
        { own: [a], all },
        { own: all, all },
      ]),
      [2, 0, 0],
    );
  });

  it('are told when they have worsened, and when they come back', () => {
    const worse = alertOf('a', '2026-11-02T00:00:00Z');
    assert.deepEqual(
      tell([
        { own: [a], all: [a] },
        { own: [worse], all: [worse] },
        { own: [], all: [] },
        { own: [worse], all: [worse] },
      ]),
      [1, 1, 0, 1],
    );
  });
});
