import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Archive } from '../../../src/services/archive/archive.js';
import { warningText } from '../../../src/l10n/warningTexts.js';
import { fuzz } from '../../support/fuzz.js';
import { keep, textOf } from '../services/archive/support.js';
import { REF, ReportServiceHarness } from '../services/reports/reportServiceHarness.js';

const day = (offset: number) => new Date(Date.UTC(2026, 10, 20 + offset)).toISOString().slice(0, 10);
const time = (offset: number) => new Date(Date.UTC(2026, 10, 20 + offset, 12));

/** Days that cannot be the newest of a file that is fetched on `day(0)`. */
const impossibleDay = fc.oneof(
  fc.constantFrom('9999-12-31', '0001-01-01', day(3), '2009-12-31', '2099-12-31', '2100-01-01'),
  fc.date({ min: new Date(`${day(3)}T00:00:00Z`), max: new Date('9999-12-31'), noInvalidDate: true }).map(isoDay),
  fc.date({ min: new Date('0001-01-01'), max: new Date('2009-12-31'), noInvalidDate: true }).map(isoDay),
);
const noDay = fc.constantFrom('NaN', '', 'soon', '2026-13-45', '-1', '99999-01-01');
const wrong = fc.oneof({ weight: 3, arbitrary: impossibleDay }, { weight: 1, arbitrary: noDay });

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Three days of a report that ends on a day, whatever its refresh date says. */
function answerOf(format: 'csv' | 'json', refreshDate: string, last: number, sent: number): Response {
  const rows = [0, 1, 2].map((back) => ({ day: day(last - back), sent: sent + back }));
  return format === 'csv'
    ? new Response(
        [
          'Report Refresh Date,Send,Receive,Read,Meeting Created,Meeting Interacted,Report Date,Report Period',
          ...rows.map((row) => `${refreshDate},${row.sent},1,1,1,1,${row.day},7`),
          '',
        ].join('\r\n'),
        { headers: { 'content-type': 'text/csv' } },
      )
    : Response.json({
        value: rows.map((row) => ({
          ...{ reportRefreshDate: refreshDate, send: row.sent, receive: 1, read: 1 },
          ...{ meetingCreated: 1, meetingInteracted: 1, reportDate: row.day, reportPeriod: '7' },
        })),
      });
}

describe('a refresh date that cannot be right', () => {
  const cases = fc.record({ date: wrong, format: fc.constantFrom('csv' as const, 'json' as const) });
  fuzz('is shown, warned about, and decides nothing', 60, cases, async ({ date, format }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'implausible-dates-'));
    try {
      const harness = new ReportServiceHarness(folder);
      harness.format = format;
      harness.now = time(0);
      harness.answer = () => answerOf(format, date, -2, 1000);
      const first = await harness.open();
      const column = first.table.columns.findIndex(({ name }) => name === 'Report Refresh Date');
      const { rows } = await first.table.rows({}, 0, 1);
      assert.equal(rows[0]?.[column] ?? '', date, 'it is shown');
      assert.equal(first.refreshDate, day(-2), 'the rows say the day');
      const texts = first.table.warnings.map((warning) => warningText(warning));
      assert.ok(
        date === '' || texts.some((text) => text.includes('Refresh Date') || text.includes('refresh date')),
        'it is said',
      );
      first.table.dispose();

      // A day later the service says what it should.
      harness.now = time(1);
      harness.answer = () => answerOf(format, day(-1), -1, 2000);
      const second = await harness.open(REF, { fresh: true });
      assert.deepEqual([second.refreshDate, second.fetchedAt], [day(-1), time(1).toISOString()]);
      second.table.dispose();
      const again = await harness.open();
      assert.equal(again.refreshDate, day(-1), 'the later data is what opens');
      again.table.dispose();

      const history = await harness.service.history.read(REF);
      assert.equal(history?.newest.refreshDate, day(-1));
      assert.deepEqual(history.facts.days, { from: day(-4), to: day(-1) });
      const [chart] = history.charts();
      assert.deepEqual(chart?.kind === 'series' ? chart.values : [], [1002, 2002, 2001, 2000]);
      harness.service.dispose();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  fuzz('deletes no good snapshot, and stays no longer than others', 40, wrong, async (date) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'implausible-dates-'));
    try {
      const key = { tenant: 'contoso', report: 'getTeamsUserActivityUserDetail', period: 'D7' };
      const archive = new Archive(folder, { retention: () => ({ snapshots: 1 }), now: () => time(2) });
      const at = (offset: number) => ({ key, fetchedAt: time(offset).toISOString(), newestRowDay: day(offset - 2) });
      await keep(archive, 'earlier', day(-3), at(-1));
      await keep(archive, 'wrong', /^\d{4}-\d\d-\d\d$/.test(date) ? date : null, at(0));
      await keep(archive, 'good', day(0), at(2));
      await archive.cleanUp();
      assert.equal(await textOf(await archive.latest(key)), 'good');
      const left: string[] = [];
      const reportFolder = await archive.reportFolder(key.tenant, key.report);
      for (const entry of await reportFolder.list()) {
        left.push(await textOf(await reportFolder.read(entry)));
      }
      assert.deepEqual(left, ['good']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
