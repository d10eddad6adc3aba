import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JOINED_REPORTS } from '../../../src/core/users/joined/joinedReports.js';
import type { JoinedUsersFacts, UserSource } from '../../../src/core/users/joined/joinedUsers.js';
import { sourcesOf } from '../../../src/l10n/userSourcesTexts.js';
import { catalog } from '../../support/catalog.js';
import { joinedFacts } from '../features/users/support.js';

const NOTHING = { noName: 0, repeated: 0, otherNames: 0 };
const used = (report: string, over: Partial<UserSource> = {}): UserSource => ({
  ...{ report, state: 'used', period: 'D180', refreshDate: '2026-11-18', rowCount: 240, leftOut: NOTHING, columns: [] },
  ...over,
});
const EMAIL = 'getEmailActivityUserDetail';
const said = (sources: readonly UserSource[], over: Partial<JoinedUsersFacts> = {}) =>
  sourcesOf({ refreshDate: '2026-11-18', concealed: false, sources, ...over }, catalog, [], []);

describe('what is said of the reports that users are joined from', () => {
  it('is one line, with the days and the rows that are in no row of the table', () => {
    const mail = used('getEmailActivityUserDetail');
    const boxes = used('getMailboxUsageDetail', { refreshDate: '2026-11-16', leftOut: { ...NOTHING, noName: 12 } });
    const teams = used('getTeamsUserActivityUserDetail', { state: 'missing', refreshDate: null });
    assert.equal(said([mail]).line, 'From 1 of 1 reports · data up to Nov 18, 2026');
    assert.match(
      said([mail, boxes, teams]).line,
      /^From 2 of 3 reports · data up to Nov 16\s–\s18, 2026 · 12 rows not joined$/,
    );
  });

  it('has the title, period, day, and rows of each report, and why rows of it are missing', () => {
    const { reports, cautions } = said([
      used('getEmailActivityUserDetail'),
      used('getMailboxUsageDetail', { refreshDate: '2026-11-16', leftOut: { noName: 1, repeated: 2, otherNames: 0 } }),
      used('getTeamsUserActivityUserDetail', { state: 'otherNames', leftOut: { ...NOTHING, otherNames: 240 } }),
    ]);
    assert.deepEqual(reports[0], {
      ...{ title: 'Exchange: Email activity, user details', period: '180 days', day: '2026-11-18', state: 'used' },
      ...{ rowCount: 240, note: '' },
    });
    assert.equal(
      reports[1]?.note,
      'Older than the newest report · 1 row not joined: it names no user · 2 rows not joined: their users have another',
    );
    assert.match(reports[2]?.note ?? '', /^240 rows not joined: their names are concealed/);
    assert.equal(cautions.length, 2);
    assert.match(cautions[1] ?? '', /^Names are concealed in 1 report .* joined: Teams user activity, user details\.$/);
  });

  it('names the product of each report, as reports of two have the same title', () => {
    const names = JOINED_REPORTS.map(({ report }) => report);
    const titles = said(names.map((report) => used(report, { state: 'otherNames' }))).reports.map(({ title }) => title);
    assert.equal(new Set(titles).size, names.length, titles.join('\n'));
    assert.ok(titles.includes('Microsoft Teams: Device usage, user details'), titles.join('\n'));
  });

  it('says of a missing report that it was refused, and why, once for all that were refused alike', () => {
    const missing = (report: string) => used(report, { state: 'missing', refreshDate: null });
    const [teams, devices, boxes] = [
      'getTeamsUserActivityUserDetail',
      'getTeamsDeviceUsageUserDetail',
      'getMailboxUsageDetail',
    ] as const;
    const facts = {
      refreshDate: null,
      concealed: false,
      sources: [...[teams, devices, boxes].map(missing), used(EMAIL)],
    };
    const why = 'No permission.';
    const failures = new Map([
      ...[teams, devices].map((report) => [report, why] as const),
      // It is archived: that a newer one could not be had is said by its day.
      [EMAIL, why] as const,
    ]);
    const { reports, cautions } = sourcesOf(facts, catalog, [], [], failures);
    assert.deepEqual(
      reports.map(({ state, note }) => `${state} ${note}`),
      [`failed ${why}`, `failed ${why}`, 'missing Not in the archive', 'used '],
    );
    assert.deepEqual(cautions, [
      "2 reports couldn't be fetched: Teams user activity, user details, Microsoft Teams: Device usage, user details. No permission.",
    ]);
  });

  it('tells a report that is not archived from one that the connection is not given', () => {
    const missing = used('getMailboxUsageDetail', { state: 'missing', refreshDate: null });
    const notes = [[], ['getMailboxUsageDetail']].map(
      (unavailable) =>
        sourcesOf({ refreshDate: null, concealed: false, sources: [missing] }, catalog, unavailable, []).reports[0]
          ?.note,
    );
    assert.deepEqual(notes, ['Not in the archive', 'Not available to this connection']);
  });

  it('holds for whatever is archived', () => {
    fc.assert(
      fc.property(joinedFacts, (facts) => {
        const { line, cautions, reports } = sourcesOf(facts, catalog, [], []);
        const sum = facts.sources.reduce(
          (all, { leftOut: { noName, repeated, otherNames } }) => all + noName + repeated + otherNames,
          0,
        );
        assert.equal(Number(/(\d+) rows? not joined/.exec(line)?.[1] ?? 0), sum);
        assert.deepEqual(
          reports.map(({ day }) => day),
          facts.sources.map(({ refreshDate }) => refreshDate),
        );
        const isOlder = ({ state, refreshDate }: UserSource) =>
          state === 'used' && refreshDate !== null && refreshDate !== facts.refreshDate;
        assert.equal(
          cautions.some((text) => text.includes('different days')),
          facts.sources.some(isOlder),
        );
        assert.equal(
          cautions.some((text) => text.includes('concealed')),
          facts.sources.some(({ state }) => state === 'otherNames'),
        );
        for (const [index, { title, state, period, rowCount, note }] of reports.entries()) {
          const isMissing = facts.sources[index]?.state === 'missing';
          assert.ok(!title.startsWith('get'), title);
          assert.equal(state === 'missing', isMissing);
          assert.equal(rowCount === undefined && period === '', isMissing);
          assert.equal(
            note !== '',
            isMissing || state === 'failed' || isOlder(facts.sources[index]!) || hasLeftOut(index),
          );
        }
        assert.doesNotMatch([line, ...cautions, ...reports.map(({ note }) => note)].join(' '), /\{\d|undefined|null/);

        function hasLeftOut(index: number): boolean {
          return Object.values(facts.sources[index]?.leftOut ?? NOTHING).some((count) => count > 0);
        }
      }),
    );
  });
});
