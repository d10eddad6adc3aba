import assert from 'node:assert/strict';
import { addDays } from '../../../../src/base/dates.js';
import { catalog } from '../../../support/catalog.js';
import { csvOf, type File, fileOf, numbersOf, refreshDate, service, sum } from './support.js';

const handler = service();

const series = catalog.reports.filter(({ kind, product }) => kind === 'daily-series' && product !== 'apiUsage');

function onDay(file: File, date: string): Readonly<Record<string, string>> {
  return file.rows.find((row) => row['Report Date'] === date)!;
}

describe('The sample tenant has one truth', () => {
  it('says the same again, in another process too', async () => {
    for (const name of ['getTeamsUserActivityUserDetail', 'getMailboxUsageStorage', 'getApiUsage']) {
      assert.equal(await fileOf(handler, name, { period: 'D30' }), await fileOf(service(), name, { period: 'D30' }));
    }
  });

  it('has the newest data of two days ago, and a row per day, newest first', async () => {
    const { rows } = await csvOf(handler, 'getTeamsUserActivityCounts', { period: 'D30' });
    assert.deepEqual(
      rows.map((row) => row['Report Date']),
      Array.from({ length: 30 }, (_, index) => addDays(refreshDate, -index)),
    );
    assert.ok(rows.every((row) => row['Report Refresh Date'] === refreshDate && row['Report Period'] === '30'));
  });

  for (const { name } of series) {
    it(`${name}: the last 7 days are the tail of the last 180`, async () => {
      const withoutPeriod = (file: File, days: number): object[] =>
        file.rows.slice(0, (file.rows.length / days) * 7).map((row) => ({ ...row, 'Report Period': '' }));
      const week = await csvOf(handler, name, { period: 'D7' });
      assert.ok(week.rows.length >= 7);
      assert.deepEqual(withoutPeriod(week, 7), withoutPeriod(await csvOf(handler, name, { period: 'D180' }), 180));
    });
  }

  it('does not change what it has said about a day, once all of it was counted', async () => {
    const later = service({ now: () => new Date('2026-12-05T10:00:00Z') });
    const today = await csvOf(handler, 'getTeamsUserActivityCounts', { period: 'D30' });
    const then = await csvOf(later, 'getTeamsUserActivityCounts', { period: 'D30' });
    for (const date of ['2026-11-06', '2026-11-12', '2026-11-17']) {
      assert.deepEqual(
        { ...onDay(then, date), 'Report Refresh Date': '' },
        { ...onDay(today, date), 'Report Refresh Date': '' },
      );
    }
  });

  it('adds up: what people did is what the days hold', async () => {
    const days = await csvOf(handler, 'getTeamsUserActivityCounts', { period: 'D30' });
    const people = await csvOf(handler, 'getTeamsUserActivityUserDetail', { period: 'D30' });
    const licensed = { ...people, rows: people.rows.filter((row) => row['Is Licensed'] === 'True') };
    assert.ok(sum(numbersOf(days, 'Private Chat Messages')) > 0);
    assert.equal(sum(numbersOf(days, 'Private Chat Messages')), sum(numbersOf(licensed, 'Private Chat Message Count')));
    const totals = await csvOf(handler, 'getTeamsUserActivityTotalDistributionCounts', { period: 'D30' });
    assert.deepEqual(numbersOf(totals, 'Calls'), [sum(numbersOf(people, 'Call Count'))]);
    assert.deepEqual(numbersOf(totals, 'Meetings'), [sum(numbersOf(people, 'Meeting Count'))]);
  });

  it('adds up: seven single days are a week', async () => {
    const week = await csvOf(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    const days = await Promise.all(
      Array.from({ length: 7 }, (_, index) =>
        csvOf(handler, 'getEmailActivityUserDetail', { date: addDays(refreshDate, -index) }),
      ),
    );
    const ofDays = (name: string): number =>
      sum(
        days.flatMap(({ rows }) =>
          rows.filter((row) => row['User Principal Name'] === name).map((row) => Number(row['Send Count'])),
        ),
      );
    assert.ok(week.rows.length >= 40);
    assert.ok(sum(numbersOf(week, 'Send Count')) > 0);
    for (const row of week.rows.slice(0, 40)) {
      assert.equal(Number(row['Send Count']), ofDays(row['User Principal Name']!));
    }
  });

  it('counts in a distribution those that the detail names', async () => {
    const detail = await csvOf(handler, 'getTeamsDeviceUsageUserDetail', { period: 'D30' });
    const counts = await csvOf(handler, 'getTeamsDeviceUsageDistributionTotalUserCounts', { period: 'D30' });
    assert.equal(detail.rows.filter((row) => row['Used Mac'] === 'Yes').length, Number(counts.rows[0]!['Mac']));
    const boxes = await csvOf(handler, 'getMailboxUsageDetail', { period: 'D7' });
    const storage = await csvOf(handler, 'getMailboxUsageStorage', { period: 'D7' });
    const alive = { ...boxes, rows: boxes.rows.filter((row) => row['Is Deleted'] === 'False') };
    assert.equal(sum(numbersOf(alive, 'Storage Used (Byte)')), Number(storage.rows[0]!['Storage Used (Byte)']));
  });

  it('names the same people in every report, with the same last activity whatever the period', async () => {
    const [mail, teams, apps] = await Promise.all([
      csvOf(handler, 'getEmailActivityUserDetail', { period: 'D7' }),
      csvOf(handler, 'getTeamsUserActivityUserDetail', { period: 'D7' }),
      csvOf(handler, 'getM365AppUserDetail', { period: 'D180' }),
    ]);
    const names = ({ rows }: File): string[] => rows.map((row) => row['User Principal Name']!);
    assert.ok(names(mail).length > 100);
    assert.deepEqual(names(mail), names(apps));
    const inTeams = new Set(names(teams));
    assert.ok(names(mail).every((name) => inTeams.has(name)));
    const longer = await csvOf(handler, 'getEmailActivityUserDetail', { period: 'D180' });
    assert.deepEqual(
      mail.rows.map((row) => row['Last Activity Date']),
      longer.rows.map((row) => row['Last Activity Date']),
    );
  });

  it('tells a last activity that is right: something was done on that day, and nothing after it', async () => {
    const year = await csvOf(handler, 'getFormsUserActivityUserDetail', { period: 'D30' });
    const row = year.rows.find(
      (candidate) => candidate['Last Activity Date']! > '2026-10-25' && candidate['Last Activity Date']! < '2026-11-15',
    )!;
    const on = async (date: string): Promise<number> => {
      const { rows } = await csvOf(handler, 'getFormsUserActivityUserDetail', { date });
      const same = rows.find((candidate) => candidate['User Principal Name'] === row['User Principal Name'])!;
      return Number(same['Created Count']) + Number(same['Responded Count']);
    };
    assert.ok((await on(row['Last Activity Date']!)) > 0);
    for (let date = addDays(row['Last Activity Date']!, 1); date <= refreshDate; date = addDays(date, 1)) {
      assert.equal(await on(date), 0, date);
    }
  });
});

describe('The sample tenant is believable', () => {
  it('works on weekdays and hardly at weekends', async () => {
    const file = await csvOf(handler, 'getTeamsUserActivityCounts', { period: 'D90' });
    const isWeekend = (row: Readonly<Record<string, string>>): boolean =>
      [0, 6].includes(new Date(`${row['Report Date']}T00:00:00Z`).getUTCDay());
    const average = (rows: File['rows']): number =>
      sum(rows.map((row) => Number(row['Private Chat Messages']))) / rows.length;
    const weekends = average(file.rows.filter(isWeekend));
    assert.ok(weekends > 0);
    assert.ok(weekends * 5 < average(file.rows.filter((row) => !isWeekend(row))));
  });

  it('has a holiday on 11 November', async () => {
    const file = await csvOf(handler, 'getEmailActivityCounts', { period: 'D30' });
    const sent = (date: string): number => Number(onDay(file, date)['Send']);
    assert.ok(sent('2026-11-11') * 3 < sent('2026-11-04'));
    assert.ok(sent('2026-11-11') * 3 < sent('2026-11-12'));
  });

  it('grows slowly, stores more and more, and uses Skype less and less', async () => {
    const halves = async (name: string, column: string, period: string): Promise<[number, number]> => {
      const values = numbersOf(await csvOf(handler, name, { period }), column);
      const middle = values.length / 2;
      return [sum(values.slice(middle)), sum(values.slice(0, middle))];
    };
    const [before, after] = await halves('getMicrosoft365CopilotUserCountTrend', 'Any App Active Users', 'ALL');
    assert.ok(after > before);
    const storage = numbersOf(
      await csvOf(handler, 'getMailboxUsageStorage', { period: 'D180' }),
      'Storage Used (Byte)',
    );
    const falls = storage.filter((bytes, index) => index > 0 && bytes > storage[index - 1]!).length;
    assert.ok(falls < 10, 'falls only when somebody leaves and takes a mailbox along');
    assert.ok(storage[0]! > storage.at(-1)!);
    const lastYear = service({ now: () => new Date('2025-11-21T10:00:00Z') });
    const total = async (of: typeof handler): Promise<number> =>
      sum(numbersOf(await csvOf(of, 'getSkypeForBusinessPeerToPeerActivityMinuteCounts', { period: 'D180' }), 'Audio'));
    assert.ok((await total(handler)) < (await total(lastYear)));
    assert.ok((await total(handler)) > 0);
  });

  it('leaves some cells of the newest days blank, and only there', async () => {
    let blank = 0;
    for (const { name, columns, functionVersions } of series) {
      const days = functionVersions === undefined ? 30 : 28;
      const { rows } = await csvOf(handler, name, { period: `D${days}` });
      const counts = columns
        .filter(({ type, onlyJson }) => (type === 'number' || type === 'duration') && !onlyJson)
        .map((column) => column.name);
      const perDay = rows.length / days;
      rows.forEach((row, index) => {
        const blanks = counts.filter((column) => row[column] === '').length;
        assert.ok(blanks < counts.length, `${name} has a row of nothing`);
        assert.ok(blanks === 0 || index < 2 * perDay, `${name} has a hole in row ${index}`);
        blank += blanks;
      });
    }
    assert.ok(blank > 10);
  });

  it('has two site types a day, of which All is the bigger', async () => {
    for (const name of ['getOneDriveUsageStorage', 'getSharePointSiteUsageStorage']) {
      const { rows } = await csvOf(handler, name, { period: 'D7' });
      assert.equal(rows.length, 14);
      assert.deepEqual(
        [...new Set(rows.map((row) => row['Site Type']))],
        [name.includes('OneDrive') ? 'OneDrive' : 'Group', 'All'],
      );
      assert.ok(Number(rows[0]!['Storage Used (Byte)']) < Number(rows[1]!['Storage Used (Byte)']));
    }
  });

  it('knows deleted people, guests, people without a license and products with a plus of their own', async () => {
    const { rows } = await csvOf(handler, 'getTeamsUserActivityUserDetail', { period: 'D30' });
    assert.ok(rows.some((row) => row['Is Deleted'] === 'True' && row['Deleted Date'] !== ''));
    assert.ok(rows.every((row) => (row['Is Deleted'] === 'True') === (row['Deleted Date'] !== '')));
    assert.ok(rows.some((row) => row['User Principal Name']!.includes('#EXT#') && row['Is Licensed'] === 'False'));
    assert.ok(rows.some((row) => row['Is Licensed'] === 'False' && !row['User Principal Name']!.includes('#EXT#')));
    assert.ok(rows.some((row) => row['Assigned Products'] === 'MICROSOFT 365 E3+ENTERPRISE MOBILITY + SECURITY E5'));
  });

  it('has no rows yet for a day that the service has not counted', async () => {
    const { rows } = await csvOf(handler, 'getTeamsUserActivityUserDetail', { date: '2026-11-20' });
    assert.equal(rows.length, 0);
    assert.ok((await csvOf(handler, 'getTeamsUserActivityUserDetail', { date: refreshDate })).rows.length > 100);
  });

  it('can be big', async () => {
    const big = service({ users: 5000 });
    const { rows } = await csvOf(big, 'getOffice365ActivationsUserCounts');
    assert.ok(Number(rows[0]!['Assigned']) > 3000);
    const days = await csvOf(big, 'getTeamsUserActivityUserCounts', { period: 'D7' });
    assert.ok(Number(days.rows[2]!['Private Chat Messages']) > 3000);
  });
});
