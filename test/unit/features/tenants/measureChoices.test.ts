import assert from 'node:assert/strict';
import { measureChoices, defaultMeasures, measuresWithIds } from '../../../../src/features/tenants/measureChoices.js';
import { catalog } from '../../../support/catalog.js';

const daily = catalog.reports.filter(({ kind }) => kind === 'daily-series');

describe('the measures that tenants are compared by', () => {
  it('are of every daily report, each once, with its leads among them', () => {
    const choices = measureChoices(catalog);
    assert.equal(new Set(choices.map(({ id }) => id)).size, choices.length);
    for (const { name, leads = [] } of daily) {
      const columns = choices.filter(({ report }) => report === name).map(({ column }) => column);
      assert.ok(columns.length > 0, name);
      assert.deepEqual(
        leads.filter((lead) => !columns.includes(lead)),
        [],
        name,
      );
    }
  });

  it('have neither days nor keys, and of single applications only what they come to together', () => {
    const columnsOf = (report: string) =>
      measureChoices(catalog).flatMap((choice) => (choice.report === report ? [choice.column] : []));
    assert.deepEqual(columnsOf('getApiUsage'), ['Total requests']);
    assert.deepEqual(columnsOf('getOneDriveUsageStorage'), ['Storage Used (Byte)']);
  });

  it('are at first the leads of the main services, in the catalog’s order', () => {
    assert.deepEqual(
      defaultMeasures(catalog).map(({ id }) => id),
      [
        'getOffice365ActiveUserCounts/Office 365',
        'getTeamsUserActivityCounts/Private Chat Messages',
        'getEmailActivityCounts/Send',
        'getOneDriveUsageStorage/Storage Used (Byte)',
        'getSharePointSiteUsageStorage/Storage Used (Byte)',
        'getMicrosoft365CopilotUserCountTrend/Any App Active Users',
      ],
    );
  });

  it('are those that were chosen, as far as they exist still', () => {
    const ids = ['getFormsUserActivityCounts/Forms', 'getEmailActivityCounts/Read', 'getGone/Column', 'nonsense'];
    assert.deepEqual(
      measuresWithIds(ids, catalog).map(({ id }) => id),
      ['getEmailActivityCounts/Read', 'getFormsUserActivityCounts/Forms'],
    );
    assert.deepEqual(measuresWithIds(['getGone/Column'], catalog), defaultMeasures(catalog));
    assert.deepEqual(measuresWithIds([], catalog), defaultMeasures(catalog));
  });
});
