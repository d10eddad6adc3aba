import assert from 'node:assert/strict';
import { Catalog, fullTitle, isBetaOnly, isRetired } from '../../../../src/core/catalog/catalog.js';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { chooseVersion } from '../../../../src/core/catalog/chooseVersion.js';
import { catalog, catalogData } from '../../../support/catalog.js';

const known = (name: string) => catalog.find(name)!;

describe('Catalog', () => {
  it('finds a report by its name, ignoring case', () => {
    assert.equal(catalog.find('getTeamsUserActivityCounts')?.title, 'User activity, daily (licensed users)');
    assert.equal(catalog.find('GETTEAMSUSERACTIVITYCOUNTS')?.name, 'getTeamsUserActivityCounts');
    assert.equal(catalog.find(' getTeamsUserActivityCounts ')?.name, 'getTeamsUserActivityCounts');
  });

  it('finds a report by its old spelling', () => {
    assert.equal(
      catalog.find('SkypeForBusinessPeerToPeerActivityUserCounts')?.name,
      'getSkypeForBusinessPeerToPeerActivityUserCounts',
    );
    assert.equal(catalog.find('teamsUserActivityCounts')?.name, 'getTeamsUserActivityCounts');
  });

  it('finds every report by its own name, so that no alias hides one', () => {
    for (const report of catalog.reports) {
      assert.equal(catalog.find(report.name), report);
      assert.equal(catalog.find(report.name.slice(3)), report);
    }
    const hiding = new Catalog({
      products: [],
      reports: [known('getApiUsage'), { ...known('getBrowserUserCounts'), aliases: ['getApiUsage'] }],
    });
    assert.equal(hiding.find('getApiUsage')?.name, 'getApiUsage');
  });

  it('finds nothing for an unknown name', () => {
    assert.equal(catalog.find('getCoffeeUsage'), undefined);
    assert.equal(catalog.find(''), undefined);
    assert.equal(catalog.find('constructor'), undefined);
    assert.equal(catalog.product('coffee'), undefined);
  });

  it('keeps the data as it is', () => {
    assert.equal(catalog.reports, catalogData.reports);
    assert.equal(catalog.product('teams')?.title, 'Microsoft Teams');
  });

  it('has its reports in the order in which people look for them', () => {
    for (const { id } of catalog.products) {
      const reports = catalog.reports.filter(({ product }) => product === id);
      const pages = reports.map(({ adminCenter = '' }) => adminCenter.split(': ')[0] ?? '');
      const runs = pages.filter((page, index) => page !== pages[index - 1]);
      assert.deepEqual(runs, [...new Set(runs)], `${id}: what is one page in the admin center is side by side`);
      assert.deepEqual(
        runs.map((page) => page.includes('device')),
        runs.map((page) => page.includes('device')).sort(),
        `${id}: devices come last`,
      );
      for (const page of runs) {
        const ofPage = reports.filter((_, index) => pages[index] === page);
        const kinds = ofPage.map(({ kind }) => kind);
        const titleOf = ({ title }: { title: string } | undefined = { title: '' }) => title.replace(/ \(.+\)$/, '');
        const leading = ofPage.filter((report) => titleOf(report) === titleOf(ofPage[0])).length;
        assert.ok(kinds[0] === 'daily-series' || !kinds.includes('daily-series'), `${page}: days come first`);
        if (kinds.includes('detail')) {
          assert.equal(kinds[leading], 'detail', `${page}: then the list of users`);
        }
      }
      for (const [index, { title }] of reports.entries()) {
        if (title.endsWith('(licensed users)') && title.replace('(licensed', '(all') !== reports[index - 1]?.title) {
          assert.fail(`${title} doesn't come after the same report of all users`);
        }
      }
    }
    assert.equal(catalog.reports.find(({ product }) => product === 'teams')?.name, 'getTeamsUserActivityTotalCounts');
  });

  it('adds the product to a full title', () => {
    assert.equal(fullTitle(known('getTeamsUserActivityUserDetail'), catalog), 'Teams user activity, user details');
    const titles = catalog.reports.map((report) => fullTitle(report, catalog));
    assert.equal(new Set(titles).size, catalog.reports.length);
  });

  it('knows what is beta only and what is retired', () => {
    assert.equal(isBetaOnly(known('getApiUsage')), true);
    assert.equal(isBetaOnly(known('getTeamsTeamCounts')), false);
    assert.equal(catalog.reports.filter(isBetaOnly).length, 16);
    assert.deepEqual(catalog.exports.filter(isBetaOnly), []);
    assert.equal(catalog.reports.filter((report) => isRetired(report, catalog)).length, 15);
  });
});

describe('chooseVersion', () => {
  const chosen = (name: string, format: Format, cloud?: Parameters<typeof chooseVersion>[2]): string => {
    const { version, format: answered } = chooseVersion(known(name), format, cloud);
    return `${version} ${answered}`;
  };

  it('takes CSV from v1.0 if that publishes the report, otherwise from beta', () => {
    assert.equal(chosen('getTeamsUserActivityCounts', 'csv'), 'v1.0 csv');
    assert.equal(chosen('getTeamsUserActivityTotalCounts', 'csv'), 'beta csv');
  });

  it('takes JSON from beta', () => {
    assert.equal(chosen('getTeamsUserActivityCounts', 'json'), 'beta json');
    assert.equal(chosen('getM365AppUserDetail', 'json'), 'beta json');
  });

  it('falls back to CSV for the report that has no JSON', () => {
    assert.equal(chosen('getApiUsage', 'json'), 'beta csv');
  });

  it('takes JSON if the CSV has no days, whatever was wanted', () => {
    const csv = catalog.reports.filter((report) => chooseVersion(report, 'csv').format === 'json');
    assert.deepEqual(
      csv.map(({ name }) => name),
      ['getFormsUserActivityCounts', 'getFormsUserActivityUserCounts'],
    );
  });

  it('takes everything from beta outside the global cloud', () => {
    assert.equal(chosen('getTeamsUserActivityCounts', 'csv', 'usgov'), 'beta csv');
    assert.equal(chosen('getTeamsUserActivityCounts', 'csv', 'china'), 'beta csv');
    assert.equal(chosen('getTeamsUserActivityCounts', 'csv', 'global'), 'v1.0 csv');
  });

  it('only ever chooses what is published', () => {
    for (const report of catalog.reports) {
      for (const wanted of ['csv', 'json'] as const) {
        const { version, format } = chooseVersion(report, wanted);
        assert.ok(report.formats[version]?.includes(format), report.name);
      }
    }
  });
});
