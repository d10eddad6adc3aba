import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../../src/services/auth/connections/connectionState.js';
import { TEST_REPORT } from '../../../../src/features/connections/testReport.js';
import { contextFlags } from '../../../../src/features/sidebar/connectionFlags.js';
import { reportsView } from '../../../../src/features/sidebar/reportsView.js';
import { catalog } from '../../core/catalog/support.js';

const STATES: ConnectionState[] = [
  { kind: 'sample' },
  { kind: 'signedIn', account: 'ada' },
  { kind: 'ready' },
  { kind: 'signedOut' },
  { kind: 'expired' },
  { kind: 'noPermission' },
];

describe('what the view of reports shows', () => {
  it('the tree for whoever can fetch, and for whoever is not known yet', () => {
    for (const state of [undefined, ...STATES.slice(0, 3)]) {
      assert.equal(reportsView({ state, hasFetchedReports: false, browsing: false }), 'tree');
    }
  });

  it('a welcome that names what stands in the way of the first report', () => {
    for (const state of STATES.slice(3)) {
      assert.equal(reportsView({ state, hasFetchedReports: false, browsing: false }), state.kind);
    }
  });

  it('the tree once anything was fetched, or where the person wants to look around', () => {
    for (const state of STATES) {
      assert.equal(reportsView({ state, hasFetchedReports: true, browsing: false }), 'tree');
      assert.equal(reportsView({ state, hasFetchedReports: false, browsing: true }), 'tree');
    }
  });
});

describe('flags of a connection for the menus', () => {
  const flags = (...args: Parameters<typeof contextFlags>) => contextFlags(...args).split(' ');

  it('the sample tenant can be shown and nothing else', () => {
    assert.deepEqual(flags('sample', { kind: 'sample' }, true), ['connection', 'sample']);
    assert.deepEqual(flags('sample', { kind: 'sample' }, false), ['connection', 'sample', 'other']);
  });

  it('signing in and out are offered where they help', () => {
    const offered = (state: ConnectionState | undefined) =>
      flags('delegated', state, false).filter((flag) => flag.startsWith('can'));
    assert.deepEqual(STATES.slice(1).map(offered), [
      ['canSignOut'],
      ['canSignOut'],
      ['canSignIn'],
      ['canSignIn', 'canSignOut'],
      ['canSignOut'],
    ]);
    assert.deepEqual(offered(undefined), []);
  });
});

describe('the report that a test of a connection reads', () => {
  it('holds totals only, and is published in every cloud', () => {
    const definition = catalog.find(TEST_REPORT.report);
    assert.ok(definition);
    assert.notEqual(definition.kind, 'detail');
    assert.deepEqual([...definition.clouds].sort(), ['china', 'global', 'usgov', 'usgovdod']);
    assert.ok(definition.periods.includes(TEST_REPORT.period));
  });
});
