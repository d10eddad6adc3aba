import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter.js';
import { JoinedDirectory } from '../../../../src/features/reportPanel/joinedDirectory.js';
import { ReportSession } from '../../../../src/features/reportPanel/reportSession.js';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';
import { FakeService, REF, reportOf, tableOf } from './support.js';

const [NORTH] = readConnections([{ id: 'north', tenantId: 'north.example' }]).connections as [Connection];
/** Everything that is due has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('rows that are joined with the directory', () => {
  let service: FakeService;
  let session: ReportSession;
  let joined: JoinedDirectory;
  let version: string;
  let changes: Emitter<Connection>;
  /** Called by each reload. */
  let reloaded: () => void;
  let reloads: number;

  beforeEach(() => {
    [version, reloads, reloaded] = ['Monday', 0, () => undefined];
    service = new FakeService();
    changes = new Emitter();
    session = new ReportSession(REF, {}, { service, log: { warn: () => undefined, error: () => undefined } });
    const directory = {
      state: () => Promise.resolve({ isOn: false, isLoading: false }),
      version: () => Promise.resolve(version),
    };
    joined = new JoinedDirectory(session, {
      directory: {
        load: () => Promise.resolve(directory),
        onDidChange: changes.event,
        onDidChangeArchive: new Emitter<void>().event,
      },
      connection: NORTH,
      reload: async () => {
        reloads++;
        await session.rejoin();
        reloaded();
      },
    });
  });
  afterEach(() => {
    joined.dispose();
    session.dispose();
  });

  async function load(during: () => void = () => undefined) {
    const loading = session.load();
    await settled();
    during();
    const table = tableOf();
    service.last.succeed(reportOf(REF, table));
    await loading;
    await settled();
    return table;
  }

  it('are read again from the archive where the directory is deleted, without a request', async () => {
    const table = await load();
    assert.equal(reloads, 0);
    const without = tableOf();
    service.archived = reportOf(REF, without);
    version = '';
    const isReloaded = new Promise<void>((resolve) => (reloaded = resolve));
    changes.fire(NORTH);
    await isReloaded;
    assert.equal(session.whole?.report.table, without);
    assert.equal(table.isDisposed, true);
    assert.equal(service.openings.length, 1, 'nothing is requested');
    assert.equal(session.status.kind, 'idle');
    await settled();
    assert.equal(reloads, 1, 'once');
  });

  it('are read again where the directory was deleted while they were read', async () => {
    const without = tableOf();
    service.archived = reportOf(REF, without);
    await load(() => (version = ''));
    await settled();
    assert.equal(session.whole?.report.table, without);
    assert.equal(reloads, 1);
  });

  it('stay where they are no longer archived, and follow nothing once they are closed', async () => {
    const table = await load();
    const isReloaded = new Promise<void>((resolve) => (reloaded = resolve));
    version = '';
    changes.fire(NORTH);
    await isReloaded;
    assert.equal(session.whole?.report.table, table);
    assert.equal(table.isDisposed, false);
    joined.dispose();
    version = 'Tuesday';
    await load();
    assert.equal(reloads, 1);
  });
});
