import assert from 'node:assert/strict';
import { PRODUCTS_REPORT } from '../../../../src/core/licenses/licenseColumns.js';
import { STORAGE_REPORT } from '../../../../src/core/storage/storageColumns.js';
import type { StorageSource } from '../../../../src/core/storage/storageFacts.js';
import { JOINED_COLUMNS, USERS_REPORT } from '../../../../src/core/users/joined/joinedColumns.js';
import type { UserSource, UserSourceState } from '../../../../src/core/users/joined/joinedUsers.js';
import { lackOf, type LineageOf, readParts, reportDays } from '../../../../src/services/archiveQueries/lineage.js';
import type { Query } from '../../../../src/shared/query/query.js';

const ACTIVE = 'getOffice365ActiveUserDetail';
const MAIL = 'getEmailActivityUserDetail';
const TEAMS = 'getTeamsUserActivityUserDetail';
const FORMS = 'getFormsUserActivityUserDetail';
const COPILOT = 'getMicrosoft365CopilotUsageUserDetail';
const MAILBOXES = 'getMailboxUsageDetail';
const SITES = 'getSharePointSiteUsageDetail';

const NEWEST = '2026-10-31';
const none = { noName: 0, repeated: 0, otherNames: 0 };

function source(report: string, day: string | null, state: UserSourceState = 'used'): UserSource {
  return {
    ...{ report, state, refreshDate: day, rowCount: 1, leftOut: none },
    ...(state === 'missing' ? {} : { fetchedAt: '2026-11-02T08:00:00.000Z' }),
  };
}

/** The joined users of some reports. */
function users(...sources: readonly UserSource[]): LineageOf {
  return {
    ...{ definition: USERS_REPORT, refreshDate: NEWEST },
    users: { refreshDate: NEWEST, concealed: false, sources },
    table: { columns: JOINED_COLUMNS.map(({ name, type }) => ({ name, type, known: true })) },
  };
}

const query = (rest: Omit<Query, 'version'>): Query => ({ version: 1, ...rest });
const COUNT = [{ kind: 'count' }] as const;
const counting = (...columns: readonly string[]) =>
  query({ filters: columns.map((column) => ({ column, kind: 'notBlank' })), aggregates: COUNT });

describe('the reports that an answer is read from', () => {
  const reportsOf = (asked: LineageOf, of: Query, allRows = false) =>
    readParts(of, asked, allRows).map((part) => part.map(({ report }) => report));
  const daysOf = (asked: LineageOf, of: Query) => reportDays(of, asked).map(({ report, day }) => `${report} ${day}`);

  it('are those that fill the columns it uses, in any spelling, or that anybody could be counted by', () => {
    const asked = users(source(ACTIVE, NEWEST), source(MAIL, '2026-10-10'), source(FORMS, '2026-10-12'));
    assert.deepEqual(reportsOf(asked, counting('mail sent', 'Forms Created')), [[MAIL], [FORMS]]);
    assert.deepEqual(reportsOf(asked, counting('Exchange Last Activity Date', 'Exchange Status')), [[ACTIVE, MAIL]]);
    assert.deepEqual(reportsOf(asked, counting('Exchange Licensed')), [[ACTIVE]]);
    assert.deepEqual(reportsOf(asked, counting()), [[ACTIVE, MAIL, FORMS]]);
    assert.deepEqual(reportsOf(asked, counting(), true), [[ACTIVE]], 'one report has all users');
    assert.deepEqual(
      reportsOf(
        asked,
        query({ filters: [{ column: 'Mail Sent', kind: 'share', of: ['Mail Read'] }], aggregates: COUNT }),
      ),
      [[MAIL]],
    );
  });

  it('are of a last activity anywhere those of each service that is archived, as each tells its own alone', () => {
    const asked = users(source(ACTIVE, NEWEST), source(FORMS, '2026-10-12'), source(COPILOT, null, 'missing'));
    const anywhere = counting('Days Since Last Activity');
    assert.deepEqual(
      [...new Set(reportsOf(asked, anywhere).flat())],
      [ACTIVE, FORMS],
      'of a service that nobody archives nothing is said',
    );
    assert.deepEqual(daysOf(asked, anywhere), [`${ACTIVE} ${NEWEST}`, `${FORMS} 2026-10-12`]);
    assert.deepEqual(daysOf({ ...asked, definition: PRODUCTS_REPORT }, counting('Unused')), [
      `${ACTIVE} ${NEWEST}`,
      `${FORMS} 2026-10-12`,
    ]);
  });

  it('are of the day of the newest that tells a part, and of the day of the table where rows are only counted', () => {
    const asked = users(source(MAIL, '2026-10-10'), source(MAILBOXES, '2026-10-20'), source(TEAMS, null));
    assert.deepEqual(daysOf(asked, counting('Exchange Last Activity Date')), [`${MAILBOXES} 2026-10-20`]);
    assert.deepEqual(daysOf(asked, counting('Teams Calls')), [`${TEAMS} 2026-11-02`], 'as old as its file');
    assert.deepEqual(daysOf(asked, counting()), [`users ${NEWEST}`]);
    assert.deepEqual(daysOf(asked, query({})), [
      `${MAILBOXES} 2026-10-20`,
      `${MAIL} 2026-10-10`,
      `${TEAMS} 2026-11-02`,
    ]);
  });

  it('are of storage those of the kinds that are asked for', () => {
    const kind = (one: StorageSource['kind'], report: string, day: string): StorageSource => ({
      ...{ kind: one, report, state: 'used', refreshDate: day, rowCount: 1, notToldApart: 0, earlier: [] },
    });
    const sources = [kind('Mailbox', MAILBOXES, NEWEST), kind('Site', SITES, '2026-10-12')];
    const asked: LineageOf = {
      ...{ definition: STORAGE_REPORT, refreshDate: NEWEST, table: { columns: [] } },
      storage: { refreshDate: NEWEST, concealed: false, sources },
    };
    assert.deepEqual(daysOf(asked, counting()), [`${MAILBOXES} ${NEWEST}`, `${SITES} 2026-10-12`]);
    const mailboxes = query({ filters: [{ column: 'kind', kind: 'values', values: ['Mailbox'] }], aggregates: COUNT });
    assert.deepEqual(daysOf(asked, mailboxes), [`${MAILBOXES} ${NEWEST}`]);
  });

  it('lack what is damaged, though another report tells it as well, and what no report tells', () => {
    const lackIn = (...sources: readonly UserSource[]) =>
      readParts(counting('Exchange Last Activity Date'), users(...sources)).map(lackOf)[0];
    assert.equal(lackIn(source(ACTIVE, NEWEST), source(MAIL, null, 'missing')), undefined);
    assert.deepEqual(lackIn(source(ACTIVE, NEWEST), source(MAIL, NEWEST, 'unreadable')), {
      ...{ state: 'unreadable', report: MAIL },
    });
    assert.deepEqual(lackIn(source(ACTIVE, null, 'missing'), source(MAIL, NEWEST, 'otherNames')), {
      ...{ state: 'otherNames', report: MAIL },
    });
    assert.deepEqual(lackIn(source(ACTIVE, null, 'missing')), { state: 'missing', report: ACTIVE });
  });
});
