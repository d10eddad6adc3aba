import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reportSections } from '../../../../src/features/common/reportSections.js';
import { catalog } from '../../../support/catalog.js';

const names = [...catalog.reports.map(({ name }) => name), 'getSomethingThatIsGone'];
const some = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 8 });

describe('the list of reports before anything is typed', () => {
  it('has each offered report once, and no other', () => {
    fc.assert(
      fc.property(fc.subarray([...catalog.reports]), some, some, (offered, recent, favorites) => {
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
