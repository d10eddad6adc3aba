import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReportRef } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { CONNECTION, ReportServiceHarness } from './reportServiceHarness.js';

const EGRESS = 'getSharePointApiUsageEgress';

describe('a report for which the service has no data', () => {
  let folder: string;
  let harness: ReportServiceHarness;
  const ref: ReportRef = { connection: CONNECTION.id, report: EGRESS, period: 'D7' };
  const archived = async () => {
    const found = [];
    for await (const snapshot of harness.service.archivedSnapshots(CONNECTION, EGRESS)) {
      found.push(snapshot);
    }
    return found.length;
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'no-data-'));
    harness = new ReportServiceHarness(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is a table with the documented columns and no rows, and says so', async () => {
    harness.fail = new Response(null, { status: 204 });
    const { table, refreshDate, storageError } = await harness.open(ref);
    assert.deepEqual(
      table.columns.map(({ name }) => name),
      catalog.find(EGRESS)!.columns.map(({ name }) => name),
    );
    assert.deepEqual(
      [table.rowCount, table.warnings, refreshDate, storageError],
      [0, [{ kind: 'noData' }], null, undefined],
    );
    assert.equal(await archived(), 0);
  });

  it('keeps what is archived', async () => {
    const { table } = await harness.open(ref);
    assert.ok(table.rowCount > 0);
    assert.equal(await archived(), 1);
    harness.fail = new Response(null, { status: 204 });
    await harness.open(ref, { fresh: true });
    assert.equal(await archived(), 1);
    const copy = await harness.service.openArchived(ref, new AbortController().signal);
    assert.equal(copy?.table.rowCount, table.rowCount);
  });

  it('is what the sample tenant says of a day that is not counted yet', async () => {
    const { table } = await harness.open({ connection: CONNECTION.id, report: EGRESS, date: '2026-11-20' });
    assert.deepEqual(table.warnings, [{ kind: 'noData' }]);
  });
});
