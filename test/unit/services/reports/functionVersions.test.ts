import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../../../src/services/reports/report.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { CONNECTION, ReportServiceHarness } from './reportServiceHarness.js';

const TREND = 'getMicrosoft365CopilotUserCountTrend';
const COPILOT = catalog.reports.filter(({ product }) => product === 'copilot');

describe('a report whose function has versions', () => {
  let folder: string;
  let harness: ReportServiceHarness;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'function-versions-'));
    harness = new ReportServiceHarness(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const refOf = (report: string, period: string): ReportRef => ({ connection: CONNECTION.id, report, period });
  const graphCalls = () => harness.asked.map(({ url }) => decodeURIComponent(new URL(url).pathname.split('/').pop()!));
  const namesOf = ({ table }: Report) => table.columns.map(({ name }) => name);
  const kindsOf = ({ table }: Report) => table.warnings.map(({ kind }) => kind);
  const periodsOf = async (report: Report) => {
    const column = namesOf(report).indexOf('Report Period');
    const { rows } = await report.table.rows({}, 0, report.table.rowCount);
    return [...new Set(rows.map((row) => row[column]))];
  };

  for (const { name, columns } of COPILOT) {
    const added = columns.filter(({ since }) => since === 'v2').map(({ name: column }) => column);

    it(`${name}: the newest is requested, and has the columns that it added`, async () => {
      assert.ok(added.length > 8);
      const report = await harness.open(refOf(name, 'D28'));
      assert.deepEqual(graphCalls(), [`${name}(period='D28',version='v2')`]);
      assert.ok(added.every((column) => namesOf(report).includes(column)));
      assert.ok(!kindsOf(report).includes('earlierFunctionVersion'));
      assert.ok(!kindsOf(report).includes('missingColumns'));
      assert.deepEqual(await periodsOf(report), ['28']);
    });

    it(`${name}: where the newest is refused, the earlier one stands in, and says so`, async () => {
      harness.newestVersions = 'refused';
      const report = await harness.open(refOf(name, 'D28'));
      assert.deepEqual(graphCalls(), [`${name}(period='D28',version='v2')`, `${name}(period='D30')`]);
      assert.deepEqual(await periodsOf(report), ['30']);
      // Absent is absent: no column of zeros.
      assert.ok(added.every((column) => !namesOf(report).includes(column)));
      assert.deepEqual(
        report.table.warnings.filter(({ kind }) => kind === 'earlierFunctionVersion' || kind === 'missingColumns'),
        [{ kind: 'earlierFunctionVersion', names: added }],
      );
    });

    it(`${name}: where the columns do not come, the answer says so`, async () => {
      harness.newestVersions = 'ignored';
      const report = await harness.open(refOf(name, 'D7'));
      assert.deepEqual(graphCalls(), [`${name}(period='D7',version='v2')`]);
      assert.ok(report.table.rowCount > 0);
      assert.ok(kindsOf(report).includes('earlierFunctionVersion'));
    });

    it(`${name}: JSON has the same columns`, async () => {
      harness.format = 'json';
      const report = await harness.open(refOf(name, 'D28'));
      assert.equal(report.format, 'json');
      assert.ok(columns.every(({ name: column }) => namesOf(report).includes(column)));
      assert.ok(!kindsOf(report).includes('unknownColumns'));
    });
  }

  it('that stands in is archived under what was asked, and says so again from there', async () => {
    harness.newestVersions = 'refused';
    await harness.open(refOf(TREND, 'D28'));
    const requests = harness.asked.length;
    const again = await harness.open(refOf(TREND, 'D28'));
    assert.equal(again.source, 'archive');
    assert.equal(harness.asked.length, requests);
    assert.ok(kindsOf(again).includes('earlierFunctionVersion'));
  });

  it('is requested in the newest version again as soon as the service understands it', async () => {
    harness.newestVersions = 'refused';
    await harness.open(refOf(TREND, 'D28'));
    harness.newestVersions = 'answered';
    const report = await harness.open(refOf(TREND, 'D28'), { fresh: true });
    assert.deepEqual(await periodsOf(report), ['28']);
  });

  it('still opens in a period that only the earlier version had', async () => {
    const report = await harness.open(refOf(TREND, 'D30'));
    assert.deepEqual(graphCalls(), [`${TREND}(period='D30')`]);
    assert.deepEqual(await periodsOf(report), ['30']);
  });

  it('fails as it would without versions if the earlier one is refused, too', async () => {
    harness.fail = new Response('{"error":{"code":"InvalidArgument","message":"No."}}', { status: 400 });
    await assert.rejects(harness.open(refOf(TREND, 'D28')), { reason: 'badRequest' });
    assert.equal(harness.asked.length, 2);
  });

  it('is not requested twice for a failure that has another cause', async () => {
    harness.fail = new Response('{"error":{"code":"Forbidden","message":"No."}}', { status: 403 });
    await assert.rejects(harness.open(refOf(TREND, 'D28')), { reason: 'forbidden' });
    assert.equal(harness.asked.length, 1);
  });
});
