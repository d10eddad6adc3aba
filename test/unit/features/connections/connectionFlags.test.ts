import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../../src/services/auth/connections/connectionState.js';
import { contextFlags } from '../../../../src/features/connections/connectionFlags.js';
import { TEST_REPORT } from '../../../../src/features/connections/testReport.js';
import { catalog } from '../../../support/catalog.js';

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
      ['canSignOut'],
      ['canSignIn'],
      ['canSignIn', 'canSignOut'],
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
