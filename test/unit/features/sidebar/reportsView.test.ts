import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../../src/services/auth/connections/connectionState.js';
import { reportsView } from '../../../../src/features/sidebar/reportsView.js';

const STATES: ConnectionState[] = [
  { kind: 'sample' },
  { kind: 'signedIn', account: 'ada' },
  { kind: 'untested' },
  { kind: 'ready' },
  { kind: 'signedOut' },
  { kind: 'expired' },
  { kind: 'failed', reason: 'network' },
  { kind: 'noPermission' },
];

describe('what the view of reports shows', () => {
  it('the tree for whoever can fetch, and for whoever is not known yet', () => {
    for (const state of [undefined, ...STATES.slice(0, 4)]) {
      assert.equal(reportsView({ state, hasFetchedReports: false, browsing: false }), 'tree');
    }
  });

  it('a welcome that names what stands in the way of the first report', () => {
    for (const state of STATES.slice(4)) {
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
