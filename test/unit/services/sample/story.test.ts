import assert from 'node:assert/strict';
import { fabrikam, northlight } from '../../../../src/services/sample/company.js';
import { decodeLocally } from '../../../../src/services/tables/decodeLocally.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import type { CellValue, ColumnFilter, QuickFilter } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { chunksOf } from '../../core/table/support.js';
import { fileOf, type Handler, service, sum } from './support.js';

type Row = ReadonlyMap<string, CellValue>;

/** A report as the panel has it: decoded, with its quick filters. */
class OpenedReport {
  constructor(private readonly table: TableHandle) {}

  async allRows(filters: readonly ColumnFilter[] = []): Promise<readonly Row[]> {
    const { rows } = await this.table.rows({ filters }, 0, this.table.rowCount);
    return rows.map((cells) => new Map(this.table.columns.map(({ name }, index) => [name, cells[index]!])));
  }

  /** Rows that pass, of accounts that are not deleted. */
  async rows(filters: readonly ColumnFilter[] = []): Promise<readonly Row[]> {
    return (await this.allRows(filters)).filter((row) => row.get('Is Deleted') !== true);
  }

  async passing(kind: QuickFilter['kind'], { days, subject }: Pick<QuickFilter, 'days' | 'subject'> = {}) {
    const quick = (await this.table.quickFilters()).find(
      (one) => one.kind === kind && one.subject === subject && (days === undefined || one.days === days),
    );
    assert.ok(quick?.filters, `${kind} ${days ?? ''} ${subject ?? ''}`);
    return this.rows(quick.filters);
  }

  /** A column from the oldest day to the newest; blank where the service has not counted yet. */
  async series(column: string): Promise<readonly CellValue[]> {
    return (await this.rows()).map((row) => row.get(column) ?? null).reverse();
  }
}

async function open(handler: Handler, name: string, period?: string): Promise<OpenedReport> {
  const file = await fileOf(handler, name, period === undefined ? {} : { period });
  const definition = catalog.find(name);
  assert.ok(definition);
  return new OpenedReport(await decodeLocally(chunksOf(file), 'csv', definition));
}

function numberIn(row: Row, column: string): number {
  const value = row.get(column);
  assert.equal(typeof value, 'number', column);
  return value as number;
}

/** Mean of 28 days: the first or the last known ones of a series. */
function meanOf28(series: readonly CellValue[], end: 'first' | 'last'): number {
  const known = series.filter((value) => typeof value === 'number');
  return sum(end === 'first' ? known.slice(0, 28) : known.slice(-28)) / 28;
}

const between = (value: number, low: number, high: number): void =>
  assert.ok(value >= low && value <= high, `${value} is not between ${low} and ${high}`);

/** Whoever installs the extension years later finds the same. */
const days = ['2026-11-21', '2027-05-15', '2028-11-18'];

for (const company of [northlight, fabrikam]) {
  for (const day of days) {
    const handler = service({ company, now: () => new Date(`${day}T10:00:00Z`) });

    describe(`What an administrator finds in the tenant of ${company.name} on ${day}`, () => {
      it('live users who have been inactive for 90 days, a few of them always', async () => {
        for (const name of ['getOffice365ActiveUserDetail', 'getEmailActivityUserDetail']) {
          const report = await open(handler, name, 'D30');
          const all = (await report.rows()).length;
          const inactive = (await report.passing('inactive', { days: 90 })).length;
          const never = (await report.passing('neverActive')).length;
          between(never / all, 0.01, 0.1);
          between((inactive - never) / all, 0.02, 0.15);
        }
      });

      it('licenses without use, of everything and of each service', async () => {
        const report = await open(handler, 'getOffice365ActiveUserDetail', 'D30');
        const all = (await report.rows()).length;
        for (const subject of ['Exchange', 'OneDrive', 'SharePoint', 'Teams', 'Viva Engage']) {
          const unused = await report.passing('licensedUnused', { days: 30, subject });
          between(unused.length / all, 0.03, subject === 'Viva Engage' ? 0.7 : 0.35);
        }
        between((await report.passing('licensedUnused', { days: 30 })).length / all, 0.03, 0.2);
      });

      it('Copilot half adopted, and used more and more', async () => {
        const [summary] = await (await open(handler, 'getMicrosoft365CopilotUserCountSummary', 'D28')).rows();
        assert.ok(summary);
        between(numberIn(summary, 'Any App Active Users') / numberIn(summary, 'Any App Enabled Users'), 0.35, 0.65);
        const trend = await open(handler, 'getMicrosoft365CopilotUserCountTrend', 'D180');
        for (const column of ['Prompts submitted', 'Any App Enabled Users', 'Any App Active Users']) {
          const series = await trend.series(column);
          assert.ok(meanOf28(series, 'last') > meanOf28(series, 'first'), column);
        }
        const users = await (await open(handler, 'getMicrosoft365CopilotUsageUserDetail', 'D28')).rows();
        assert.equal(users.length, numberIn(summary, 'Any App Enabled Users'));
        assert.equal(
          users.filter((row) => numberIn(row, 'Active Usage Days for all apps') > 0).length,
          numberIn(summary, 'Any App Active Users'),
        );
      });

      it('mailboxes above 90 % of their quota, some over the send limit, a shared one near 50 GB', async () => {
        const report = await open(handler, 'getMailboxUsageDetail', 'D30');
        const all = await report.rows();
        const near = await report.passing('nearQuota');
        between(near.length / all.length, 0.03, 0.15);
        const over = await report.passing('overSendLimit');
        between(over.length, 1, near.length / 2);
        const shared = near.filter((row) => row.get('Recipient Type') === 'Shared');
        assert.ok(shared.length > 0);
        assert.ok(shared.every((row) => numberIn(row, 'Storage Used (Byte)') > 45e9));
        for (const row of all) {
          assert.ok(numberIn(row, 'Storage Used (Byte)') <= numberIn(row, 'Prohibit Send/Receive Quota (Byte)'));
        }
        // The daily report counts the same mailboxes, some of them as indeterminate.
        const [newest] = await (await open(handler, 'getMailboxUsageQuotaStatusMailboxCounts', 'D7')).rows();
        const states = ['Under Limit', 'Warning Issued', 'Send Prohibited', 'Send/Receive Prohibited', 'Indeterminate'];
        const counts = states.map((state) => numberIn(newest!, state));
        assert.equal(sum(counts), all.length);
        between(counts[2]! + counts[3]!, over.length - counts[4]!, over.length);
      });

      it('an account and a site whose storage is nearly full', async () => {
        for (const name of ['getOneDriveUsageAccountDetail', 'getSharePointSiteUsageDetail']) {
          const report = await open(handler, name, 'D30');
          between((await report.passing('nearQuota')).length / (await report.rows()).length, 0.001, 0.15);
        }
      });

      it('a service that falls', async () => {
        const series = await (await open(handler, 'getYammerActivityCounts', 'D180')).series('Read');
        between(meanOf28(series, 'last') / meanOf28(series, 'first'), 0.1, 0.8);
      });

      it('few deleted users', async () => {
        const all = await (await open(handler, 'getEmailActivityUserDetail', 'D30')).allRows();
        between(all.filter((row) => row.get('Is Deleted') === true).length / all.length, 0.005, 0.06);
      });

      it('quiet weekends, and a holiday', async () => {
        const report = await open(handler, 'getTeamsUserActivityCounts', 'D180');
        const [dates, chats] = [await report.series('Report Date'), await report.series('Private Chat Messages')];
        const chatsOn = new Map(dates.map((date, index) => [String(date), Number(chats[index])]));
        const weekdays = [...chatsOn.keys()].filter((date) => ![0, 6].includes(new Date(date).getUTCDay()));
        const usual = meanOf28(
          weekdays.map((date) => chatsOn.get(date)!),
          'last',
        );
        const weekend = [...chatsOn.keys()]
          .filter((date) => !weekdays.includes(date))
          .map((date) => chatsOn.get(date)!);
        assert.ok(weekend.length > 50 && Math.max(...weekend) < usual / 4);
        const holidays = weekdays.filter((date) => chatsOn.get(date)! < usual / 4);
        between(holidays.length, 1, 9);
      });
    });
  }
}
