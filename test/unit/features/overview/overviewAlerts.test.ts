import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { OverviewAlerts } from '../../../../src/features/overview/overviewAlerts.js';
import type { OverviewAlerts as ToldAlerts } from '../../../../src/shared/pages/overview.js';
import type { ShownAlert, ShownAlerts } from '../../../../src/shared/shownAlert.js';

const alert: ShownAlert = {
  ...{ id: 'a', severity: 'error', label: 'Error', title: 'Full', sentence: '12 are full', remark: 'since Nov 17' },
};
const NONE: ShownAlerts = { alerts: [], more: 0 };
const ONE: ShownAlerts = { alerts: [alert], more: 0 };

/** The alerts of a page, and what it was told of them; each reading ends when the test says so. */
function page() {
  const changed = new Emitter<undefined>();
  const told: ToldAlerts[] = [];
  const readings: { readonly of: string; readonly end: (found: ShownAlerts | Error) => Promise<void> }[] = [];
  const alerts = new OverviewAlerts(
    'northlight',
    {
      alerts: {
        onPage: ({ id }) =>
          new Promise((resolve, reject) =>
            readings.push({
              of: id,
              end: async (found) => {
                (found instanceof Error ? reject : resolve)(found as never);
                await new Promise((resume) => setImmediate(resume));
              },
            }),
          ),
        onDidChange: changed.event,
        open: () => Promise.resolve(),
        showAll: () => Promise.resolve(),
      },
      connections: { get: (id: string) => ({ id }) } as never,
      log: { error: () => undefined } as never,
    },
    (one) => told.push(one),
  );
  return { alerts, changed, told, readings };
}

describe('the alerts of an overview', () => {
  it('are told when they are read, when they change, and when the page starts over', async () => {
    const { alerts, changed, told, readings } = page();
    void alerts.read();
    assert.equal(readings[0]?.of, 'northlight');
    await readings[0].end(ONE);
    changed.fire(undefined);
    await readings[1]?.end(NONE);
    alerts.repeat();
    assert.deepEqual(told, [ONE, NONE, NONE]);
    alerts.dispose();
    changed.fire(undefined);
    assert.equal(readings.length, 2);
  });

  it('are those of the newest reading, though an older one ends later, or after the page is closed', async () => {
    const { alerts, changed, told, readings } = page();
    void alerts.read();
    changed.fire(undefined);
    await readings[1]?.end(NONE);
    await readings[0]?.end(ONE);
    assert.deepEqual(told, [NONE]);
    void alerts.read();
    alerts.dispose();
    await readings[2]?.end(ONE);
    assert.deepEqual(told, [NONE]);
  });

  it('are said to be unreadable, which is not the same as none', async () => {
    const { alerts, told, readings } = page();
    void alerts.read();
    await readings[0]?.end(new UsageReportsError('storage', 'No.', { code: 'newerAlerts' }));
    assert.equal(told.length, 1);
    assert.ok((told[0]?.failed ?? '').length > 0);
    alerts.dispose();
  });
});
