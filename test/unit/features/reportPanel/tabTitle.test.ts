import assert from 'node:assert/strict';
import { tabTitle } from '../../../../src/features/reportPanel/tabTitle.js';
import { catalog } from '../../../support/catalog.js';

const connection = 'sample';

describe('the title of a tab', () => {
  it('begins with what the report is about, and ends with what it is for', () => {
    const title = (report: string, parameter: object) => tabTitle({ connection, report, ...parameter }, catalog);
    assert.equal(title('getEmailActivityCounts', { period: 'D30' }), 'Email activity, daily, 30 days');
    assert.equal(title('getEmailActivityUserDetail', { date: '2026-11-18' }), 'Email activity, user details, Nov 18');
    assert.equal(title('getEmailActivityCounts', { history: true }), 'Email activity, daily, all archived days');
    assert.equal(title('getOffice365ActivationCounts', {}), 'Office activations, by product');
    assert.equal(title('noSuchReport', { period: 'D7' }), 'noSuchReport');
  });

  it('tells all reports apart', () => {
    const titles = catalog.reports.map(({ name }) => tabTitle({ connection, report: name, period: 'D7' }, catalog));
    assert.equal(new Set(titles).size, titles.length);
  });

  it('is the same for a report that only files have: never its name for requests', () => {
    for (const { name, title } of catalog.exports) {
      assert.equal(tabTitle({ connection, report: name }, catalog), title);
    }
  });
});
