import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fullTitle, sheetTitle } from '../../../../src/core/catalog/catalog.js';
import { SheetNames } from '../../../../src/core/export/xlsx/sheetNames.js';
import { catalog } from '../../../support/catalog.js';

describe('The texts of the catalog', () => {
  for (const product of catalog.products) {
    const reports = catalog.reports.filter((report) => report.product === product.id);

    it(`tell the reports of ${product.title} apart`, () => {
      assert.ok(reports.length > 0);
      const titles = reports.map(({ title }) => title.toLowerCase());
      assert.equal(new Set(titles).size, titles.length);
      const descriptions = reports.map(({ description }) => description.toLowerCase());
      assert.equal(new Set(descriptions).size, descriptions.length);
    });

    it(`do not repeat ${product.title} in a full title`, () => {
      const [name = ''] = product.title.replace(/^Microsoft (365 )?/, '').split(' ');
      // A common word is not a name: reports also count communities and browsers.
      const common = ['Active', 'Office', 'Graph', 'browser'];
      for (const title of reports.map((report) => fullTitle(report, catalog))) {
        assert.ok(common.includes(name) || title.split(new RegExp(name, 'i')).length <= 2, title);
      }
    });
  }

  it('name only products that exist, and list the reports in the products’ order', () => {
    const ids = catalog.products.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const positions = catalog.reports.map(({ product }) => ids.indexOf(product));
    assert.ok(positions.every((position) => position >= 0));
    assert.deepEqual(
      positions,
      [...positions].sort((a, b) => a - b),
    );
  });

  it('call sheets of a workbook so that each fits, begins with its product, and is there once', () => {
    const names = new SheetNames();
    for (const report of catalog.reports) {
      const wanted = sheetTitle(report, catalog);
      assert.equal(names.take(wanted), wanted);
      const product = catalog.product(report.product)?.title.replace(/^Microsoft (365 )?/, '') ?? assert.fail();
      assert.ok(wanted.toLowerCase().startsWith((product.split(' ')[0] ?? '').toLowerCase()), wanted);
    }
  });

  it('are short enough for a tree and a quick pick', () => {
    for (const { name, title, description } of catalog.reports) {
      assert.ok(title.length >= 6 && title.length <= 48, `${name}: ${title.length} in the title`);
      assert.ok(
        description.length >= 30 && description.length <= 110,
        `${name}: ${description.length} in the description`,
      );
    }
  });

  it('are in sentence case, titles without a period and descriptions with one', () => {
    for (const { name, title, description } of catalog.reports) {
      assert.match(title, /^[A-Z].*[^.]$/, name);
      assert.match(description, /^[A-Z].*[^.]\.$/, name);
      assert.equal(title.trim(), title);
    }
  });

  it('are our own: Microsoft’s pages begin with “Get”', () => {
    for (const { name, title, description } of catalog.reports) {
      assert.doesNotMatch(`${title}\n${description}`, /^(Get|Gets|Retrieve) /m, name);
      assert.doesNotMatch(title, /beta|retired|Skype/i, `${name}: said by data, not by the title`);
    }
  });

  it('use icons that the icon font has', () => {
    const icons = new Set(
      readdirSync('node_modules/@vscode/codicons/src/icons').map((file) => file.replace(/\.svg$/, '')),
    );
    for (const { id, icon } of catalog.products) {
      assert.ok(icons.has(icon), `${id}: ${icon}`);
    }
  });

  it('call only Skype for Business retired', () => {
    assert.deepEqual(
      catalog.products.filter(({ retired }) => retired !== undefined).map(({ id }) => id),
      ['skype'],
    );
  });
});
