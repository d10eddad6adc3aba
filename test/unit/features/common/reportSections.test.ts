import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reportSections } from '../../../../src/features/common/reportSections.js';
import { catalog } from '../../../support/catalog.js';

const all = [...catalog.reports, ...catalog.exports];
const names = [...all.map(({ name }) => name), 'getSomethingThatIsGone'];
const some = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 8 });

describe('the list of reports before anything is typed', () => {
  it('has each offered report once, and no other', () => {
    fc.assert(
      fc.property(fc.subarray(all), some, some, (offered, recent, favorites) => {
        const shown = reportSections(offered, catalog.products, { recent, favorites }).flatMap(
          ({ reports }) => reports,
        );
        assert.equal(shown.length, offered.length);
        assert.deepEqual(new Set(shown), new Set(offered));
      }),
    );
  });

  it('begins with what was opened last, newest first, then the favorites, then the products in their order', () => {
    const recent = ['getMailboxUsageDetail', 'getApiUsage', 'getSomethingThatIsGone'];
    const favorites = ['getTeamsTeamCounts', 'getApiUsage', 'getEmailActivityCounts'];
    const sections = reportSections(catalog.reports, catalog.products, { recent, favorites });
    const shown = sections.map(({ heading, reports }) => [
      typeof heading === 'string' ? heading : heading.id,
      reports.map(({ name }) => name),
    ]);
    assert.deepEqual(shown[0], ['recent', ['getMailboxUsageDetail', 'getApiUsage']]);
    assert.deepEqual(shown[1], ['favorites', ['getTeamsTeamCounts', 'getEmailActivityCounts']]);
    assert.deepEqual(
      shown.slice(2).map(([heading]) => heading),
      catalog.products.map(({ id }) => id),
    );
  });

  it('ends with those that only files have, whatever their product is', () => {
    fc.assert(
      fc.property(fc.subarray(all), (offered) => {
        const sections = reportSections(offered, catalog.products, { recent: [], favorites: [] });
        const added = offered.filter((report) => catalog.exports.includes(report));
        assert.deepEqual(
          sections.filter(({ heading }) => heading === 'added').map(({ reports }) => reports),
          added.length === 0 ? [] : [added],
        );
        assert.ok(added.length === 0 || sections.at(-1)?.heading === 'added');
      }),
    );
  });

  it('has no heading without a report', () => {
    const [first] = catalog.reports;
    assert.ok(first);
    const sections = reportSections([first], catalog.products, { recent: [], favorites: ['getApiUsage'] });
    assert.deepEqual(
      sections.map(({ heading }) => heading),
      [catalog.product(first.product)],
    );
  });
});
