import assert from 'node:assert/strict';
import { Emitter } from '../../src/base/emitter.js';
import { ActiveConnection } from '../../src/features/sidebar/activeConnection.js';
import { type Connection, SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import type { ConnectionState } from '../../src/services/auth/connections/connectionState.js';
import type { ReportRef } from '../../src/shared/report.js';

describe('the connection whose reports are listed', () => {
  const northlight: Connection = { ...SAMPLE_CONNECTION, kind: 'delegated', id: 'northlight', name: 'Northlight' };
  const other: Connection = { ...northlight, id: 'other', name: 'Other' };
  let shown: Connection;
  let state: ConnectionState;
  let archived: boolean;
  let connections: Emitter<void>;
  let active: ActiveConnection;
  /** What was told since the last look. */
  let told: string[];
  const tellsOf = async (change: () => unknown) => {
    told = [];
    await change();
    return told;
  };

  beforeEach(async () => {
    shown = northlight;
    state = { kind: 'signedIn', account: 'ada@northlight.example' };
    archived = false;
    connections = new Emitter<void>();
    active = new ActiveConnection({
      connections: {
        get active() {
          return shown;
        },
        onDidChange: connections.event,
      },
      states: { of: () => state, watch: () => undefined, onDidChange: new Emitter<void>().event },
      service: { hasArchived: () => Promise.resolve(archived), onDidChangeState: new Emitter<ReportRef>().event },
    });
    active.onDidChange(() => told.push('list'));
    active.onDidChangeMessage(() => told.push(active.message ?? 'no message'));
    await tellsOf(() => active.checkForArchivedReports());
  });
  afterEach(() => active.dispose());

  it('is listed anew when it is another one', async () => {
    assert.deepEqual(
      await tellsOf(async () => {
        shown = other;
        await active.checkForArchivedReports();
      }),
      ['list', 'Nothing has been fetched from Other yet. Open a report to fetch it.'],
    );
  });

  it('is listed anew when the sign-in ends before anything is archived: buttons take the place of the list', async () => {
    assert.deepEqual(
      await tellsOf(() => {
        state = { kind: 'signedOut' };
        return active.checkForArchivedReports();
      }),
      ['list', "Signed out of Northlight. You'll be asked to sign in when you open a report."],
    );
  });

  it('is not listed anew for another message: what somebody opens at that moment would stay empty', async () => {
    assert.deepEqual(
      await tellsOf(() => {
        archived = true;
        return active.checkForArchivedReports();
      }),
      ['no message'],
    );
  });

  it('says nothing where nothing changed', async () => {
    assert.deepEqual(await tellsOf(() => active.checkForArchivedReports()), []);
  });
});
