import fc from 'fast-check';
import assert from 'node:assert/strict';
import { formatDay, isDataDay, parseDay, parseServiceDay } from '../../../../src/base/dates.js';
import { dataDaysOf } from '../../../../src/core/table/store/dataDays.js';
import { columnOf, csv, csvFile, definition, texts } from './support.js';

const FETCHED_AT = '2026-11-20T08:00:00.000Z';
const counts = definition([
  { name: 'Report Refresh Date', type: 'date' },
  { name: 'Report Date', type: 'date' },
  { name: 'Calls', type: 'number' },
]);
const people = definition([
  { name: 'Report Refresh Date', type: 'date' },
  { name: 'Created Date', type: 'date' },
  { name: 'Last Activity Date', type: 'date' },
]);

/** Every form in which the service has written a day. */
const forms: readonly ((day: string) => string)[] = [
  (day) => day,
  (day) => `${day}T00:00:00Z`,
  (day) => `${day}T00:00:00`,
  (day) => `${day} 00:00:00`,
  (day) => `${us(day)}`,
  (day) => `${us(day)} 12:00:00 AM`,
  (day) => `${us(day)} 12:00 AM`,
  (day) => `${us(day)} 00:00:00`,
  (day) => `${padded(day)} 12:00:00 AM`,
];
const us = (day: string) => {
  const [year, month, dayOfMonth] = day.split('-');
  return `${Number(month)}/${Number(dayOfMonth)}/${year}`;
};
const padded = (day: string) => {
  const [year, month, dayOfMonth] = day.split('-');
  return `${month}/${dayOfMonth}/${year}`;
};

const anyDay = fc.integer({ min: parseDay('2010-01-01'), max: parseDay('2099-12-31') }).map(formatDay);
const anyForm = fc.constantFrom(...forms);

describe('days of a report', () => {
  it('are read in every form that the service has used', () => {
    fc.assert(
      fc.property(anyDay, anyForm, (day, form) => {
        assert.deepEqual(parseServiceDay(form(day)), { day: parseDay(day), isMidnight: true }, form(day));
      }),
    );
  });

  it('keep their day at any time of it', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(23), fc.nat(59), fc.nat(59), (day, hour, minute, second) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const half = `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)}:${two(second)} ${hour < 12 ? 'AM' : 'PM'}`;
        const isMidnight = hour + minute + second === 0;
        assert.deepEqual(parseServiceDay(`${us(day)} ${half}`), { day: parseDay(day), isMidnight });
        assert.deepEqual(parseServiceDay(`${day}T${two(hour)}:${two(minute)}:${two(second)}Z`), {
          day: parseDay(day),
          isMidnight,
        });
      }),
    );
  });

  for (const text of [
    '',
    '18/11/2026',
    '2/30/2026',
    '11/18/26',
    '11-18-2026',
    '11/18/2026 0:00:00 AM',
    '11/18/2026 13:00:00 PM',
    '11/18/2026 24:00:00',
    '2026-02-30',
    '18.11.2026',
    'x11/18/2026',
    '11/18/2026x',
  ]) {
    it(`are never guessed: ${JSON.stringify(text)}`, () => {
      assert.equal(parseServiceDay(text), undefined);
    });
  }

  it('are never read from another text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseServiceDay(text);
        assert.ok(read === undefined || /^\d{1,4}[-/]\d/.test(text));
      }),
    );
  });

  it('give the refresh date of a file in any form, and stay in the table as they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyDay, anyForm), { minLength: 1, maxLength: 5 }), async (cells) => {
        const written = cells.map(([day, form]) => form(day));
        const table = await csv(
          csvFile([['Report Refresh Date', 'Calls'], ...written.map((one) => [one, '1'])]),
          counts,
        );
        const days = cells.map(([day]) => day).sort();
        assert.equal(dataDaysOf(table).refreshDate, days.at(-1));
        assert.deepEqual(
          columnOf(table, 'Report Refresh Date'),
          cells.map(([day]) => day),
        );
        assert.deepEqual(
          texts(table).map(([text]) => text),
          written,
        );
        assert.deepEqual(
          table.warnings.filter(({ kind }) => kind === 'irregularValues'),
          [],
        );
      }),
      { numRuns: 40 },
    );
  });

  it('are no refresh date where they cannot be right: before the service, or after the fetch', async () => {
    const table = (refresh: string) =>
      csv(`Report Refresh Date,Report Date,Calls\r\n${refresh},2026-11-17,1\r\n${refresh},9999-12-31,1\r\n`, counts);
    for (const refresh of ['9999-12-31', '0001-01-01', '2009-12-31', '2026-11-23', '', 'soon']) {
      const days = dataDaysOf(await table(refresh), FETCHED_AT);
      const implausible = [
        ...(/^\d/.test(refresh) ? [{ kind: 'implausibleRefreshDate', date: refresh }] : []),
        { kind: 'implausibleDays', column: 'Report Date', count: 1, example: '9999-12-31' },
      ];
      assert.deepEqual(days, { refreshDate: null, newestRowDay: '2026-11-17', implausible }, refresh);
    }
    for (const refresh of ['2010-01-01', '2026-11-18', '2026-11-22']) {
      assert.equal(dataDaysOf(await table(refresh), FETCHED_AT).refreshDate, refresh);
    }
  });

  it('of the rows are those of the day column, else of all', async () => {
    const byDay = await csv('Report Date,Calls\r\n2026-11-16,1\r\n2026-11-17,\r\n', counts);
    assert.deepEqual(dataDaysOf(byDay, FETCHED_AT), {
      refreshDate: null,
      newestRowDay: '2026-11-17',
      implausible: [],
    });
    const byPerson = await csv(
      'Created Date,Last Activity Date\r\n2020-01-01,2026-11-12\r\n2026-11-15,\r\n2019-01-01,9999-12-31\r\n',
      people,
    );
    assert.deepEqual(dataDaysOf(byPerson, FETCHED_AT), {
      refreshDate: null,
      newestRowDay: '2026-11-15',
      implausible: [{ kind: 'implausibleDays', column: 'Last Activity Date', count: 1, example: '9999-12-31' }],
    });
    const none = await csv('Report Date,Calls\r\n', counts);
    assert.deepEqual(dataDaysOf(none, FETCHED_AT), { refreshDate: null, newestRowDay: null, implausible: [] });
  });

  it('can be right up to two days after the fetch', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (fetched, distance) => {
        const day = parseDay(fetched) + distance;
        const expected = distance <= 2 && day >= parseDay('2010-01-01');
        assert.equal(isDataDay(formatDay(day), `${fetched}T23:59:59.999Z`), expected);
      }),
    );
  });
});
