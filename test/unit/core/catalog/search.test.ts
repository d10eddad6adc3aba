import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { ReportSearch } from '../../../../src/core/catalog/search.js';
import { catalog } from '../../../support/catalog.js';

const search = new ReportSearch(catalog);
const namesFor = (text: string) => search.find(text).map(({ name }) => name);

/** What an administrator may type, and a report that is meant, which has to be among the first three. */
const QUERIES: readonly (readonly [typed: string, report: string])[] = [
  ['mailbox quota', 'getMailboxUsageQuotaStatusMailboxCounts'],
  ['quota', 'getMailboxUsageQuotaStatusMailboxCounts'],
  ['quota mailbox', 'getMailboxUsageDetail'],
  ['mailbox usage', 'getMailboxUsageDetail'],
  ['mailbox size', 'getMailboxUsageDetail'],
  ['largest mailboxes', 'getMailboxUsageDetail'],
  ['full mailboxes', 'getMailboxUsageQuotaStatusMailboxCounts'],
  ['shared mailbox', 'getMailboxUsageDetail'],
  ['mailbox storage', 'getMailboxUsageStorage'],
  ['EXO mailbox', 'getMailboxUsageMailboxCounts'],
  ['storage exchange', 'getMailboxUsageStorage'],
  ['getMailboxUsageStorage', 'getMailboxUsageStorage'],
  ['MailboxUsageStorage', 'getMailboxUsageStorage'],
  ['email activity', 'getEmailActivityUserDetail'],
  ['e-mail activity', 'getEmailActivityCounts'],
  ['emails sent', 'getEmailActivityCounts'],
  ['email apps', 'getEmailAppUsageUserDetail'],
  ['email clients', 'getEmailAppUsageUserCounts'],
  ['outlook versions', 'getEmailAppUsageVersionsUserCounts'],
  ['imap', 'getEmailAppUsageUserDetail'],
  ['teams user activity', 'getTeamsUserActivityUserDetail'],
  ['teams activity by user', 'getTeamsUserActivityUserDetail'],
  ['user activity teams daily', 'getTeamsUserActivityCounts'],
  ['teams device usage', 'getTeamsDeviceUsageUserDetail'],
  ['teams usage', 'getTeamsTeamActivityDetail'],
  ['inactive teams', 'getTeamsTeamActivityDetail'],
  ['number of teams', 'getTeamsTeamCounts'],
  ['teams meetings', 'getTeamsUserActivityUserDetail'],
  ['chat messages', 'getTeamsUserActivityCounts'],
  ['teams mau', 'getTeamsUserActivityUserCounts'],
  ['site usage', 'getSharePointSiteUsageDetail'],
  ['sharepoint site usage', 'getSharePointSiteUsageDetail'],
  ['SPO storage', 'getSharePointSiteUsageStorage'],
  ['largest sites', 'getSharePointSiteUsageDetail'],
  ['inactive sites', 'getSharePointSiteUsageDetail'],
  ['page views', 'getSharePointSiteUsagePages'],
  ['share point activity', 'getSharePointActivityUserDetail'],
  ['external sharing', 'getSharePointSiteUsageDetail'],
  ['one drive usage', 'getOneDriveUsageAccountDetail'],
  ['ODB storage', 'getOneDriveUsageStorage'],
  ['onedrive for business activity', 'getOneDriveActivityUserDetail'],
  ['onedrive quota', 'getOneDriveUsageAccountDetail'],
  ['m365 apps usage', 'getM365AppUserDetail'],
  ['microsoft 365 apps usage', 'getM365AppUserCounts'],
  ['O365 ProPlus', 'getM365AppUserCounts'],
  ['office apps', 'getM365AppUserDetail'],
  ['office activations', 'getOffice365ActivationsUserDetail'],
  ['Office 365 active users', 'getOffice365ActiveUserDetail'],
  ['active users', 'getOffice365ActiveUserCounts'],
  ['MAU', 'getOffice365ActiveUserCounts'],
  ['adoption', 'getOffice365ServicesUserCounts'],
  ['license usage', 'getOffice365ActiveUserDetail'],
  ['unused licenses', 'getOffice365ActiveUserDetail'],
  ['inactive users', 'getOffice365ActiveUserDetail'],
  ['yammer activity', 'getYammerActivityUserDetail'],
  ['yammer groups', 'getYammerGroupsActivityDetail'],
  ['viva engage device', 'getYammerDeviceUsageUserDetail'],
  ['communities', 'getYammerGroupsActivityDetail'],
  ['office 365 groups', 'getOffice365GroupsActivityDetail'],
  ['inactive groups', 'getOffice365GroupsActivityDetail'],
  ['copilot usage', 'getMicrosoft365CopilotUsageUserDetail'],
  ['Copilot readiness', 'getMicrosoft365CopilotUserCountSummary'],
  ['copilot adoption', 'getMicrosoft365CopilotUserCountTrend'],
  ['unused copilot licenses', 'getMicrosoft365CopilotUsageUserDetail'],
  ['forms', 'getFormsUserActivityUserDetail'],
  ['surveys', 'getFormsUserActivityCounts'],
  ['edge browser', 'getBrowserUserDetail'],
  ['SfB devices', 'getSkypeForBusinessDeviceUsageUserDetail'],
  ['lync peer to peer', 'getSkypeForBusinessPeerToPeerActivityUserCounts'],
  ['graph api calls', 'getApiUsage'],
  ['sharepoint throttling', 'getSharePointApiUsageThrottling'],
  ['mailbox usage report', 'getMailboxUsageDetail'],
  ['usage of mailboxes', 'getMailboxUsageMailboxCounts'],
];

describe('The search for a report', () => {
  it('finds what an administrator may type in the first three', () => {
    const missed = QUERIES.filter(([typed, report]) => !namesFor(typed).slice(0, 3).includes(report));
    assert.deepEqual(
      missed.map(([typed]) => [typed, namesFor(typed).slice(0, 5)]),
      [],
    );
  });

  it('finds every report by its name in the admin center: before all that have another one', () => {
    for (const { name, adminCenter } of catalog.reports) {
      if (adminCenter === undefined) {
        continue;
      }
      const [page = ''] = adminCenter.split(': ');
      for (const typed of [adminCenter, page, page.toLowerCase(), page.replace(/^Microsoft (365 )?/, '')]) {
        const same: readonly ReportDefinition[] = catalog.reports.filter((report) =>
          typed === adminCenter ? report.adminCenter === typed : report.adminCenter?.split(': ')[0] === page,
        );
        const first = search.find(typed).slice(0, Math.min(3, same.length));
        assert.ok(
          first.every((report) => same.includes(report)),
          `${typed} (${name}): ${first.map(({ title }) => title).join('; ')}`,
        );
      }
    }
  });

  it('knows where the admin center shows each report but those on requests', () => {
    const unknown = catalog.reports.filter(({ adminCenter }) => adminCenter === undefined);
    assert.deepEqual(new Set(unknown.map(({ product }) => product)), new Set(['apiUsage']));
  });

  it('finds every report by its title first, and by former titles, synonyms, and function names', () => {
    for (const report of catalog.reports) {
      const product = catalog.product(report.product);
      assert.ok(search.find(`${product?.title} ${report.title}`).slice(0, 3).includes(report), report.title);
      assert.equal(search.find(report.name)[0], report);
      assert.equal(search.find(report.name.slice(3))[0], report);
      for (const name of [...(report.formerTitles ?? []), ...(report.synonyms ?? [])]) {
        assert.ok(search.find(name.toUpperCase()).includes(report), `${report.name}: ${name}`);
        for (const of of [...(product?.formerTitles ?? []), ...(product?.synonyms ?? [])]) {
          assert.ok(search.find(`${of} ${name}`).includes(report), `${report.name}: ${of} ${name}`);
        }
      }
    }
  });

  it('finds former titles, which nearly all reports have', () => {
    assert.ok(catalog.reports.filter(({ formerTitles = [] }) => formerTitles.length > 0).length >= 92);
    assert.equal(namesFor('mailboxes by user')[0], 'getMailboxUsageDetail');
  });

  it('finds nothing for a word that no report has, and everything for no word', () => {
    for (const typed of ['mailbox coffee', 'x-ray', 'ß']) {
      assert.deepEqual(namesFor(typed), []);
    }
    for (const typed of ['', '   ', ' - ', 'report', 'of the']) {
      assert.deepEqual(search.find(typed), catalog.reports, typed);
    }
    assert.deepEqual(new Set(search.find('Office 365 usage reports')), new Set(catalog.reports));
  });

  it('takes the beginning of a word, with any case, accent, and plural', () => {
    for (const typed of ['mailb quo', 'MAILBOX QUOTAS', 'mailboxes, quota!', 'máilbox quöta', 'quotastat']) {
      assert.equal(namesFor(typed)[0], 'getMailboxUsageQuotaStatusMailboxCounts', typed);
    }
    assert.deepEqual(namesFor('ailbox'), []);
  });

  it('takes Microsoft 365 in one word, and short, for what every report is of', () => {
    for (const of of ['office365', 'Microsoft365', 'MS365', 'MS', 'M365', 'o365']) {
      for (const { title } of catalog.reports) {
        const found = new Set(search.find(`${of} ${title}`));
        assert.ok(
          search.find(title).every((report) => found.has(report)),
          `${of} ${title}`,
        );
      }
    }
  });

  const known = [
    ...new Set(
      catalog.reports.flatMap(({ title, name, description, adminCenter = '', synonyms = [] }) =>
        [title, name, description, adminCenter, ...synonyms].join(' ').split(/[^\p{L}\p{N}]+/u),
      ),
    ),
  ].filter((word) => word !== '');
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...known), fc.integer({ min: 1, max: 6 }))
        .map(([text, n]) => text.slice(0, n)),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  );
  const words = fc.array(word, { minLength: 1, maxLength: 5 });

  it('finds for the plural of a word what it finds for the word', () => {
    const tellsReportsApart = (each: string) => search.find(each).length < catalog.reports.length;
    const singular = known.filter((each) => /^[a-z]{2,}[b-df-gj-np-rtvwy]$/i.test(each) && tellsReportsApart(each));
    for (const one of singular) {
      const plural = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
      const found = new Set(search.find(plural));
      assert.ok(
        search.find(one).every((report) => found.has(report)),
        plural,
      );
    }
    assert.equal(namesFor('teams activities')[0], 'getTeamsUserActivityUserDetail');
  });

  it('finds the same for the wide letters of East Asian keyboards', () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 5 }), (typed) => {
        assert.deepEqual(search.find(wide(typed.join(' '))), search.find(typed.join(' ')));
      }),
    );
  });

  it('finds the same for the same words in any order', () => {
    const shuffled = words.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        assert.deepEqual(new Set(search.find(other.join(' '))), new Set(search.find(one.join(' '))));
      }),
    );
  });

  it('finds no report for more words that it does not find for fewer', () => {
    fc.assert(
      fc.property(words, words, (fewer, more) => {
        const wide = new Set(search.find(fewer.join(' ')));
        assert.ok(search.find([...fewer, ...more].join(' ')).every((report) => wide.has(report)));
      }),
    );
  });

  it('gives each report once, and those that fit alike in the order of the catalog', () => {
    fc.assert(
      fc.property(words, (typed) => {
        const found = search.find(typed.join(' '));
        assert.equal(new Set(found).size, found.length);
        assert.deepEqual(search.find(typed.join('  ').toUpperCase()), search.find(typed.join(' ').toUpperCase()));
      }),
    );
    assert.deepEqual(search.find('usage'), search.find('USAGE'));
  });

  it('finds what only files have apart from the others, by title, product, and its name in the admin center', () => {
    for (const report of catalog.exports) {
      const product = catalog.product(report.product)?.title ?? '';
      for (const typed of [report.title, report.adminCenter ?? '', product]) {
        assert.ok(search.findExports(typed).includes(report), typed);
        assert.ok(!search.find(typed).includes(report), typed);
      }
    }
    assert.deepEqual(search.findExports('xyzzy'), []);
  });
});
