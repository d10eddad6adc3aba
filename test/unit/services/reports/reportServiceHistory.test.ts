import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { Chart, ReportRef } from '../../../../src/shared/report.js';
import { weeksChange } from '../../../../src/shared/weeksChange.js';
import { CONNECTION, REF, ReportServiceHarness } from './reportServiceHarness.js';

describe('ReportService', () => {
  let harness: ReportServiceHarness;
  beforeEach(async () => {
    harness = new ReportServiceHarness(await mkdtemp(path.join(tmpdir(), 'report-service-')));
  });
  afterEach(() => rm(harness.folder, { recursive: true, force: true }));

  describe('the history of a daily series', () => {
    const HISTORY: ReportRef = { connection: CONNECTION.id, report: 'getEmailActivityCounts', history: true };
    const at = (day: string) => (harness.now = new Date(`${day}T12:00:00Z`));

    it('is everything that was fetched, and asks nobody', async () => {
      at('2026-03-02');
      await harness.open({ ...REF, period: 'D180' });
      at('2026-11-20');
      await harness.open({ ...REF, period: 'D30' });
      const { length } = harness.asked;
      const { ref, table, history, source } = await harness.open({ ...HISTORY, report: 'EmailActivityCounts' });
      assert.equal(harness.asked.length, length);
      assert.deepEqual(ref, HISTORY);
      assert.equal(source, 'archive');
      assert.equal(table.rowCount, 210);
      assert.equal(history?.facts.archivedDays, 210);
      assert.equal(history?.facts.missingRanges.length, 1);
    });

    it('fetches the longest period first where it is asked for fresh', async () => {
      const { table } = await harness.open(HISTORY, { fresh: true });
      assert.equal(table.rowCount, 180);
      assert.ok(harness.asked.some(({ url }) => url.includes("period='D180'")));
    });

    it('knows the days before an opened report from a longer period', async () => {
      await harness.open({ ...REF, period: 'D90' });
      const report = await harness.open({ ...REF, period: 'D30' });
      const charts = await report.table.charts(report.definition);
      const loadContext = await harness.service.history.loadContext(report.ref, charts, new AbortController().signal);
      assert.equal(loadContext?.archivedDays, 90);
      for (const chart of loadContext?.charts ?? []) {
        assert.ok(chart.kind === 'series' && chart.earlier !== undefined, JSON.stringify(chart));
        assert.equal(chart.earlier.values.length, 60);
      }
    });

    it('changes by the same in every period and in the history, once the days are archived', async () => {
      const changesIn = async (period: string) => {
        const { ref, table, definition } = await harness.open({ ...REF, period });
        const charts = await table.charts(definition);
        const context = await harness.service.history.loadContext(ref, charts, new AbortController().signal);
        return changesOf(context?.charts ?? charts);
      };
      const changesOf = (charts: readonly Chart[]) =>
        charts.flatMap((chart) => (chart.kind === 'series' ? [weeksChange(chart)] : []));
      const whole = await changesIn('D180');
      assert.ok(whole.length > 0 && whole.every((change) => change?.days === 28));
      for (const period of ['D7', 'D30', 'D90']) {
        assert.deepEqual(await changesIn(period), whole, period);
      }
      const history = await harness.service.history.read(REF);
      assert.deepEqual(changesOf(history?.charts() ?? []), whole);
    });

    it('knows nothing around the only snapshot there is', async () => {
      const report = await harness.open();
      assert.equal(await harness.service.history.loadContext(report.ref, [], new AbortController().signal), undefined);
    });

    it('is an error where nothing is kept, and no request for anything but a daily series', async () => {
      await assert.rejects(
        harness.open(HISTORY),
        (error) => error instanceof UsageReportsError && error.details.code === 'nothingKept',
      );
      const refused = (error: unknown) =>
        error instanceof UsageReportsError && error.reason === 'invalidRequest' && error.details.argument === 'history';
      await assert.rejects(harness.open({ ...HISTORY, report: 'getEmailActivityUserDetail' }), refused);
      await assert.rejects(harness.open({ ...HISTORY, period: 'D7' }), refused);
      assert.equal(harness.asked.length, 0);
    });

    it('tells which daily series something is kept of', async () => {
      await harness.open();
      await harness.open({ ...REF, report: 'getEmailActivityUserDetail' });
      assert.deepEqual(
        (await harness.service.history.reportsWithHistory(CONNECTION.id)).map(({ name }) => name),
        ['getEmailActivityCounts'],
      );
    });
  });
});
