import assert from 'node:assert/strict';
import { namingColumns } from '../../../../src/core/catalog/userColumns.js';
import { catalog } from '../../../support/catalog.js';

const columnsOf = (report: string) => namingColumns(catalog.find(report) ?? assert.fail(report));

describe('the columns by which somebody can be told', () => {
  it('are those of users, the most telling first, and no tenant', () => {
    for (const definition of catalog.reports) {
      const names = namingColumns(definition);
      assert.deepEqual([...new Set(names)], names, definition.name);
      assert.ok(!names.some((name) => name.startsWith('Tenant')), `${definition.name}: ${names.join()}`);
      assert.ok(names.length === 0 || definition.kind === 'detail', definition.name);
    }
    assert.equal(columnsOf('getTeamsUserActivityUserDetail')[0], 'User Principal Name');
  });

  it('have the address of a OneDrive, which has the name of its owner, and that of no site', () => {
    assert.ok(columnsOf('getOneDriveUsageAccountDetail').includes('Site URL'));
    assert.ok(!columnsOf('getSharePointSiteUsageDetail').includes('Site URL'));
  });

  it('are none of a report without users', () => {
    assert.deepEqual(columnsOf('getTeamsUserActivityCounts'), []);
  });
});
