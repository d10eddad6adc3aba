import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReportRef } from '../../../../src/shared/report.js';
import { CONNECTION, REF, ReportServiceHarness } from './reportServiceHarness.js';

/** Two windows, or VS Code and the command line. */
describe('ReportService beside another one that shares its archive', () => {
  let folder: string;
  let here: ReportServiceHarness;
  let there: ReportServiceHarness;
  let changes: ReportRef[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'report-service-'));
    here = new ReportServiceHarness(folder);
    there = new ReportServiceHarness(folder);
    changes = [];
    here.service.onDidChangeState((ref) => changes.push(ref));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const other: ReportRef = { ...REF, report: 'getEmailActivityUserCounts' };

  it('sees what the other has added when it looks again, and tells of it once', async () => {
    assert.equal((await here.service.state(REF)).kind, 'never');
    assert.equal((await here.service.state(other)).kind, 'never');
    await there.open();
    await here.service.lookAgain(CONNECTION.id);
    assert.deepEqual(changes, [REF]);
    assert.equal((await here.service.state(REF)).kind, 'fetched');
    await here.service.lookAgain(CONNECTION.id);
    assert.equal(changes.length, 1);
  });

  it('sees that the other has asked again, or has deleted everything', async () => {
    await there.open();
    await here.service.state(REF);
    there.now = new Date('2026-11-21T12:00:00Z');
    await there.open();
    await here.service.lookAgain(CONNECTION.id);
    const state = await here.service.state(REF);
    assert.ok(state.kind === 'fetched' && state.fetchedAt.startsWith('2026-11-21'));
    await there.service.deleteArchived(CONNECTION);
    await here.service.lookAgain(CONNECTION.id);
    assert.equal((await here.service.state(REF)).kind, 'never');
    assert.equal(changes.length, 2);
  });

  it('no longer says that a report failed which the other has fetched since, only that', async () => {
    here.fail = new Response('', { status: 403 });
    await assert.rejects(here.open());
    assert.equal((await here.service.state(REF)).kind, 'failed');
    there.now = new Date('2026-11-20T13:00:00Z');
    await there.open();
    assert.equal((await here.service.state(REF)).kind, 'fetched');
    here.now = new Date('2026-11-20T14:00:00Z');
    await assert.rejects(here.open(REF, { fresh: true }));
    assert.equal((await here.service.state(REF)).kind, 'failed');
  });

  it('looks at nothing of another connection, nor at what nobody asked for', async () => {
    await here.service.state(REF);
    await there.open();
    await there.open(other);
    await here.service.lookAgain('another');
    assert.deepEqual(changes, []);
    await here.service.lookAgain(CONNECTION.id);
    assert.deepEqual(changes, [REF]);
  });
});
