import assert from 'node:assert/strict';
import fc from 'fast-check';
import { titleBelow, titleOfFavorite } from '../../../../src/features/sidebar/treeTitle.js';
import { catalog } from '../../../support/catalog.js';

const below = (product: string, title: string) => titleBelow({ title }, { title: product });

describe('a title below its product', () => {
  it('does not repeat what the product says', () => {
    assert.equal(below('Microsoft Teams', 'Teams user activity, user details'), 'User activity, user details');
    assert.equal(below('Microsoft 365 Apps', 'Microsoft 365 apps usage, daily'), 'Usage, daily');
    assert.equal(below('Microsoft 365 Copilot', 'Copilot usage, user details'), 'Usage, user details');
    assert.equal(below('Active users', 'Active users, daily'), 'Daily');
    assert.equal(below('Microsoft browser usage', 'Browser usage, period total'), 'Period total');
    assert.equal(below('Exchange', 'Mailbox usage, daily'), 'Mailbox usage, daily');
  });

  it('keeps a name that the rest needs, or that is only the beginning of a word', () => {
    assert.equal(below('Microsoft Teams', 'Teams by privacy, daily'), 'Teams by privacy, daily');
    assert.equal(below('Forms', 'Formsets, daily'), 'Formsets, daily');
    assert.equal(below('Forms', 'Forms'), 'Forms');
  });

  it('tells all reports of a product apart', () => {
    for (const product of catalog.products) {
      const titles = catalog.reports
        .filter((report) => report.product === product.id)
        .map((r) => titleBelow(r, product));
      assert.equal(new Set(titles).size, titles.length, product.title);
    }
  });

  it('has room in a side bar of the usual width, also among the favorites', () => {
    for (const report of catalog.reports) {
      const product = catalog.products.find(({ id }) => id === report.product);
      assert.ok(titleBelow(report, product).length <= 32, titleBelow(report, product));
      const favorite = titleOfFavorite(report, product);
      assert.ok(favorite.length <= 32, favorite);
      assert.ok(report.title.length > 32 || favorite === report.title, favorite);
    }
  });

  it('is never empty, and always the end of the title', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.boolean(), (product, rest, named) => {
        const title = named ? `${product} ${rest}` : rest;
        const short = below(product, title);
        assert.equal(short === '', title === '');
        assert.equal(title.toLowerCase().endsWith(short.toLowerCase().slice(1)), true);
      }),
    );
  });
});
